package db

import (
	"context"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/fold"
	"parley/internal/ledger"
)

type positionTable struct {
	slugged[ledger.Position, ledger.PositionFilter]
}

func (t tables) Positions() ledger.PositionTable {
	p := positionTable{slugged[ledger.Position, ledger.PositionFilter]{
		table: table[ledger.Position, ledger.PositionFilter]{
			tables: t,
			kind:   ledger.KindOfPosition,
			get:    t.positionByID,
			list:   (*sqlc.Queries).ListPositions,
			insert: func(ctx context.Context, v *ledger.Position, body string) error {
				return t.q.InsertPosition(ctx, t.rowPosition(v, body))
			},
			update: func(ctx context.Context, v *ledger.Position, body string) (int64, error) {
				return t.q.UpdatePosition(ctx, sqlc.UpdatePositionParams(t.rowPosition(v, body)))
			},
			filter: filterPositions, versioned: true,
		},
		find: t.positionBySlug,
		id:   func(v *ledger.Position) uuid.UUID { return v.ID },
	}}
	p.after = p.versionAndReferences
	return p
}

func (t tables) positionByID(ctx context.Context, id uuid.UUID) (string, error) {
	if t.at == present {
		return t.q.GetPosition(ctx, sqlc.GetPositionParams{WorkspaceID: t.workspace, ID: id})
	}
	return t.q.GetPositionAt(ctx, sqlc.GetPositionAtParams{WorkspaceID: t.workspace, ID: id, At: t.at})
}

func (t tables) positionBySlug(ctx context.Context, slug string) (string, error) {
	if t.at == present {
		return t.q.FindPosition(ctx, sqlc.FindPositionParams{WorkspaceID: t.workspace, Slug: &slug})
	}
	return t.q.FindPositionAt(ctx, sqlc.FindPositionAtParams{WorkspaceID: t.workspace, Slug: &slug, At: t.at})
}

// List ignores Page.Retracted: positions are chosen by status.
func (t positionTable) List(ctx context.Context, f ledger.PositionFilter, page ledger.Page) ([]ledger.Position, error) {
	if t.at == present {
		page.Retracted = ledger.RetractedInclude
		return t.table.List(ctx, f, page)
	}
	w := t.where("positions.")
	// The last changes of a negotiation are found sooner by walking back through the
	// numbers than by sorting all it has.
	w.walked = page.Sort == ledger.SortChangedDesc && len(f.Parties)+len(f.Issues) == 0
	filterPositions(w, f)
	w.page(page)
	bodies, err := sqlc.New(filtered{t.run, w}).ListPositionsAt(ctx, sqlc.ListPositionsAtParams{WorkspaceID: t.workspace, FromNumber: t.at})
	if err != nil {
		return nil, told(t.kind, "", err)
	}
	return decodeAll[ledger.Position](bodies)
}

func (t tables) rowPosition(v *ledger.Position, body string) sqlc.InsertPositionParams {
	earliest, latest := v.Ended.Bounds()
	return sqlc.InsertPositionParams{
		WorkspaceID: t.workspace, ID: v.ID, Number: v.Number, NegotiationID: v.Negotiation.ID,
		IssueID: v.Issue.ID, PartyID: v.Party.ID, ProposalID: optional(v.Proposal), RoundID: optional(v.Round),
		SpeakerID: optional(v.Speaker), OnBehalfOfID: optional(v.OnBehalfOf), InReplyToID: optional(v.InReplyTo),
		Slug: v.Slug, Act: v.Act, Stance: v.Stance, Status: v.Status,
		StatedEarliest: int64(v.Stated.Earliest()), StatedLatest: int64(v.Stated.Latest()),
		EndedEarliest: int64(earliest), EndedLatest: int64(latest), Search: positionSearch(v), Body: body,
	}
}

func positionSearch(v *ledger.Position) string {
	parts := []string{v.Summary, text(v.Note), text(v.Slug)}
	for _, c := range v.Conditions {
		parts = append(parts, c.Text)
	}
	return fold.Joined(parts...)
}

func filterPositions(w *where, f ledger.PositionFilter) {
	in(w, "id", f.IDs)
	w.negotiations(f.Negotiations)
	in(w, "issue_id", f.Issues)
	in(w, "party_id", f.Parties)
	in(w, "proposal_id", f.Proposals)
	in(w, "speaker_id", f.Speakers)
	in(w, "on_behalf_of_id", f.OnBehalfOf)
	in(w, "round_id", f.Rounds)
	in(w, "act", f.Acts)
	in(w, "stance", f.Stances)
	w.referring("jointly_with", f.JointlyWith)
	w.referring("addressed_to", f.AddressedTo)
	w.touching(f.Touches)
	w.evidenced("e.article_id", anys(f.Articles))
	w.evidenced("e.passage_id", anys(f.Passages))
	w.evidenced("e.attribution", anys(f.Attributions))
	w.published(f.Publishers)
	w.few = len(w.args) > 0
	in(w, "status", f.Statuses)
	w.stated(f)
	w.standing(f.Standing)
	w.contains(f.Q)
}
