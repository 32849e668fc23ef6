package views

import (
	"pgregory.net/rapid"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

var (
	someDates = []string{"2026-01-05", "2026-01-05", "2026-01-20", "2026-01", "2026-01-10/2026-02-10", "2026-02-1X", "2026-03-01",
		"2026-03-20~", "2026-04-15", "2026-01-05/..", "../2026-02", "2026-05"}
	someDays    = []string{"2025-12-31", "2026-01-05", "2026-01-31", "2026-02-20", "2026-04-15", "2026-12-31"}
	someStances = []string{"", "red_line", "opposes", "neutral", "supports_conditionally", "supports"}
)

// anyRecord draws a small negotiation as the ledger could hold it.
func anyRecord(r *rapid.T) *Material {
	var list []ledger.Position
	for n := range rapid.IntRange(1, 8).Draw(r, "positions") {
		list = append(list, anyPosition(r, n, list))
	}
	match := rapid.SampledFrom([]edtf.Match{edtf.Certain, edtf.Possible}).Draw(r, "match")
	published := []string{pick(r, someDates, "published"), pick(r, someDates, "published"), pick(r, someDates, "published")}
	return recordOf(pick(r, someDays, "as of"), match, published, list...)
}

func pick[T any](r *rapid.T, list []T, label string) T {
	return rapid.SampledFrom(list).Draw(r, label)
}

func anyPosition(r *rapid.T, n int, before []ledger.Position) ledger.Position {
	p := spoke(n, pick(r, someDates, "stated"),
		withAct(pick(r, []string{"offer", "offer", "reaffirm", "deny", "withdraw"}, "act")),
		withParty(pick(r, []ledger.Party{kyiv, muscat}, "party")), withIssue(pick(r, []ledger.Issue{withdrawal, ceasefire}, "issue")))
	if s := pick(r, someStances, "stance"); s != "" {
		p.Stance = &s
	}
	if rapid.Bool().Draw(r, "placed") && p.Issue.ID == withdrawal.ID {
		withValue(float64(rapid.IntRange(0, 100).Draw(r, "value")))(&p)
	}
	for _, maybe := range []func(*ledger.Position){withProposal(1), withChange("hardened"), withHeldUntil("2026-05"),
		inArticle(1, "supports"), inArticle(2, "supports"), inArticle(3, "disputes")} {
		if rapid.IntRange(0, 3).Draw(r, "more") == 0 {
			maybe(&p)
		}
	}
	for _, o := range before {
		if pairOf(&o) == pairOf(&p) && p.Stated.Latest() >= o.Stated.Earliest() && rapid.Bool().Draw(r, "supersedes") {
			p.Supersedes = append(p.Supersedes, ledger.RefTo(o.ID))
		}
	}
	return p
}
