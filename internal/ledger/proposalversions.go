package ledger

import (
	"context"

	"github.com/google/uuid"
)

// ProposalTable also stores the versions of proposals.
type ProposalTable interface {
	SluggedTable[Proposal, ProposalFilter]
	InsertVersion(ctx context.Context, v *ProposalVersion) error
	Version(ctx context.Context, proposal uuid.UUID, version int64) (ProposalVersion, error)
	// Versions lists the versions of a proposal; Key.Value is the version.
	Versions(ctx context.Context, proposal uuid.UUID, page Page) ([]ProposalVersion, error)
}

// CreateProposalVersion adds the next version to a proposal.
func (w *Writer) CreateProposalVersion(ref string, in ProposalVersionFields) (ProposalVersion, error) {
	var none ProposalVersion
	before, err := get(&w.Reader, proposals(), ref)
	if err != nil {
		return none, err
	}
	if err := current(KindOfProposal, &before, Expect{Any: true}); err != nil {
		return none, err
	}
	if err := w.judge(func(f *faults) error { checkProposalVersion(in, f); return nil }); err != nil {
		return none, err
	}
	return w.addVersion(before, in)
}

func (w *Writer) addVersion(before Proposal, in ProposalVersionFields) (ProposalVersion, error) {
	v := ProposalVersion{Proposal: before.ID, Version: before.LatestVersion + 1, ProposalVersionFields: in,
		Number: w.entry.Number, RecordedAt: w.entry.RecordedAt}
	if err := w.tables.Proposals().InsertVersion(w.ctx, &v); err != nil {
		return v, err
	}
	after := before
	after.LatestVersion = v.Version
	if _, err := save(w, proposals(), ActionUpdate, before, after); err != nil {
		return v, err
	}
	return v, w.changed(KindOfVersion, before.ID, ActionCreate, nil, v)
}

func checkProposalVersion(in ProposalVersionFields, f *faults) {
	f.text("/summary", in.Summary, 20000)
	f.optionalText("/label", in.Label, 500)
	f.optionalText("/text", in.Text, 500000)
}

// ProposalVersion finds one version of a proposal.
func (r *Reader) ProposalVersion(ref string, version int64) (ProposalVersion, error) {
	owner, err := follow(r, proposals(), ref)
	if err != nil {
		return ProposalVersion{}, err
	}
	return r.tables.Proposals().Version(r.ctx, owner.ID, version)
}

// ProposalVersions lists the versions of a proposal.
func (r *Reader) ProposalVersions(ref string, page Page) ([]ProposalVersion, error) {
	owner, err := follow(r, proposals(), ref)
	if err != nil {
		return nil, err
	}
	return r.tables.Proposals().Versions(r.ctx, owner.ID, page)
}
