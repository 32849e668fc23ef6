package db

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/fold"
	"parley/internal/ledger"
)

func (t tables) Proposals() ledger.ProposalTable {
	return proposalTable{slugged[ledger.Proposal, ledger.ProposalFilter]{
		table: t.proposals(),
		find: func(ctx context.Context, slug string) (string, error) {
			return t.q.FindProposal(ctx, sqlc.FindProposalParams{WorkspaceID: t.workspace, Slug: &slug})
		},
		id: func(v *ledger.Proposal) uuid.UUID { return v.ID },
	}}
}

func (t tables) proposals() table[ledger.Proposal, ledger.ProposalFilter] {
	return table[ledger.Proposal, ledger.ProposalFilter]{
		tables: t,
		kind:   ledger.KindOfProposal,
		named:  true,
		get: func(ctx context.Context, id uuid.UUID) (string, error) {
			return t.q.GetProposal(ctx, sqlc.GetProposalParams{WorkspaceID: t.workspace, ID: id})
		},
		list: (*sqlc.Queries).ListProposals,
		insert: func(ctx context.Context, v *ledger.Proposal, body string) error {
			return t.q.InsertProposal(ctx, t.rowProposal(v, body))
		},
		update: func(ctx context.Context, v *ledger.Proposal, body string) (int64, error) {
			return t.q.UpdateProposal(ctx, sqlc.UpdateProposalParams(t.rowProposal(v, body)))
		},
		filter: filterProposals,
		after:  t.proposalIssues,
	}
}

func (t tables) rowProposal(v *ledger.Proposal, body string) sqlc.InsertProposalParams {
	return sqlc.InsertProposalParams{
		WorkspaceID: t.workspace, ID: v.ID, Number: v.Number, Retracted: v.Retracted != nil,
		Slug:          v.Slug,
		NegotiationID: v.Negotiation.ID,
		AuthorID:      optional(v.Author),
		Search:        fold.Joined(v.Name, text(v.Description), text(v.Slug)),
		Body:          body,
	}
}

func filterProposals(w *where, f ledger.ProposalFilter) {
	in(w, "negotiation_id", f.Negotiations)
	in(w, "author_id", f.Authors)
	if len(f.Issues) > 0 {
		w.and("id IN (SELECT i.proposal_id FROM proposal_issues i WHERE i.workspace_id = $1 AND i.issue_id IN (" + w.list(anys(f.Issues)) + "))")
	}
	w.contains(f.Q)
}

type proposalTable struct {
	slugged[ledger.Proposal, ledger.ProposalFilter]
}

func (t tables) proposalIssues(ctx context.Context, v *ledger.Proposal, _ string, _ bool) error {
	if err := t.q.DeleteProposalIssues(ctx, sqlc.DeleteProposalIssuesParams{WorkspaceID: t.workspace, ProposalID: v.ID}); err != nil {
		return err
	}
	for _, issue := range unique(v.Issues) {
		if err := t.q.InsertProposalIssue(ctx, sqlc.InsertProposalIssueParams{
			WorkspaceID: t.workspace, ProposalID: v.ID, IssueID: issue}); err != nil {
			return err
		}
	}
	return nil
}

func (t proposalTable) InsertVersion(ctx context.Context, v *ledger.ProposalVersion) error {
	body, err := encode(v)
	if err != nil {
		return err
	}
	return told(t.kind, "", t.q.InsertProposalVersion(ctx, sqlc.InsertProposalVersionParams{
		WorkspaceID: t.workspace, ProposalID: v.Proposal, Version: v.Version, Number: v.Number, Body: body}))
}

func (t proposalTable) Version(ctx context.Context, proposal uuid.UUID, version int64) (ledger.ProposalVersion, error) {
	body, err := t.q.GetProposalVersion(ctx, sqlc.GetProposalVersionParams{WorkspaceID: t.workspace, ProposalID: proposal, Version: version})
	return decode[ledger.ProposalVersion](ledger.KindOfVersion, fmt.Sprint(version), body, err)
}

func (t proposalTable) Versions(ctx context.Context, proposal uuid.UUID, page ledger.Page) ([]ledger.ProposalVersion, error) {
	w := t.whereAfter(1, "")
	w.is("proposal_id", proposal)
	w.numbered("version", page)
	bodies, err := sqlc.New(filtered{t.run, w}).ListProposalVersions(ctx, t.workspace)
	if err != nil {
		return nil, told(t.kind, "", err)
	}
	return decodeAll[ledger.ProposalVersion](bodies)
}
