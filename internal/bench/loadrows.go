package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"

	"github.com/google/uuid"

	"parley/internal/anchor"
	"parley/internal/ledger"
	"parley/internal/shingle"
)

func (l *loader) changed(kind ledger.Kind, id uuid.UUID, after any) error {
	body, err := json.Marshal(after)
	l.changes = append(l.changes, ledger.Change{Kind: string(kind), ID: id, Action: ledger.ActionCreate, After: body})
	return err
}

func (l *loader) addNegotiation(int) error {
	v := l.newNegotiation(l.entry)
	l.negotiation = v
	return errors.Join(l.tables.Negotiations().Insert(l.ctx, &v), l.changed(ledger.KindOfNegotiation, v.ID, v))
}

func (l *loader) addParty(i int) error {
	v := l.newParty(i, l.entry)
	l.party = append(l.party, v)
	return errors.Join(l.tables.Parties().Insert(l.ctx, &v), l.changed(ledger.KindOfParty, v.ID, v))
}

func (l *loader) addIssue(i int) error {
	v := l.newIssue(i, l.entry)
	l.issue = append(l.issue, v)
	return errors.Join(l.tables.Issues().Insert(l.ctx, &v), l.changed(ledger.KindOfIssue, v.ID, v))
}

func (l *loader) addArticle(i int) error {
	v, revision := l.newArticle(i, l.entry)
	l.text = append(l.text, source{v, anchor.NewText(*revision.Text)})
	if err := l.tables.Articles().Insert(l.ctx, &v); err != nil {
		return err
	}
	revision.Runs = shingle.Of(*revision.Text).Bytes()
	if _, err := ledger.StoreText(l.ctx, l.tables, &revision, l.tables.Revisions().Insert); err != nil {
		return err
	}
	revision.Text = nil
	return errors.Join(l.changed(ledger.KindOfArticle, v.ID, v), l.changed(ledger.KindOfRevision, v.ID, revision))
}

func (l *loader) addPosition(i int) error {
	v := l.newPosition(l.entry)
	if err := l.tables.Positions().Insert(l.ctx, &v); err != nil {
		return err
	}
	err := l.changed(ledger.KindOfPosition, v.ID, v)
	for n := 0; err == nil && n < passages(i); n++ {
		err = l.addEvidence(v.ID)
	}
	return err
}

// passages of the i-th position: one or two, 1.5 on average.
func passages(i int) int { return (i+1)*passagesTimesTen/10 - i*passagesTimesTen/10 }

func (l *loader) addEvidence(position uuid.UUID) error {
	p := l.newPassage(l.entry)
	if err := l.tables.Passages().Insert(l.ctx, &p); err != nil {
		return err
	}
	if err := l.tables.Passages().InsertAnchor(l.ctx, &p, p.Anchor); err != nil {
		return err
	}
	e := l.newEvidence(l.entry, position, p)
	return errors.Join(l.tables.Evidence().Insert(l.ctx, &e),
		l.changed(ledger.KindOfPassage, p.ID, p), l.changed(ledger.KindOfEvidence, e.ID, e))
}

func sha256Hex(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
