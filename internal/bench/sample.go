package main

import (
	"context"
	"encoding/json"
	"errors"
	"math/rand/v2"

	"parley/db"
	"parley/internal/anchor"
	"parley/internal/ledger"
)

type pair struct{ issue, party string }

type quote struct{ article, exact, prefix, suffix string }

// sample is what the requests ask for.
type sample struct {
	parties, issues, positions []string
	pairs                      []pair
	quotes                     []quote
}

// takeSample draws evenly from the parties, the pairs and the positions there are.
func takeSample(ctx context.Context, d *db.DB) (sample, error) {
	var s sample
	each := func(query string, targets []any, fn func()) error {
		rows, err := d.Read.QueryContext(ctx, query)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			if err := rows.Scan(targets...); err != nil {
				return err
			}
			fn()
		}
		return rows.Err()
	}
	var a, b string
	err := errors.Join(
		each("SELECT DISTINCT party_id FROM positions", []any{&a}, func() { s.parties = append(s.parties, a) }),
		each("SELECT id FROM issues", []any{&a}, func() { s.issues = append(s.issues, a) }),
		// The oldest half: what an earlier run created is not in the plain tables.
		each("SELECT id FROM positions ORDER BY id LIMIT (SELECT count(*) / 2 FROM positions)", []any{&a}, func() { s.positions = append(s.positions, a) }),
		each("SELECT DISTINCT issue_id, party_id FROM positions", []any{&a, &b}, func() { s.pairs = append(s.pairs, pair{a, b}) }),
		each("SELECT body FROM passages ORDER BY id LIMIT 2000", []any{&a}, func() {
			var p ledger.Passage
			if json.Unmarshal([]byte(a), &p) == nil {
				s.quotes = append(s.quotes, quote{p.Article.String(), p.Exact, p.Prefix, p.Suffix})
			}
		}))
	s.positions, s.pairs = some(s.positions), some(s.pairs)
	return s, err
}

func some[T any](list []T) []T {
	rand.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list[:min(len(list), 3000)]
}

// loader continues the set that is there.
func (s sample) loader(ctx context.Context, store *db.Store) (*loader, error) {
	l := &loader{set: newSet(2), store: store, ctx: ctx}
	r, err := ledger.New(store).Read(ctx, "default")
	if err != nil {
		return nil, err
	}
	all := ledger.Page{Sort: ledger.SortRecorded}
	if l.party, err = r.Parties(ledger.PartyFilter{}, all); err != nil {
		return nil, err
	}
	if l.issue, err = r.Issues(ledger.IssueFilter{}, all); err != nil {
		return nil, err
	}
	list, err := r.Negotiations(ledger.NegotiationFilter{}, all)
	if err != nil {
		return nil, err
	}
	l.negotiation = list[0]
	found, err := r.Articles(ledger.ArticleFilter{}, ledger.Page{Limit: 200, Sort: ledger.SortRecorded})
	for _, a := range found {
		text, err := r.Revision(a.ID.String(), 1)
		if err != nil {
			return nil, err
		}
		l.text = append(l.text, source{a, anchor.NewText(*text.Text)})
	}
	return l, err
}
