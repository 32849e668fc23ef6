package ledger

import (
	"strconv"
	"strings"

	"github.com/google/uuid"
)

// The codes of the vocabulary (DESIGN.md section 1; docs/data-model.md defines each).
var (
	acts = []string{"propose", "offer", "demand", "accept", "accept_conditionally", "reject", "concede",
		"threaten", ActWithdraw, "reaffirm", "clarify", "deny", "decline_to_comment"}
	stances        = []string{"supports", "supports_conditionally", "neutral", "undecided", "opposes", "red_line"}
	conditionKinds = []string{"reciprocal", "sequential", "threshold", "package", "approval"}
	comparisons    = []string{"=", "≤", "≥", "between"}
	changes        = []string{"first_stated", "reaffirmed", "softened", "hardened", "reversed", "withdrawn", "denied"}
	confidences    = []string{"low", "medium", "high"}
)

func checkPosition(w *Writer, v *Position, f *faults) error {
	if err := checkUnlinked(w, v, f); err != nil {
		return err
	}
	if err := checkSupersedes(w, v, f); err != nil {
		return err
	}
	return checkSuperseders(w, v, f)
}

// checkUnlinked judges a position but for what it takes the place of.
func checkUnlinked(w *Writer, v *Position, f *faults) error {
	checkWords(v, f)
	issue, err := resolve(w, issues(), f, "/issue", &v.Issue)
	if err != nil {
		return err
	}
	v.Negotiation = issue.Negotiation
	checkScale(v, issue, f)
	if err := checkLinks(w, v, f); err != nil {
		return err
	}
	if err := checkConditions(w, v, f); err != nil {
		return err
	}
	checkTerms(v, f)
	return freeSlug(w, positions(), f, v, v.Slug)
}

func checkWords(v *Position, f *faults) {
	f.enum("/act", v.Act, acts)
	f.optionalEnum("/stance", v.Stance, stances)
	f.optionalEnum("/change", v.Change, changes)
	f.optionalEnum("/confidence", v.Confidence, confidences)
	f.text("/summary", v.Summary, 5000)
	f.optionalText("/note", v.Note, 20000)
	f.date("/stated", v.Stated)
	if !v.Stated.IsZero() {
		f.period("/held_until", &v.Stated, v.HeldUntil)
	}
}

// checkScale accepts a place on a scale only where the issue has one.
func checkScale(v *Position, issue Issue, f *faults) {
	s := v.Scale
	if s == nil {
		return
	}
	if issue.ID != uuid.Nil && issue.Scale == nil {
		f.add("/scale", "no-scale", "the issue has no scale to place this position on")
	}
	if s.Value == nil && s.Low == nil && s.High == nil {
		f.add("/scale", "required", "give a value, or low and high")
	}
	f.between("/scale/value", s.Value, 0, 100)
	f.between("/scale/low", s.Low, 0, 100)
	f.between("/scale/high", s.High, 0, 100)
	if (s.Low == nil) != (s.High == nil) {
		f.add("/scale", "range", "a range needs both low and high")
	}
	if s.Low != nil && s.High != nil && *s.Low > *s.High {
		f.add("/scale/high", "order", "high is below low")
	}
	if s.Value != nil && s.Low != nil && s.High != nil && (*s.Value < *s.Low || *s.Value > *s.High) {
		f.add("/scale/value", "range", "the value lies outside its own range")
	}
}

func checkLinks(w *Writer, v *Position, f *faults) error {
	for pointer, ref := range map[string]*Reference{"/party": &v.Party, "/speaker": v.Speaker, "/on_behalf_of": v.OnBehalfOf} {
		if err := link(w, parties(), f, pointer, ref); err != nil {
			return err
		}
	}
	v.JointlyWith, v.AddressedTo, v.Supersedes = present(v.JointlyWith), present(v.AddressedTo), present(v.Supersedes)
	if err := linkAll(w, f, "/jointly_with", v.JointlyWith); err != nil {
		return err
	}
	if err := linkAll(w, f, "/addressed_to", v.AddressedTo); err != nil {
		return err
	}
	if err := link(w, proposals(), f, "/proposal", v.Proposal); err != nil {
		return err
	}
	if err := linkRound(w, v, f); err != nil {
		return err
	}
	if err := link(w, positions(), f, "/in_reply_to", v.InReplyTo); err != nil {
		return err
	}
	if v.InReplyTo != nil && v.InReplyTo.ID == v.ID && v.ID != uuid.Nil {
		f.add("/in_reply_to", "self", "a position cannot reply to itself")
	}
	return nil
}

// linkRound accepts only a round of the issue's negotiation.
func linkRound(w *Writer, v *Position, f *faults) error {
	if v.Round == nil {
		return nil
	}
	round, err := resolve(w, rounds(), f, "/round", v.Round)
	if err == nil && round.ID != uuid.Nil && v.Negotiation.ID != uuid.Nil && round.Negotiation.ID != v.Negotiation.ID {
		f.add("/round", "negotiation", "the round belongs to another negotiation than the issue")
	}
	return err
}

func linkAll(w *Writer, f *faults, pointer string, refs []Reference) error {
	for i := range refs {
		if err := link(w, parties(), f, at(pointer, i), &refs[i]); err != nil {
			return err
		}
	}
	return nil
}

func checkConditions(w *Writer, v *Position, f *faults) error {
	v.Conditions = present(v.Conditions)
	for i, c := range v.Conditions {
		pointer := at("/conditions", i)
		f.enum(pointer+"/kind", c.Kind, conditionKinds)
		f.text(pointer+"/text", c.Text, 2000)
		if err := link(w, parties(), f, pointer+"/party", c.Party); err != nil {
			return err
		}
		if err := link(w, issues(), f, pointer+"/issue", c.Issue); err != nil {
			return err
		}
		if err := link(w, proposals(), f, pointer+"/proposal", c.Proposal); err != nil {
			return err
		}
	}
	return nil
}

// asSigns takes what a keyboard has for what is stored.
var asSigns = strings.NewReplacer("<=", "≤", ">=", "≥")

func checkTerms(v *Position, f *faults) {
	v.Terms = present(v.Terms)
	for i := range v.Terms {
		t, pointer := &v.Terms[i], at("/terms", i)
		t.Comparison = asSigns.Replace(t.Comparison)
		f.text(pointer+"/name", t.Name, 200)
		f.optionalText(pointer+"/unit", t.Unit, 100)
		f.enum(pointer+"/comparison", t.Comparison, comparisons)
		switch {
		case (t.Comparison == "between") != (t.High != nil):
			f.add(pointer+"/high", "between", "high belongs to the comparison between, and only to it")
		case t.High != nil && *t.High < t.Value:
			f.add(pointer+"/high", "order", "high is below value")
		}
	}
}

// String writes a term as people do: "withdrawal_depth ≤ 40 km".
func (t Term) String() string {
	s := t.Name + " " + t.Comparison + " " + decimal(t.Value)
	if t.High != nil {
		s = t.Name + " between " + decimal(t.Value) + " and " + decimal(*t.High)
	}
	if t.Unit != nil {
		s += " " + *t.Unit
	}
	return s
}

// decimal writes a number without an exponent: 1500000, not 1.5e+06.
func decimal(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
