package db

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"unicode/utf8"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/ledger"
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
	if err := v.recordedText(ctx, where, r); err != nil {
		return err
	}
	runes := []rune(r.Text)
	if err := v.selectors(ctx, r, runes); err != nil {
		return err
	}
	return v.anchors(ctx, r, runes)
}

// recordedText compares the hash, and what the text was taken from, with what the ledger
// says, which the chain covers.
func (v *verification) recordedText(ctx context.Context, where string, r sqlc.ListTextsRow) error {
	list, err := v.q.ListRecordedTexts(ctx, sqlc.ListRecordedTextsParams{WorkspaceID: v.tables.workspace, ResourceID: r.ArticleID})
	for _, after := range list {
		var recorded ledger.Revision
		if after == nil || json.Unmarshal([]byte(*after), &recorded) != nil || recorded.Revision != r.Revision {
			continue
		}
		if recorded.SHA256 != r.Sha256 {
			v.fault(where, "the ledger recorded another SHA-256 of it")
		}
		if was, err := encodeOriginal(recorded.Original); err != nil || text(was) != text(r.Original) {
			v.fault(where, "the ledger recorded another original of it")
		}
		return err
	}
	if err == nil {
		v.fault(where, "is not in the ledger")
	}
	return err
}

func (v *verification) selectors(ctx context.Context, r sqlc.ListTextsRow, text []rune) error {
	bodies, err := v.q.ListSelectors(ctx, sqlc.ListSelectorsParams{WorkspaceID: v.tables.workspace, ArticleID: r.ArticleID, Revision: r.Revision})
	for _, body := range bodies {
		p, err := decode[ledger.Passage](ledger.KindOfPassage, "", body, nil)
		if err != nil {
			return err
		}
		v.seen.Passages++
		v.reads(p.ID, r, text, p.Start, p.End, p.Exact)
	}
	return err
}

func (v *verification) anchors(ctx context.Context, r sqlc.ListTextsRow, text []rune) error {
	rows, err := v.q.ListAnchors(ctx, sqlc.ListAnchorsParams{WorkspaceID: v.tables.workspace, ArticleID: r.ArticleID, Revision: r.Revision})
	for _, row := range rows {
		a, err := decode[ledger.Anchoring](ledger.KindOfPassage, "", row.Body, nil)
		if err != nil {
			return err
		}
		if a.Start != nil && a.End != nil && a.Exact != nil {
			v.reads(row.PassageID, r, text, *a.Start, *a.End, *a.Exact)
		}
	}
	return err
}

// reads tells when a passage does not read back from its text.
func (v *verification) reads(passage uuid.UUID, r sqlc.ListTextsRow, text []rune, start, end int64, exact string) {
	if start < 0 || start > end || end > int64(len(text)) || string(text[start:end]) != exact {
		v.fault("passage "+passage.String(), "does not stand at %d to %d in revision %d of article %s", start, end, r.Revision, r.ArticleID)
	}
}
