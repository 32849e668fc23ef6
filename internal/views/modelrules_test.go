package views_test

import (
	"fmt"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"parley/internal/ledger"
)

// state records a position with one to three pieces of evidence.
func (b *book) state(r *rapid.T) {
	s := &said{slug: fmt.Sprintf("%s-%d", b.at, len(b.all)), day: rapid.IntRange(1, 9).Draw(r, "day"),
		party: pick(r, "party", "kyiv", "moscow"), stance: pick(r, "stance", "supports", "opposes", "red_line", "neutral"),
		speaker: pick(r, "speaker", "", "envoy", "moscow"), conditional: rapid.IntRange(0, 3).Draw(r, "conditional") == 0}
	for i, o := range b.all {
		if o.party == s.party && o.day <= s.day && !o.retracted && rapid.IntRange(0, 2).Draw(r, "supersedes") == 0 {
			s.supersedes = append(s.supersedes, i)
		}
	}
	s.told = []told{{article: b.article(r)}}
	for range rapid.IntRange(0, 2).Draw(r, "more") {
		s.told = append(s.told, told{article: b.article(r), disputes: rapid.Bool().Draw(r, "disputes")})
	}
	for i := range s.told {
		s.told[i].nameless = rapid.Bool().Draw(r, "nameless")
		s.told[i].by = pick(r, "teller", "", "", "envoy", "moscow")
		s.told[i].reported = rapid.SampledFrom([]int{0, 0, 2, 4}).Draw(r, "reported")
	}
	b.all = append(b.all, s)
	write(b.t, b.l, func(w *ledger.Writer) (ledger.Position, error) { return w.CreatePosition(b.input(s)) })
}

func pick(r *rapid.T, label string, from ...string) string {
	return rapid.SampledFrom(from).Draw(r, label)
}

// article is one to quote: its own page only while that has the words.
func (b *book) article(r *rapid.T) int {
	if b.blank {
		return rapid.IntRange(1, 3).Draw(r, "article")
	}
	return rapid.IntRange(1, page).Draw(r, "article")
}

// lose takes the words off the page.
func (b *book) lose() {
	if b.blank {
		return
	}
	write(b.t, b.l, func(w *ledger.Writer) (ledger.Revision, error) {
		v, _, err := w.CreateRevision(b.at, ledger.RevisionFields{Text: "Nothing here."})
		return v, err
	})
	b.blank = true
	for _, s := range b.all {
		s.blank = true
	}
}

var quotes = []string{"", "would step back", "a step back", "has it too", "on a page"}

func (b *book) input(s *said) ledger.PositionInput {
	in := ledger.PositionInput{PositionFields: ledger.PositionFields{Slug: &s.slug, Party: ledger.ParseReference(s.party),
		Issue: ledger.ParseReference(b.at), Act: "offer", Stance: &s.stance, Summary: "A step back.", Stated: on(s.day)}}
	if s.speaker != "" {
		in.Speaker = new(ledger.ParseReference(s.speaker))
	}
	if s.conditional {
		in.Conditions = []ledger.Condition{{Kind: "reciprocal", Text: "both do"}}
	}
	for _, i := range s.supersedes {
		in.Supersedes = append(in.Supersedes, ledger.ParseReference(b.all[i].slug))
	}
	for _, e := range s.told {
		in.Evidence = append(in.Evidence, b.evidence(e))
	}
	return in
}

func (b *book) evidence(e told) ledger.EvidenceInput {
	in := ledger.EvidenceInput{Article: new(ledger.ParseReference(fmt.Sprint("article-", e.article))), Quote: &quotes[e.article]}
	if e.article == page {
		in.Article = new(ledger.ParseReference(b.at))
	}
	if e.disputes {
		in.Relation = ledger.RelationDisputes
	}
	if e.nameless {
		in.Attribution = new("anonymous")
	}
	if e.by != "" {
		in.AttributedTo = new(ledger.ParseReference(e.by))
	}
	if e.reported > 0 {
		in.ReportedDate = new(on(e.reported))
	}
	return in
}

// expected is every finding by the words of docs/views.md, and what stands.
func expected(all []said, day int) (want []string) {
	for i, s := range all {
		if s.retracted || s.day > day {
			continue
		}
		for rule, holds := range s.findings() {
			if holds {
				want = append(want, rule+" "+s.slug)
			}
		}
		if stands(all, i, day) {
			want = append(want, "stands "+s.slug)
		}
	}
	for _, party := range []string{"kyiv", "moscow"} {
		if both := contrary(all, party, day); both != nil {
			want = append(want, "opposite-stances-standing "+strings.Join(both, " "))
		}
	}
	return want
}

func stands(all []said, i, day int) bool {
	return !all[i].retracted && all[i].day <= day && !slices.ContainsFunc(all, func(s said) bool {
		return !s.retracted && s.day <= day && slices.Contains(s.supersedes, i)
	})
}

// contrary are the positions of a party that stand for or against without a
// condition, if there are some of each.
func contrary(all []said, party string, day int) []string {
	var held []string
	sides := map[bool]bool{}
	for i, s := range all {
		if stands(all, i, day) && s.party == party && !s.conditional && s.stance != "neutral" {
			held = append(held, s.slug)
			sides[s.stance == "supports"] = true
		}
	}
	if len(sides) < 2 {
		return nil
	}
	return held
}

// published is the day each article was, 0 for unknown.
var published = []int{0, 3, 0, 5, 0}

// findings are the rules, each with whether it finds the position.
func (s said) findings() map[string]bool {
	origins, dates, tellers := map[int]bool{}, map[int]bool{}, map[string]bool{}
	found := map[string]bool{"all-support-anonymous": true, "no-passage-left": true}
	newest := 0
	for _, e := range s.told {
		if e.article == page && s.blank {
			found["passage-lost"] = true
			continue
		}
		if e.disputes {
			found["evidence-disputes"] = true
			continue
		}
		found["no-passage-left"] = false
		origins[[]int{0, 1, 1, 3, 4}[e.article]] = true // the second retells the first
		found["all-support-anonymous"] = found["all-support-anonymous"] && e.nameless
		newest = max(newest, published[e.article])
		if e.reported > 0 {
			dates[e.reported] = true
		}
		if teller := e.by; teller != "" {
			tellers[teller] = true
		} else if s.speaker != "" {
			tellers[s.speaker] = true
		}
	}
	found["all-support-anonymous"] = found["all-support-anonymous"] && len(origins) > 0
	found["one-independent-origin"], found["reported-dates-disjoint"] = len(origins) == 1, len(dates) > 1
	found["stated-not-as-reported"] = len(dates) == 1 && !dates[s.day]
	found["stated-after-publication"] = 0 < newest && newest < s.day
	own := tellers[s.party] || s.party == "kyiv" && tellers["envoy"]
	found["told-by-another-party"] = len(tellers) > 0 && !own
	return found
}
