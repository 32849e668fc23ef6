package db

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"unicode/utf8"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/ledger"
	"parley/internal/shingle"
)

// textsPiece is how many texts are held at a time; one may have 8 MB.
const textsPiece = 10

// texts holds every text against its hash, and every passage against its text.
func (v *verification) texts(ctx context.Context) error {
	from := sqlc.ListTextsParams{WorkspaceID: v.tables.workspace, AtMost: textsPiece}
	for {
		rows, err := v.q.ListTexts(ctx, from)
		if err != nil {
			return err
		}
		for _, r := range rows {
			if err := v.text(ctx, r); err != nil {
				return err
			}
			from.ArticleID, from.Revision = r.ArticleID, r.Revision
		}
		if len(rows) < textsPiece {
			return nil
		}
	}
}

func (v *verification) text(ctx context.Context, r sqlc.ListTextsRow) error {
	v.seen.Texts++
	where := fmt.Sprintf("article %s revision %d", r.ArticleID, r.Revision)
	sum := sha256.Sum256([]byte(r.Text))
	if hex.EncodeToString(sum[:]) != r.Sha256 {
		v.fault(where, "its text is not the one its SHA-256 was taken of")
	}
	if int64(utf8.RuneCountInString(r.Text)) != r.Length {
		v.fault(where, "its text has not the length that is stated")
	}
	if !bytes.Equal(shingle.Of(r.Text).Bytes(), r.Runs) {
		v.fault(where, "its runs of words are not those of its text")
	}
	runes := []rune(r.Text)
	if err := v.selectors(ctx, r, runes); err != nil {
		return err
	}
	return v.anchors(ctx, r, runes)
}

func (v *verification) selectors(ctx context.Context, r sqlc.ListTextsRow, text []rune) error {
	rows, err := v.q.ListSelectors(ctx, sqlc.ListSelectorsParams{WorkspaceID: v.tables.workspace, ArticleID: r.ArticleID, Revision: r.Revision})
	for _, row := range rows {
		v.seen.Passages++
		if p, ok := readable[ledger.Passage](v, "passages "+row.ID.String(), row.Body); ok {
			v.reads(p.ID, r, text, p.Start, p.End, p.Exact)
		}
	}
	return err
}

func (v *verification) anchors(ctx context.Context, r sqlc.ListTextsRow, text []rune) error {
	rows, err := v.q.ListAnchors(ctx, sqlc.ListAnchorsParams{WorkspaceID: v.tables.workspace, ArticleID: r.ArticleID, Revision: r.Revision})
	for _, row := range rows {
		where := fmt.Sprintf("passage_anchors %s %d", row.PassageID, r.Revision)
		if a, ok := readable[ledger.Anchoring](v, where, row.Body); ok && a.Start != nil && a.End != nil && a.Exact != nil {
			v.reads(row.PassageID, r, text, *a.Start, *a.End, *a.Exact)
		}
	}
	return err
}

// readable reads a body, or tells that nobody can.
func readable[T any](v *verification, where, body string) (T, bool) {
	is, err := decode[T]("", "", body, nil)
	if err != nil {
		v.fault(where, "its body cannot be read: %v", err)
	}
	return is, err == nil
}

// reads tells when a passage does not read back from its text.
func (v *verification) reads(passage uuid.UUID, r sqlc.ListTextsRow, text []rune, start, end int64, exact string) {
	if start < 0 || start > end || end > int64(len(text)) || string(text[start:end]) != exact {
		v.fault("passage "+passage.String(), "does not stand at %d to %d in revision %d of article %s", start, end, r.Revision, r.ArticleID)
	}
}
