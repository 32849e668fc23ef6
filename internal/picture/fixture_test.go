package picture

import (
	"time"

	"github.com/google/uuid"

	"parley/internal/edtf"
	"parley/internal/ledger"
	"parley/internal/views"
)

// id gives the same id for the same name.
func id(name string) uuid.UUID { return uuid.NewSHA1(uuid.NameSpaceURL, []byte(name)) }

func ref(collection, name string) views.Ref {
	i := id(collection + name)
	return views.Ref{ID: i, Name: name, URL: "/v1/" + collection + "/" + i.String()}
}

func head() views.Head {
	recorded := time.Date(2026, 1, 26, 9, 30, 0, 0, time.UTC)
	return views.Head{
		Clock: ledger.Clock{
			AsOf: edtf.Civil(2026, 1, 25), Match: edtf.Certain,
			KnownAt: ledger.Moment{Number: 57, RecordedAt: &recorded},
		},
		Negotiation: ref("negotiations", "Ukraine talks, winter 2026"),
	}
}

// said is a position in a fixture.
type said struct {
	issue, party, act, stance, stated, effect, rule, summary string
	origins                                                  int
	past                                                     bool
}

func (s said) ref() views.PositionRef {
	r := ref("positions", s.issue+s.party+s.stated+s.summary)
	p := views.PositionRef{ID: r.ID, URL: r.URL, Act: s.act, Summary: s.summary, Stated: s.stated}
	if s.stance != "" {
		p.Stance = &s.stance
	}
	switch s.act {
	case "offer":
		p.Proposal = new(ref("proposals", "Twenty-point plan, version of January"))
		p.Conditions, p.Terms = "reciprocal: Moscow does the same; approval: the Rada agrees", "withdrawal_depth ≤ 40 km"
	case "demand":
		p.Terms = "withdrawal_depth between 0 and 120 km"
	case "clarify":
		p.Proposal = new(ref("proposals", "خطة السلام"))
	}
	return p
}

func (s said) did() views.Effect {
	e := views.Effect{}
	if s.effect == "" {
		return e
	}
	source := "coded"
	e.What = &s.effect
	if s.rule != "" {
		source, e.Rule = "derived", &s.rule
	}
	e.Source = &source
	return e
}

const (
	withdrawal = "Should both armies leave the part of Donbas that Ukraine holds?"
	guarantees = "Who guarantees Ukraine's security after a ceasefire, and with what forces?"
	territory  = "Where does the line of control run?"
	elections  = "Are elections held before the peace is signed?"
	plant      = "Кому належить Запорізька атомна електростанція після угоди?"
)

// talks are what was said, in the words of this test; the facts are public.
var talks = []said{
	{plant, "Росія", "demand", "supports", "2025-12", "first_stated", "", "Станція лишається під управлінням Росії.", 1, false},
	{withdrawal, "Ukraine", "reject", "red_line", "2025-12-08~", "first_stated", "", "Rules out leaving land that its army holds.", 3, true},
	{withdrawal, "Росія", "demand", "supports", "2025-11/2026-01", "first_stated", "", "Wants the Ukrainian army out of all of Donetsk region before anything else is signed.", 4, false},
	{guarantees, "United States", "offer", "supports_conditionally", "2026-01-06", "first_stated", "", "Watches a ceasefire from the air, once Europeans send troops.", 2, false},
	{guarantees, "الإمارات العربية المتحدة", "decline_to_comment", "neutral", "2026-01-21/2026-01-23", "first_stated", "", "تستضيف المحادثات ولا تنحاز إلى أي طرف.", 1, false},
	{territory, "United States", "propose", "supports", "2026-01-20", "softened", "scale-moved", "A free economic zone without armies could lie between the two.", 2, false},
	{withdrawal, "Ukraine", "reject", "opposes", "2026-01-22", "softened", "stance-moved", "Rejects a one-sided withdrawal.", 2, false},
	{withdrawal, "Ukraine", "offer", "supports_conditionally", "2026-01-22", "", "", "Offers a mutual withdrawal of up to 40 km, provided Russia does the same.", 1, false},
	{elections, "Ukraine", "accept_conditionally", "undecided", "2025-12-09/..", "first_stated", "", "Votes once the sky is safe and a ceasefire holds.", 0, false},
	{elections, "Росія", "demand", "supports", "../2026-01-10", "reversed", "stance-moved", "Wants a vote first and a signature after it.", 1, true},
	{elections, "Росія", "demand", "supports", "2026-01-20", "lapsed", "lapse", "Wants a vote first and a signature after it.", 1, true},
	{territory, "Ukraine", "clarify", "", "2026-01-23", "hardened", "", "The present line is where talks begin, not where they end.", 12, false},
	{territory, "Росія", "reaffirm", "opposes", "2026-01-24", "reaffirmed", "", "Land comes before a ceasefire.", 5, false},
}

var parties = []string{"Ukraine", "Росія", "United States", "الإمارات العربية المتحدة", "Organization for Security and Co-operation in Europe, Special Monitoring Mission"}

func issues() []views.IssueRef {
	var out []views.IssueRef
	for i, question := range []string{territory, withdrawal, guarantees, elections, plant} {
		out = append(out, views.IssueRef{Ref: ref("issues", question), Depth: []int{0, 1, 0, 0, 0}[i]})
	}
	return out
}

func matrix() views.Matrix {
	v := views.Matrix{Head: head(), Issues: issues()}
	for _, p := range parties {
		v.Parties = append(v.Parties, ref("parties", p))
	}
	v = fill(v, talks)
	for i := range v.Cells { // as if something were dated 2026-01
		if c := &v.Cells[i]; c.Issue.Name == elections && c.Party.Name == "United States" {
			c.State = views.StateNotCertain
		}
	}
	return v
}

// fill makes the cells of a matrix.
func fill(v views.Matrix, said []said) views.Matrix {
	for _, i := range v.Issues {
		for _, p := range v.Parties {
			c := views.Cell{Issue: i.Ref, Party: p, State: views.StateNoEvidence, Positions: []views.CellPosition{}}
			for _, s := range said {
				if s.issue == i.Name && s.party == p.Name {
					addTo(&c, s)
				}
			}
			v.Cells = append(v.Cells, c)
		}
	}
	return v
}

// addTo puts a position into a cell, or leaves only a trace of one that is past.
func addTo(c *views.Cell, s said) {
	if s.past {
		if len(c.Positions) == 0 {
			c.State = views.StateNoneStanding
		}
		return
	}
	c.State = views.StateStanding
	c.Positions = append(c.Positions, views.CellPosition{
		PositionRef: s.ref(), Effect: s.did(), LastSeen: new("2026-01-24"), Passages: s.origins + 1, Origins: s.origins,
	})
}

func timeline() views.Timeline {
	v := views.Timeline{Head: head()}
	for _, s := range talks {
		v.Entries = append(v.Entries, s.entry())
	}
	return v
}

func (s said) entry() views.Entry {
	d := edtf.MustParse(s.stated)
	e := views.Entry{
		Date: s.stated, Issue: ref("issues", s.issue), Party: ref("parties", s.party), Position: s.ref(),
		Effect: s.did(), Standing: !s.past, Passages: s.origins + 1, Origins: s.origins,
	}
	if d.Earliest() > edtf.MinDay {
		e.Earliest = new(d.Earliest().String())
	}
	if d.Latest() < edtf.MaxDay {
		e.Latest = new(d.Latest().String())
	}
	return e
}
