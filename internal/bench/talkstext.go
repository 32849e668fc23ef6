package main

import (
	"fmt"
	"strings"

	"parley/internal/anchor"
	"parley/internal/edtf"
	"parley/internal/ledger"
)

// report writes the articles of the negotiation. Of four, one retells the one
// before it and says so, one is a copy of it with a sentence changed, and two
// stand for themselves.
func (t *talks) report() error {
	const together = 100
	for from := 0; from < talkArticles; from += together {
		_, err := record(t, func(w *ledger.Writer) (any, error) {
			for i := from; i < from+together; i++ {
				if err := t.reportOne(w, i); err != nil {
					return nil, err
				}
			}
			return nil, nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *talks) reportOne(w *ledger.Writer, i int) error {
	v, revision := t.newArticle(i, ledger.Transaction{RecordedAt: bornAt})
	in := ledger.ArticleInput{ArticleFields: v.ArticleFields, Text: revision.Text}
	in.URL = ptr(fmt.Sprintf("https://bench-%d.example/articles/%d", i%60, i))
	in.CanonicalURL = in.URL
	switch i % 4 {
	case 1:
		in.Relays = &ledger.Relay{Article: ptr(ledger.RefTo(t.text[i-1].article.ID))}
	case 3:
		in.Text = ptr(t.rewritten(t.text[i-1].text))
	}
	v, err := w.CreateArticle(in)
	text, _ := anchor.Normalize(*in.Text)
	t.text = append(t.text, source{v, anchor.NewText(text)})
	return err
}

// rewritten is a text whose first sentence was replaced by another.
func (t *talks) rewritten(text *anchor.Text) string {
	_, rest, _ := strings.Cut(text.Slice(anchor.Span{End: text.Len()}), ". ")
	return "So " + t.words(12) + ". " + rest
}

// speak records what each party said on each issue over time, an issue under
// one number: the second and third position supersede the one before, and so
// does the fifth, so that the third and the fifth stand.
func (t *talks) speak() error {
	for i := range t.table {
		said, err := record(t, func(w *ledger.Writer) ([]ledger.Position, error) {
			var said []ledger.Position
			for party := range talkParties {
				for n := range talkPositions {
					in := t.statement(i, party, len(t.position)+len(said), n)
					if n != 0 && n != 3 {
						in.Supersedes = []ledger.Reference{ledger.RefTo(said[len(said)-1].ID)}
					}
					v, err := w.CreatePosition(in)
					if err != nil {
						return nil, err
					}
					said = append(said, v)
				}
			}
			return said, nil
		})
		if err != nil {
			return err
		}
		t.position = append(t.position, said...)
	}
	return nil
}

// statement is the n-th position of a party on an issue, with one passage or
// two. Two stand in neighbouring articles, half of which have one origin.
func (t *talks) statement(issue, party, i, n int) ledger.PositionInput {
	in := ledger.PositionInput{PositionFields: t.newPosition(ledger.Transaction{}).PositionFields}
	in.Issue, in.Party = ledger.RefTo(t.table[issue].ID), ledger.RefTo(t.party[party].ID)
	in.Stated = edtf.MustParse(bornAt.AddDate(n, 0, t.rand.IntN(300)).Format("2006-01-02"))
	in.Change, in.Scale = nil, nil
	if t.table[issue].Scale != nil {
		in.Scale = &ledger.ScaleValue{Value: ptr(float64(t.rand.IntN(101)))}
	}
	first := t.rand.IntN(len(t.text) - 1)
	for k := range passages(i) {
		in.Evidence = append(in.Evidence, t.quoting(first+k))
	}
	return in
}

func (t *talks) quoting(article int) ledger.EvidenceInput {
	from := t.text[article]
	start := int64(t.rand.IntN(from.text.Len() - 220))
	return ledger.EvidenceInput{Article: ptr(ledger.RefTo(from.article.ID)), Start: &start, End: ptr(start + 60 + int64(t.rand.IntN(150))),
		EvidenceFields: ledger.EvidenceFields{Relation: ledger.RelationSupports, Quotation: ptr("indirect"), Attribution: ptr("named")}}
}
