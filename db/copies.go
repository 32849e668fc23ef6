package db

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/ledger"
	"parley/internal/shingle"
)

type copyTable struct{ tables }

func (t tables) Copies() ledger.CopyTable { return copyTable{t} }

func (t copyTable) NextText(ctx context.Context) (int64, error) {
	if t.found != nil && t.found.text > 0 {
		return t.found.text + 1, nil
	}
	number, err := t.q.NextTextNumber(ctx, t.workspace)
	return number, told(ledger.KindOfRevision, "", err)
}

// stored is a run as its column has it: signed, and so of four bytes on SQLite.
func stored(run uint32) int64 { return int64(int32(run)) }

func (t copyTable) TextsByRun(ctx context.Context, runs shingle.Set) (map[uint32][]int64, error) {
	found := map[uint32][]int64{}
	for piece := range slices.Chunk(runs, pastPiece) {
		w := t.whereAfter(1, "")
		in(w, "run", piecesOf(piece))
		rows, err := sqlc.New(filtered{t.run, w}).ListTextsByRun(ctx, t.workspace)
		if err != nil {
			return nil, told(ledger.KindOfRevision, "", err)
		}
		for _, r := range rows {
			found[uint32(r.Run)] = append(found[uint32(r.Run)], r.TextNumber)
		}
	}
	return found, nil
}

func piecesOf(runs shingle.Set) []int64 {
	values := make([]int64, len(runs))
	for i, run := range runs {
		values[i] = stored(run)
	}
	return values
}

// InsertText writes many rows with one statement, of few lengths so that few are
// prepared.
func (t copyTable) InsertText(ctx context.Context, text int64, runs shingle.Set) error {
	for len(runs) > 0 {
		n := largestPiece
		for n > len(runs) {
			n /= 2
		}
		if err := t.insertRuns(ctx, text, runs[:n]); err != nil {
			return told(ledger.KindOfRevision, "", err)
		}
		runs = runs[n:]
	}
	return nil
}

// largestPiece is how many rows one statement inserts, a power of two.
const largestPiece = 128

func (t copyTable) insertRuns(ctx context.Context, text int64, runs shingle.Set) error {
	w := t.whereAfter(3, "")
	for _, run := range runs[1:] {
		w.sql.WriteString(", ($1, $2, " + w.bind(stored(run)) + ")")
	}
	return sqlc.New(filtered{t.run, w}).InsertTextRuns(ctx, sqlc.InsertTextRunsParams{WorkspaceID: t.workspace, TextNumber: text, Run: stored(runs[0])})
}

func (t copyTable) DeleteText(ctx context.Context, text int64, runs shingle.Set) error {
	for piece := range slices.Chunk(runs, pastPiece) {
		w := t.whereAfter(2, "")
		in(w, "run", piecesOf(piece))
		if err := sqlc.New(filtered{t.run, w}).DeleteTextRuns(ctx, sqlc.DeleteTextRunsParams{WorkspaceID: t.workspace, TextNumber: text}); err != nil {
			return told(ledger.KindOfRevision, "", err)
		}
	}
	return nil
}

func (t copyTable) Texts(ctx context.Context, numbers []int64) (texts []ledger.IndexedText, err error) {
	for piece := range slices.Chunk(numbers, pastPiece) {
		w := t.whereAfter(1, "")
		in(w, "text_number", piece)
		rows, err := sqlc.New(filtered{t.run, w}).ListIndexedTexts(ctx, t.workspace)
		if err != nil {
			return nil, told(ledger.KindOfRevision, "", err)
		}
		for _, r := range rows {
			texts = append(texts, ledger.IndexedText{RevisionID: ledger.RevisionID{Article: r.ArticleID, Revision: r.Revision},
				Number: r.TextNumber, Runs: shingle.Stored(r.Size)})
		}
	}
	return texts, nil
}

func (t copyTable) Newest(ctx context.Context, articles []uuid.UUID) (texts []ledger.IndexedText, err error) {
	for piece := range slices.Chunk(articles, pastPiece) {
		w := t.whereAfter(1, "r.")
		in(w, "article_id", piece)
		rows, err := sqlc.New(filtered{t.run, w}).ListNewestIndexedTexts(ctx, t.workspace)
		if err != nil {
			return nil, told(ledger.KindOfRevision, "", err)
		}
		for _, r := range rows {
			texts = append(texts, ledger.IndexedText{RevisionID: ledger.RevisionID{Article: r.ArticleID, Revision: r.Revision},
				Number: r.TextNumber, Runs: shingle.Stored(r.Size)})
		}
	}
	return texts, nil
}

func (t copyTable) CitedFor(ctx context.Context, position uuid.UUID) ([]uuid.UUID, error) {
	ids, err := t.q.ListCitedFor(ctx, sqlc.ListCitedForParams{WorkspaceID: t.workspace, PositionID: &position})
	return ids, told(ledger.KindOfArticle, "", err)
}

func (t copyTable) CitedWith(ctx context.Context, article uuid.UUID) ([]uuid.UUID, error) {
	ids, err := t.q.ListCitedWith(ctx, sqlc.ListCitedWithParams{WorkspaceID: t.workspace, ArticleID: article})
	return ids, told(ledger.KindOfArticle, "", err)
}
