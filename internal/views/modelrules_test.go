package views_test

import (
	"fmt"
	"slices"

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
	s.told = []told{{article: 1 + rapid.IntRange(0, 2).Draw(r, "article")}}
	for range rapid.IntRange(0, 2).Draw(r, "more") {
		s.told = append(s.told, told{article: 1 + rapid.IntRange(0, 2).Draw(r, "article"), disputes: rapid.Bool().Draw(r, "disputes")})
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

var quotes = []string{"", "would step back", "a step back", "has it too"}

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
		in.Evidence = append(in.Evidence, e.input())
	}
	return in
}

func (e told) input() ledger.EvidenceInput {
	in := ledger.EvidenceInput{Article: new(ledger.ParseReference(fmt.Sprint("article-", e.article))), Quote: &quotes[e.article]}
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
		for kind, holds := range s.findings() {
			if holds {
				want = append(want, kind+" "+s.slug)
			}
		}
		if !stands(all, i, day) {
			continue
		}
		want = append(want, "stands "+s.slug)
		for j := range i {
			if o := all[j]; stands(all, j, day) && o.party == s.party && contrary(s, o) {
				want = append(want, "stances "+o.slug+" "+s.slug)
			}
		}
	}
	return want
}

func stands(all []said, i, day int) bool {
	return !all[i].retracted && all[i].day <= day && !slices.ContainsFunc(all, func(s said) bool {
		return !s.retracted && s.day <= day && slices.Contains(s.supersedes, i)
	})
}

func contrary(a, b said) bool {
	against := func(s said) bool { return s.stance == "opposes" || s.stance == "red_line" }
	return !a.conditional && !b.conditional && (a.stance == "supports" && against(b) || b.stance == "supports" && against(a))
}

func (s said) findings() map[string]bool {
	origins, dates, tellers := map[int]bool{}, map[int]bool{}, map[string]bool{}
	found := map[string]bool{"anonymous_only": true}
	for _, e := range s.told {
		if e.disputes {
			found["disputed"] = true
			continue
		}
		origins[[]int{0, 1, 1, 3}[e.article]] = true // the second retells the first
		found["anonymous_only"] = found["anonymous_only"] && e.nameless
		if e.reported > 0 {
			dates[e.reported] = true
		}
		if teller := e.by; teller != "" {
			tellers[teller] = true
		} else if s.speaker != "" {
			tellers[s.speaker] = true
		}
	}
	found["single_origin"], found["dates"] = len(origins) == 1, len(dates) > 1
	own := tellers[s.party] || s.party == "kyiv" && tellers["envoy"]
	found["second_hand"] = len(tellers) > 0 && !own
	return found
}
