package db

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/ledger"
	"parley/internal/shingle"
)

type revisionTable struct{ tables }

func (t tables) Revisions() ledger.RevisionTable { return revisionTable{t} }

func (t revisionTable) Insert(ctx context.Context, v *ledger.Revision) error {
	t.touched.wrote(v, true)
	t.found.numbered(v.TextNumber)
	original, err := encodeOriginal(v.Original)
	if err != nil {
		return err
	}
	return told(ledger.KindOfRevision, "", t.q.InsertRevision(ctx, sqlc.InsertRevisionParams{
		WorkspaceID: t.workspace, ArticleID: v.Article, Revision: v.Revision, Number: v.Number,
		RecordedAt: micros(v.RecordedAt), Sha256: v.SHA256, Length: v.Length, Text: text(v.Text), Runs: v.Runs,
		TextNumber: numbered(v.TextNumber), SearchBounded: v.SearchBounded, Original: original}))
}

// encodeOriginal writes JSON, or NULL for nil.
func encodeOriginal(v *ledger.Original) (*string, error) {
	if v == nil {
		return nil, nil
	}
	text, err := encode(v)
	return &text, err
}

func decodeOriginal(text *string) (*ledger.Original, error) {
	if text == nil {
		return nil, nil
	}
	var v ledger.Original
	return &v, json.Unmarshal([]byte(*text), &v)
}

func (t revisionTable) Get(ctx context.Context, article uuid.UUID, revision int64) (ledger.Revision, error) {
	r, err := t.q.GetRevision(ctx, sqlc.GetRevisionParams{WorkspaceID: t.workspace, ArticleID: article, Revision: revision})
	if err != nil {
		return ledger.Revision{}, told(ledger.KindOfRevision, fmt.Sprint(revision), err)
	}
	original, err := decodeOriginal(r.Original)
	return ledger.Revision{Article: r.ArticleID, Revision: r.Revision, SHA256: r.Sha256, Length: r.Length,
		Text: &r.Text, Runs: r.Runs, Original: original, TextNumber: r.TextNumber, SearchBounded: r.SearchBounded, Number: r.Number, RecordedAt: fromMicros(r.RecordedAt)}, err
}

// numbered is the number of a text in the index of copies, null for none.
func numbered(text int64) *int64 {
	if text == 0 {
		return nil
	}
	return &text
}

func (t revisionTable) List(ctx context.Context, article uuid.UUID, page ledger.Page) ([]ledger.Revision, error) {
	w := t.whereAfter(1, "")
	w.is("article_id", article)
	w.numbered("revision", page)
	rows, err := sqlc.New(filtered{t.run, w}).ListRevisions(ctx, t.workspace)
	if err != nil {
		return nil, told(ledger.KindOfRevision, "", err)
	}
	list := make([]ledger.Revision, len(rows))
	for i, r := range rows {
		original, err := decodeOriginal(r.Original)
		if err != nil {
			return nil, err
		}
		list[i] = ledger.Revision{Article: r.ArticleID, Revision: r.Revision, SHA256: r.Sha256, Length: r.Length,
			Original: original, Number: r.Number, RecordedAt: fromMicros(r.RecordedAt)}
	}
	return list, nil
}

// runsPiece is of how many texts one query asks for the runs.
const runsPiece = 128

// Runs asks for the articles and for the revisions apart: SQLite answers a list
// of pairs by reading every revision there is. What it gives too much, of an
// article whose revision of another's number is there, is left out.
func (t revisionTable) Runs(ctx context.Context, revisions []ledger.RevisionID) (map[ledger.RevisionID]shingle.Set, error) {
	found := make(map[ledger.RevisionID]shingle.Set, len(revisions))
	for piece := range slices.Chunk(revisions, runsPiece) {
		w := t.whereAfter(1, "")
		in(w, "article_id", column(piece, func(id ledger.RevisionID) uuid.UUID { return id.Article }))
		in(w, "revision", column(piece, func(id ledger.RevisionID) int64 { return id.Revision }))
		rows, err := sqlc.New(filtered{t.run, w}).ListRevisionRuns(ctx, t.workspace)
		if err != nil {
			return nil, told(ledger.KindOfRevision, "", err)
		}
		for _, r := range rows {
			if id := (ledger.RevisionID{Article: r.ArticleID, Revision: r.Revision}); slices.Contains(piece, id) {
				found[id] = shingle.FromBytes(r.Runs)
			}
		}
	}
	return found, nil
}

// column gives every value of a member once, in order.
func column[T any, V cmp.Ordered | uuid.UUID](list []T, of func(T) V) []V {
	var values []V
	for _, v := range list {
		if one := of(v); !slices.Contains(values, one) {
			values = append(values, one)
		}
	}
	return values
}
