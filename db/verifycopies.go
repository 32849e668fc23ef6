package db

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/ledger"
	"parley/internal/shingle"
)

// likenesses holds what texts of some articles have in common with others against the
// texts, from both sides. Which texts were ever compared depends on the order in which
// they came; but the newest texts of articles that are evidence for one position always
// are, since corroboration counts by them. So those may not lack.
func (v *verification) likenesses(ctx context.Context, after, until uuid.UUID) error {
	unmirrored, err := v.q.ListUnmirrored(ctx, sqlc.ListUnmirroredParams{WorkspaceID: v.tables.workspace, ArticleID: after, Until: until})
	if err != nil {
		return err
	}
	for _, r := range unmirrored {
		v.fault(pair(r.ArticleID, r.Revision, r.OtherID, r.OtherRevision), "is not there as it is from the other side")
	}
	rows, err := v.q.ListRecordedLikenesses(ctx, sqlc.ListRecordedLikenessesParams{WorkspaceID: v.tables.workspace, ArticleID: after, Until: until})
	if err != nil {
		return err
	}
	for piece := range slices.Chunk(rows, verifyPiece) {
		if err := v.likeness(ctx, piece); err != nil {
			return err
		}
	}
	return v.citedTogether(ctx, after, until)
}

func pair(a uuid.UUID, revision int64, b uuid.UUID, other int64) string {
	return fmt.Sprintf("similar_revisions %s %d %s %d", a, revision, b, other)
}

// likeness counts again what texts share.
func (v *verification) likeness(ctx context.Context, rows []sqlc.ListRecordedLikenessesRow) error {
	var texts []ledger.RevisionID
	for _, r := range rows {
		texts = append(texts, ledger.RevisionID{Article: r.ArticleID, Revision: r.Revision}, ledger.RevisionID{Article: r.OtherID, Revision: r.OtherRevision})
	}
	sets, err := v.tables.Revisions().Runs(ctx, texts)
	for i, r := range rows {
		a, b := texts[2*i], texts[2*i+1]
		where := pair(r.ArticleID, r.Revision, r.OtherID, r.OtherRevision)
		is := [4]int64{r.Runs, r.OtherRuns, r.Shared, r.Score}
		if should := counted(a, b, sets); is != should {
			v.fault(where, "has the counts %v, and of the texts %v", is, should)
		}
		if known := max(r.TextNumber, r.OtherNumber); r.Number != known && (r.Number < known || r.Cited == 0) {
			v.fault(where, "is known since number %d, and neither a text nor evidence came then", r.Number)
		}
	}
	return err
}

// counted are the runs of two texts, what they share and how alike that makes them.
func counted(a, b ledger.RevisionID, sets map[ledger.RevisionID]shingle.Set) [4]int64 {
	l := ledger.Alike(a, sets[a], b, sets[b])
	return [4]int64{l.RunsA, l.RunsB, l.Shared, l.Score()}
}

// citedTogether looks for likenesses that lack.
func (v *verification) citedTogether(ctx context.Context, after, until uuid.UUID) error {
	rows, err := v.q.ListCitedTogether(ctx, sqlc.ListCitedTogetherParams{WorkspaceID: v.tables.workspace, ArticleID: after, Until: until})
	if err != nil {
		return err
	}
	for piece := range slices.Chunk(rows, verifyPiece) {
		if err := v.compared(ctx, piece); err != nil {
			return err
		}
	}
	return nil
}

// compared counts what texts share that have no likeness.
func (v *verification) compared(ctx context.Context, rows []sqlc.ListCitedTogetherRow) error {
	var articles []uuid.UUID
	for _, r := range rows {
		articles = append(articles, r.ArticleID, r.OtherID)
	}
	articles = column(articles, func(id uuid.UUID) uuid.UUID { return id })
	texts, err := v.tables.Copies().Newest(ctx, articles)
	if err != nil {
		return err
	}
	newest, ids := map[uuid.UUID]ledger.RevisionID{}, make([]ledger.RevisionID, len(texts))
	for i, t := range texts {
		newest[t.Article], ids[i] = t.RevisionID, t.RevisionID
	}
	sets, err := v.tables.Revisions().Runs(ctx, ids)
	for _, r := range rows {
		a, b := newest[r.ArticleID], newest[r.OtherID]
		if l := ledger.Alike(a, sets[a], b, sets[b]); l.Counts() {
			v.fault(pair(a.Article, a.Revision, b.Article, b.Revision), "is missing: the texts share %d runs of words, and both are evidence for one position", l.Shared)
		}
	}
	return err
}
