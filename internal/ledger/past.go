package ledger

import (
	"context"

	"github.com/google/uuid"
)

// PastTable answers what views ask of the record beyond single resources.
type PastTable interface {
	// ChangedPositions lists the positions, of a negotiation now or once, that have a version, evidence with a
	// version or evidence whose passage was looked up anew under the numbers after
	// from and up to to; at most limit of them.
	ChangedPositions(ctx context.Context, negotiation uuid.UUID, from, to int64, limit int) ([]uuid.UUID, error)
	// Acceptances gives when positions were first accepted, as of the number of the tables.
	Acceptances(ctx context.Context, positions []uuid.UUID) (map[uuid.UUID]Moment, error)
	// EachArticle calls fn with every article of the filter as of the number of the tables,
	// in the order of recording, until it fails.
	EachArticle(ctx context.Context, filter ArticleFilter, retracted Retracted, fn func(ArticleThen) error) error
	// EachPassage does so with passages.
	EachPassage(ctx context.Context, filter PassageFilter, retracted Retracted, fn func(PassageThen) error) error
}

// ArticleThen is an article as of a number, with the length and the hash of its newest
// text of that time; both are empty without one.
type ArticleThen struct {
	Article
	Length int64
	SHA256 string
}

// PassageThen is a passage and its article as of a number.
type PassageThen struct {
	Passage
	From Article
}

// AllParties lists every party, retracted and merged ones too, and AllIssues every
// issue. Like all that follows they are for a reader of Ledger.ReadAt.
func (r *Reader) AllParties() ([]Party, error) { return r.tables.Parties().All(r.ctx) }

// AllIssues lists every issue, retracted or not.
func (r *Reader) AllIssues() ([]Issue, error) { return r.tables.Issues().All(r.ctx) }

// IssuesOf lists the issues of a negotiation, retracted or not.
func (r *Reader) IssuesOf(negotiation uuid.UUID) ([]Issue, error) {
	return r.tables.Issues().Of(r.ctx, negotiation)
}

// ParticipationsOf lists the participations in a negotiation, retracted or not.
func (r *Reader) ParticipationsOf(negotiation uuid.UUID) ([]Participation, error) {
	return r.tables.Participations().Of(r.ctx, negotiation)
}

// MembershipsOf lists the memberships of members, retracted or not.
func (r *Reader) MembershipsOf(members ...uuid.UUID) ([]Membership, error) {
	return r.tables.Memberships().Of(r.ctx, members...)
}

// SalienceOf lists the saliences recorded on issues, retracted or not.
func (r *Reader) SalienceOf(issues ...uuid.UUID) ([]Salience, error) {
	return r.tables.Salience().Of(r.ctx, issues...)
}

// PartiesByID gives the parties of ids.
func (r *Reader) PartiesByID(ids []uuid.UUID) ([]Party, error) {
	return r.tables.Parties().Many(r.ctx, ids)
}

// ProposalsByID gives the proposals of ids.
func (r *Reader) ProposalsByID(ids []uuid.UUID) ([]Proposal, error) {
	return r.tables.Proposals().Many(r.ctx, ids)
}

// ArticlesByID gives the articles of ids.
func (r *Reader) ArticlesByID(ids []uuid.UUID) ([]Article, error) {
	return r.tables.Articles().Many(r.ctx, ids)
}

// Similar lists what the newest text of an article has in common with the newest
// of others, the likeliest copy first. Each likeness has the article as A.
func (r *Reader) Similar(a Article, page Page) ([]Likeness, error) {
	return r.tables.Copies().Of(r.ctx, RevisionID{a.ID, a.LatestRevision}, page)
}

// Likenesses gives what texts of the articles have in common, the newest and older ones.
func (r *Reader) Likenesses(articles []uuid.UUID) ([]Likeness, error) {
	return r.tables.Copies().Among(r.ctx, articles)
}

// ChangedPositions lists the positions of a negotiation that were changed, or whose evidence was,
// under the numbers after from and up to to; at most limit of them.
func (r *Reader) ChangedPositions(negotiation uuid.UUID, from, to int64, limit int) ([]uuid.UUID, error) {
	return r.tables.Past().ChangedPositions(r.ctx, negotiation, from, to, limit)
}

// Acceptances gives when positions first counted; those that never did are missing.
func (r *Reader) Acceptances(positions []uuid.UUID) (map[uuid.UUID]Moment, error) {
	return r.tables.Past().Acceptances(r.ctx, positions)
}
