package db_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"parley/db"
	"parley/internal/edtf"
	"parley/internal/ledger"
)

// searchWorld records things of few words at random, in a workspace of its own.
type searchWorld struct {
	r         *rapid.T
	t         *testing.T
	ledger    *ledger.Ledger
	workspace string

	negotiations, issues, parties []uuid.UUID
	articles, positions           []uuid.UUID
}

var workspaces int

func newSearchWorld(r *rapid.T, t *testing.T, d *db.DB, s *db.Store) *searchWorld {
	workspaces++
	w := &searchWorld{r: r, t: t, ledger: ledger.New(s), workspace: fmt.Sprint("search-", workspaces)}
	_, err := d.Write.Exec("INSERT INTO workspaces (id, slug, head, recorded_at) VALUES ($1, $2, 0, 0)", 10+workspaces, w.workspace)
	must(t, err)
	for range 2 {
		w.do(func(l *ledger.Writer) error {
			v, err := l.CreateNegotiation(ledger.NegotiationFields{Name: "talks"})
			w.negotiations = append(w.negotiations, v.ID)
			return err
		})
		w.party()
		w.issue()
		w.article()
	}
	return w
}

// do is one transaction; what the rules refuse changes nothing.
func (w *searchWorld) do(fn func(*ledger.Writer) error) {
	_, err := ledger.Write(w.t.Context(), w.ledger, ledger.Caller{Workspace: w.workspace, Actor: "x"}, func(l *ledger.Writer) (any, error) {
		return nil, fn(l)
	})
	if ledger.IsKind(err, ledger.KindConflict) || ledger.IsKind(err, ledger.KindInvalid) || ledger.IsKind(err, ledger.KindMoved) {
		return
	}
	must(w.t, err)
}

// The words of the world: two names of several words, scripts of all kinds.
var someWords = []string{"мир", "Мир", "зона", "free", "zone", "Free", "停火", "停", "火", "peace-talks", "peace", "talks", "café", "Cafe", "o'neil", "o’neil", "мир’я", "🥶", "👨‍👩", "40km", "1,000", "سلام"}

func (w *searchWorld) text(most int) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(someWords), 1, most).Draw(w.r, "text"), rapid.SampledFrom([]string{" ", ", ", "\n"}).Draw(w.r, "gap"))
}

func pickOf[T any](w *searchWorld, list []T) T { return rapid.SampledFrom(list).Draw(w.r, "which") }

func (w *searchWorld) ref(list []uuid.UUID) ledger.Reference { return ledger.RefTo(pickOf(w, list)) }

func (w *searchWorld) maybe(list []uuid.UUID) *ledger.Reference {
	if rapid.Bool().Draw(w.r, "with") {
		return nil
	}
	return new(w.ref(list))
}

func (w *searchWorld) party() {
	w.do(func(l *ledger.Writer) error {
		in := ledger.PartyFields{Kind: "state", Name: w.text(2)}
		for range rapid.IntRange(0, 3).Draw(w.r, "aliases") {
			in.Aliases = append(in.Aliases, ledger.Alias{Name: w.text(2)})
		}
		v, err := l.CreateParty(in)
		w.parties = append(w.parties, v.ID)
		return err
	})
}

func (w *searchWorld) issue() {
	w.do(func(l *ledger.Writer) error {
		v, err := l.CreateIssue(ledger.IssueFields{Negotiation: w.ref(w.negotiations), Question: w.text(5)})
		w.issues = append(w.issues, v.ID)
		return err
	})
}

// longText is sometimes more than one piece of the index.
func (w *searchWorld) longText() string {
	if rapid.IntRange(0, 3).Draw(w.r, "long") > 0 {
		return w.text(12)
	}
	return w.text(3) + " " + strings.Repeat(w.text(3)+" ", rapid.IntRange(100, 400).Draw(w.r, "times")) + w.text(3)
}

func (w *searchWorld) article() {
	w.do(func(l *ledger.Writer) error {
		text := w.longText()
		v, err := l.CreateArticle(ledger.ArticleInput{Text: &text, ArticleFields: ledger.ArticleFields{
			Title: new(w.text(3)), Publisher: new(w.publisher()), Published: w.date()}})
		w.articles = append(w.articles, v.ID)
		return err
	})
}

func (w *searchWorld) publisher() string {
	return rapid.SampledFrom([]string{"Wire", "wire", "Хвиля"}).Draw(w.r, "publisher")
}

var searchDates = []string{"2026-01-05", "2026-01", "2026-01-10/2026-01-20", "2025", "2026-01-15/..", "../2026-01-20", "0150-03-01", "9000-01-01"}

func (w *searchWorld) date() *edtf.Date {
	if rapid.IntRange(0, 4).Draw(w.r, "undated") == 0 {
		return nil
	}
	return new(edtf.MustParse(rapid.SampledFrom(searchDates).Draw(w.r, "date")))
}

// position rests on stretches of articles.
func (w *searchWorld) position() {
	w.do(func(l *ledger.Writer) error {
		in := ledger.PositionInput{PositionFields: ledger.PositionFields{Party: w.ref(w.parties), Issue: w.ref(w.issues), Act: "offer",
			Summary: w.text(5), Stated: edtf.MustParse(rapid.SampledFrom(searchDates).Draw(w.r, "stated")), Speaker: w.maybe(w.parties)}}
		if other := w.maybe(w.parties); other != nil {
			in.JointlyWith = []ledger.Reference{*other}
		}
		if rapid.IntRange(0, 4).Draw(w.r, "draft") == 0 {
			in.Status = new(ledger.StatusProposed)
		}
		for range rapid.IntRange(1, 2).Draw(w.r, "evidence") {
			in.Evidence = append(in.Evidence, w.evidence())
		}
		v, err := l.CreatePosition(in)
		if err == nil {
			w.positions = append(w.positions, v.ID)
		}
		return err
	})
}

func (w *searchWorld) evidence() ledger.EvidenceInput {
	article := w.ref(w.articles)
	return ledger.EvidenceInput{Article: &article, Start: new(int64(0)), End: new(int64(rapid.IntRange(1, 12).Draw(w.r, "end")))}
}

// step records something more, or changes or takes back something.
func (w *searchWorld) step() {
	any := ledger.Expect{Any: true}
	steps := []func(){w.party, w.issue, w.article, w.position, w.position, func() {
		w.do(func(l *ledger.Writer) error {
			_, _, err := l.CreateRevision(w.ref(w.articles).String(), ledger.RevisionFields{Text: w.longText()})
			return err
		})
	}, func() {
		w.do(func(l *ledger.Writer) error {
			_, err := l.UpdateArticle(w.ref(w.articles).String(), any, nil, func(f *ledger.ArticleFields) error {
				f.Title, f.Publisher, f.Published = new(w.text(2)), new(w.publisher()), w.date()
				return nil
			})
			return err
		})
	}, func() {
		w.do(func(l *ledger.Writer) error {
			_, err := l.UpdateParty(w.ref(w.parties).String(), any, func(f *ledger.PartyFields) error { f.Name = w.text(2); return nil })
			return err
		})
	}, func() {
		w.do(func(l *ledger.Writer) error {
			_, err := l.UpdateIssue(w.ref(w.issues).String(), any, func(f *ledger.IssueFields) error { f.Question = w.text(4); return nil })
			return err
		})
	}, func() {
		w.do(func(l *ledger.Writer) error {
			_, err := l.CreateParticipation(w.ref(w.negotiations).String(), ledger.ParticipationFields{Party: w.ref(w.parties), Role: "party"})
			return err
		})
	}, func() {
		w.do(func(l *ledger.Writer) error {
			_, err := l.MergeParty(w.ref(w.parties).String(), w.ref(w.parties).String())
			return err
		})
	}}
	if len(w.positions) > 0 {
		steps = append(steps, w.overturn, w.overturn, w.overturn)
	}
	pickOf(w, steps)()
}

// overturn changes a position or what it rests on.
func (w *searchWorld) overturn() {
	ref := w.ref(w.positions).String()
	pickOf(w, []func(*ledger.Writer) error{
		func(l *ledger.Writer) error {
			_, err := l.UpdatePosition(ref, ledger.Expect{Any: true}, func(f *ledger.PositionFields) error {
				f.Party, f.Summary, f.Issue = w.ref(w.parties), w.text(3), w.ref(w.issues)
				return nil
			})
			return err
		},
		func(l *ledger.Writer) error { _, err := l.RetractPosition(ref, "x"); return err },
		func(l *ledger.Writer) error { _, err := l.AcceptPosition(ref); return err },
		func(l *ledger.Writer) error { _, err := l.CreateEvidence(ref, w.evidence()); return err },
		func(l *ledger.Writer) error {
			v, err := l.Position(ref)
			if err != nil || len(v.Evidence) == 0 {
				return err
			}
			_, err = l.RetractEvidence(ref, v.Evidence[0].ID.String(), "x")
			return err
		},
	})
}

// query is one that can be read.
func (w *searchWorld) query() string {
	var terms []string
	for range rapid.IntRange(1, 3).Draw(w.r, "terms") {
		term := rapid.OneOf(rapid.SampledFrom(someWords), rapid.SampledFrom([]string{`"free zone"`, `"zone free zone"`, `"мир зона"`, "pea*", `"free zo*"`, "ми*", "停火 停", "火停", `"zone мир"`})).Draw(w.r, "term")
		if rapid.IntRange(0, 5).Draw(w.r, "excluded") == 0 {
			term = "-" + term
		}
		terms = append(terms, term)
	}
	return strings.Join(terms, " ")
}

func (w *searchWorld) filter() (f ledger.SearchFilter) {
	chance := func() bool { return rapid.IntRange(0, 4).Draw(w.r, "filter") == 0 }
	if chance() {
		f.Kinds = []ledger.Kind{pickOf(w, []ledger.Kind{ledger.KindOfParty, ledger.KindOfIssue, ledger.KindOfArticle, ledger.KindOfPassage, ledger.KindOfPosition})}
	}
	if chance() {
		f.Negotiations = []uuid.UUID{pickOf(w, w.negotiations)}
	}
	if chance() {
		f.Issues = []uuid.UUID{pickOf(w, w.issues)}
	}
	if chance() {
		f.Parties = []uuid.UUID{pickOf(w, w.parties), pickOf(w, w.parties)}
	}
	if chance() {
		f.Publishers = []string{w.publisher()}
	}
	if chance() {
		f.From = new(edtf.MustParse(pickOf(w, []string{"2026-01-02", "2026-01-12", "0150-03-01"})).Earliest())
	}
	if chance() {
		f.Until = new(edtf.MustParse(pickOf(w, []string{"2026-01-31", "2026-01-12", "9000-01-01"})).Earliest())
	}
	if rapid.Bool().Draw(w.r, "match") {
		f.Match = edtf.Possible
	}
	return f
}
