package views_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"parley/db"
	"parley/db/dbtest"
	"parley/internal/edtf"
	"parley/internal/ledger"
	"parley/internal/views"
)

func TestMain(m *testing.M) {
	flag.Set("rapid.checks", "60") // some are stories in a database; the command line overrules it
	os.Exit(dbtest.Main(m))
}

// said is what the model remembers of a position: exact days and plain words.
type said struct {
	slug, party, stance, speaker string
	conditional, retracted       bool
	blank                        bool // the page it was on
	day                          int
	supersedes                   []int
	told                         []told
}

// page is the article that each story has of its own, beside the three of all.
const page = 4

// told is one piece of evidence: the article, 1 to page, and what it says of it.
type told struct {
	article            int
	disputes, nameless bool
	by                 string
	reported           int // day, 0 for none
}

// book is a small negotiation in a database and, beside it, in the model.
type book struct {
	t   testing.TB
	l   *ledger.Ledger
	at  string // negotiation, issue and page share the slug
	all []*said
	// blank is a page that has been emptied.
	blank bool
	// past is what was said under each ledger number.
	past map[int64][]said
}

var by = ledger.Caller{Workspace: "default", Actor: "model"}

func write[T any](t testing.TB, l *ledger.Ledger, fn func(*ledger.Writer) (T, error)) T {
	t.Helper()
	v, err := ledger.Write(t.Context(), l, by, fn)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// Conflicts and standing positions, computed by the plainest words from what
// was said, agree with what the views make of the database, at every number.
func TestConflictsFollowTheModel(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		d, err := db.Open(t.Context(), db.Options{URL: url})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { d.Close() })
		l, n := ledger.New(db.NewStore(d)), 0
		furnish(t, l)
		rapid.Check(t, func(r *rapid.T) {
			n++
			b := &book{t: t, l: l, at: fmt.Sprint("talks-", n), past: map[int64][]said{}}
			b.begin()
			for range rapid.IntRange(1, 7).Draw(r, "steps") {
				b.step(r)
			}
			for number, then := range b.past {
				for _, day := range []int{3, 6, 9} {
					b.compare(r, number, day, then)
				}
			}
		})
	})
}

// furnish makes what all stories share: two parties, a speaker of the first, and
// three articles of which the second retells the first one's outlet.
func furnish(t *testing.T, l *ledger.Ledger) {
	write(t, l, func(w *ledger.Writer) (int, error) {
		for slug, kind := range map[string]string{"kyiv": ledger.KindState, "moscow": ledger.KindState, "envoy": ledger.KindPerson} {
			if _, err := w.CreateParty(ledger.PartyFields{Slug: &slug, Kind: kind, Name: strings.ToUpper(slug)}); err != nil {
				return 0, err
			}
		}
		if _, err := w.CreateMembership("envoy", ledger.MembershipFields{Group: ledger.ParseReference("kyiv")}); err != nil {
			return 0, err
		}
		for i, text := range []string{"Kyiv would step back.", "Readers learn of a step back.", "Another paper has it too."} {
			in := ledger.ArticleInput{Text: &text}
			in.Slug, in.Publisher = new(fmt.Sprint("article-", i+1)), new(fmt.Sprint("Paper ", i+1))
			if day := published[i+1]; day > 0 {
				in.Published = new(on(day))
			}
			if i == 1 {
				in.Relays = &ledger.Relay{Outlet: new("paper 1")}
			}
			if _, err := w.CreateArticle(in); err != nil {
				return 0, err
			}
		}
		return 0, nil
	})
}

func (b *book) begin() {
	write(b.t, b.l, func(w *ledger.Writer) (ledger.Issue, error) {
		if _, err := w.CreateNegotiation(ledger.NegotiationFields{Slug: &b.at, Name: "Переговори"}); err != nil {
			return ledger.Issue{}, err
		}
		in := ledger.ArticleInput{Text: new("It was on a page.")}
		in.Slug = &b.at
		if _, err := w.CreateArticle(in); err != nil {
			return ledger.Issue{}, err
		}
		return w.CreateIssue(ledger.IssueFields{Slug: &b.at, Negotiation: ledger.ParseReference(b.at), Question: "Who steps back?"})
	})
}

func (b *book) step(r *rapid.T) {
	switch turn := rapid.IntRange(0, 7).Draw(r, "turn"); {
	case len(b.all) > 0 && turn < 2:
		b.retract(rapid.IntRange(0, len(b.all)-1).Draw(r, "which"))
	case len(b.all) > 0 && turn == 2:
		b.lose()
	default:
		b.state(r)
	}
	var then []said
	for _, s := range b.all {
		then = append(then, *s)
	}
	b.past[b.read(nil, 1).Clock().KnownAt.Number] = then
}

func (b *book) retract(i int) {
	if b.all[i].retracted {
		return
	}
	write(b.t, b.l, func(w *ledger.Writer) (ledger.Position, error) { return w.RetractPosition(b.all[i].slug, "slip") })
	b.all[i].retracted = true
}

func (b *book) read(number *int64, day int) *ledger.Reader {
	r, err := b.l.ReadAt(b.t.Context(), "default", ledger.Asked{AsOf: on(day).Latest(), KnownAt: ledger.KnownAt{Number: number}})
	if err != nil {
		b.t.Fatal(err)
	}
	return r
}

func on(day int) edtf.Date { return edtf.MustParse(fmt.Sprintf("2026-01-%02d", day)) }

// compare asks the views and the model the same question.
func (b *book) compare(r *rapid.T, number int64, day int, then []said) {
	m, err := views.Load(b.read(&number, day), views.Scope{Negotiation: b.at})
	if err != nil {
		r.Fatal(err)
	}
	var got []string
	for _, c := range m.Conflicts(nil).Conflicts {
		got = append(got, c.Rule+" "+strings.Join(slugs(c.Positions), " "))
	}
	for _, c := range m.Matrix(nil).Cells {
		for _, p := range c.Positions {
			got = append(got, "stands "+*p.Slug)
		}
	}
	want := expected(then, day)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		r.Fatalf("number %d, day %d: %v\nthe views say   %q\nthe model says %q", number, day, then, got, want)
	}
}

func slugs(list []views.PositionRef) (out []string) {
	for _, p := range list {
		out = append(out, *p.Slug)
	}
	slices.Sort(out)
	return out
}
