package views_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"parley/db"
	"parley/db/dbtest"
	"parley/internal/edtf"
	"parley/internal/ledger"
	"parley/internal/origin"
	"parley/internal/shingle"
	"parley/internal/views"
)

// newsroom writes articles that copy from each other, and positions that cite
// them, and remembers every number.
type newsroom struct {
	t         *testing.T
	l         *ledger.Ledger
	name      string
	articles  []uuid.UUID
	positions []uuid.UUID
	numbers   []int64
}

// What is stored about copies answers as the texts themselves would, at every
// number: corroboration always, and lists of similar articles for texts so short
// that all of their runs are in the index.
func TestCopiesAreThoseOfTheTexts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		d, err := db.Open(t.Context(), db.Options{URL: url})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { d.Close() })
		l, stories := ledger.New(db.NewStore(d)), 0
		furnish(t, l)
		rapid.Check(t, func(r *rapid.T) {
			stories++
			n := &newsroom{t: t, l: l, name: fmt.Sprint("newsroom-", stories)}
			n.open()
			n.print(r)
			for range rapid.IntRange(2, 10).Draw(r, "steps") {
				n.step(r)
			}
			for _, number := range n.numbers {
				n.compare(r, number)
			}
		})
	})
}

func (n *newsroom) open() {
	write(n.t, n.l, func(w *ledger.Writer) (ledger.Issue, error) {
		if _, err := w.CreateNegotiation(ledger.NegotiationFields{Slug: &n.name, Name: n.name}); err != nil {
			return ledger.Issue{}, err
		}
		return w.CreateIssue(ledger.IssueFields{Slug: &n.name, Negotiation: ledger.ParseReference(n.name), Question: "Who copies?"})
	})
}

func (n *newsroom) step(r *rapid.T) {
	switch rapid.IntRange(0, 4).Draw(r, "step") {
	case 0, 1:
		n.print(r)
	case 2:
		n.reprint(r)
	case 3:
		n.state(r)
	case 4:
		n.add(r)
	}
	n.numbers = append(n.numbers, n.at(nil).Clock().KnownAt.Number)
}

// text is a sentence to quote and passages of this newsroom, some of them changed
// a little; of the length of a short message or of a long report.
func (n *newsroom) text(r *rapid.T) string {
	b := strings.Builder{}
	b.WriteString("Цитата лишається тут.")
	for range rapid.IntRange(0, 5).Draw(r, "passages") {
		passage, words := rapid.IntRange(0, 5).Draw(r, "passage"), rapid.SampledFrom([]int{7, 24, 25, 60, 300}).Draw(r, "words")
		every := rapid.SampledFrom([]int{0, 0, 6, 9}).Draw(r, "every")
		for i := range words {
			if every > 0 && i%every == 0 {
				fmt.Fprintf(&b, " зміна%d", rapid.IntRange(0, 9).Draw(r, "change"))
				continue
			}
			fmt.Fprintf(&b, " %s%dw%d", n.name, passage, i)
		}
	}
	return b.String()
}

func (n *newsroom) print(r *rapid.T) {
	text := n.text(r)
	a := write(n.t, n.l, func(w *ledger.Writer) (ledger.Article, error) {
		return w.CreateArticle(ledger.ArticleInput{Text: &text})
	})
	n.articles = append(n.articles, a.ID)
}

func (n *newsroom) reprint(r *rapid.T) {
	id, text := rapid.SampledFrom(n.articles).Draw(r, "reprinted"), n.text(r)
	write(n.t, n.l, func(w *ledger.Writer) (ledger.Revision, error) {
		v, _, err := w.CreateRevision(id.String(), ledger.RevisionFields{Text: text})
		return v, err
	})
}

func (n *newsroom) evidence(r *rapid.T) ledger.EvidenceInput {
	id := rapid.SampledFrom(n.articles).Draw(r, "cited")
	return ledger.EvidenceInput{Article: new(ledger.RefTo(id)), Quote: new("Цитата лишається тут")}
}

func (n *newsroom) state(r *rapid.T) {
	in := ledger.PositionInput{PositionFields: ledger.PositionFields{Party: ledger.ParseReference("kyiv"), Issue: ledger.ParseReference(n.name),
		Act: "offer", Summary: "x", Stated: edtf.MustParse("2026-01-05")}}
	for range rapid.IntRange(1, 3).Draw(r, "evidence") {
		in.Evidence = append(in.Evidence, n.evidence(r))
	}
	p := write(n.t, n.l, func(w *ledger.Writer) (ledger.Position, error) { return w.CreatePosition(in) })
	n.positions = append(n.positions, p.ID)
}

func (n *newsroom) add(r *rapid.T) {
	if len(n.positions) == 0 {
		return
	}
	p, in := rapid.SampledFrom(n.positions).Draw(r, "position"), n.evidence(r)
	write(n.t, n.l, func(w *ledger.Writer) (ledger.Evidence, error) { return w.CreateEvidence(p.String(), in) })
}

func (n *newsroom) at(number *int64) *ledger.Reader {
	r, err := n.l.ReadAt(n.t.Context(), "default", ledger.Asked{AsOf: on(9).Latest(), KnownAt: ledger.KnownAt{Number: number}})
	if err != nil {
		n.t.Fatal(err)
	}
	return r
}

func (n *newsroom) compare(r *rapid.T, number int64) {
	at := n.at(&number)
	articles, err := at.ArticlesByID(n.articles)
	n.must(err)
	texts := map[uuid.UUID]shingle.Set{}
	for _, a := range articles {
		v, err := at.Revision(a.ID.String(), a.LatestRevision)
		n.must(err)
		texts[a.ID] = shingle.Of(*v.Text)
	}
	n.compareCorroboration(r, at, texts)
	for _, a := range articles {
		n.compareSimilar(r, at, a, texts)
	}
}

func (n *newsroom) compareCorroboration(r *rapid.T, at *ledger.Reader, texts map[uuid.UUID]shingle.Set) {
	issue, err := at.IDs(ledger.KindOfIssue, "", []string{n.name})
	n.must(err)
	list, err := at.Positions(ledger.PositionFilter{Issues: issue}, ledger.Page{Limit: 99, Sort: ledger.SortRecorded})
	n.must(err)
	cited, err := at.Cite(list)
	n.must(err)
	read, err := views.ReadCited(at, list, cited)
	n.must(err)
	for _, p := range read {
		var cited []origin.Article
		for _, e := range p.Evidence {
			if !slices.ContainsFunc(cited, func(a origin.Article) bool { return a.ID == e.Article.ID }) {
				cited = append(cited, origin.Article{ID: e.Article.ID})
			}
		}
		want := origin.Groups(cited, func(a, b uuid.UUID) (float64, int) {
			return shingle.Containment(texts[a], texts[b]), shingle.Shared(texts[a], texts[b])
		})
		var got []origin.Group
		for _, g := range p.Corroboration.Groups {
			group := origin.Group{Joins: g.Joins}
			for _, a := range g.Articles {
				group.Articles = append(group.Articles, a.ID)
			}
			got = append(got, group)
		}
		if !reflect.DeepEqual(got, want) {
			r.Fatalf("at %d position %s has the origins\n%+v, and by its texts\n%+v", at.Clock().KnownAt.Number, p.ID, got, want)
		}
	}
}

func (n *newsroom) compareSimilar(r *rapid.T, at *ledger.Reader, a ledger.Article, texts map[uuid.UUID]shingle.Set) {
	list, err := at.Similar(a, ledger.Page{})
	n.must(err)
	found := map[uuid.UUID]bool{}
	last := int64(ledger.ScoreWhole)
	for _, l := range list {
		x, y := texts[a.ID], texts[l.B.Article]
		found[l.B.Article] = true
		if int(l.Shared) != shingle.Shared(x, y) || int(l.RunsA) != len(x) || int(l.RunsB) != len(y) || l.Score() > last {
			r.Fatalf("%v is like %+v after %d, but has %d of its runs", a.ID, l, last, shingle.Shared(x, y))
		}
		last = l.Score()
	}
	for id, y := range texts {
		x := texts[a.ID]
		alike := id != a.ID && shingle.Shared(x, y) >= ledger.LeastShared && shingle.Containment(x, y) >= ledger.LeastContainment
		if whole := x.Rarity() == 1 && y.Rarity() == 1; whole && found[id] != alike || found[id] && !alike {
			r.Fatalf("at %d %v and %v share %d of %d and %d runs; found: %v", at.Clock().KnownAt.Number, a.ID, id, shingle.Shared(x, y), len(x), len(y), found[id])
		}
	}
}

func (n *newsroom) must(err error) {
	n.t.Helper()
	if err != nil {
		n.t.Fatal(err)
	}
}
