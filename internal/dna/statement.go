package dna

import "fmt"

// statement yields a statement as a position, or counts why it cannot be one.
func (r *reader) statement(d document, t *text, s statement) {
	place := fmt.Sprint("statement ", s.id)
	if s.concept.String == "" {
		r.incomplete["statements without a concept"]++
		return
	}
	if s.person.String == "" && s.organization.String == "" {
		r.incomplete["statements with neither person nor organisation"]++
		return
	}
	start, end, err := t.span(s.start, s.stop)
	if err != nil {
		r.wrong(place, "its place %d to %d in document %d: %w", s.start, s.stop, d.id, err)
		return
	}
	v := s.coded()
	v["slug"] = r.slugOf(d, s)
	v["issue"] = r.issueOf(s.concept.String)
	v["stated"] = d.day()
	v["evidence"] = []object{{"article": d.slug(), "start": start, "end": end}}
	r.item("position", place, s.coder, v)
}

// coded is what was coded: the organisation holds the position, where there is one,
// and the person then is who spoke.
func (s statement) coded() object {
	v := object{"note": fmt.Sprintf("DNA statement %d", s.id)}
	if s.coder != "" {
		v["note"] = fmt.Sprintf("DNA statement %d, coded by %s", s.id, s.coder)
	}
	switch {
	case s.organization.String == "":
		v["party"] = partyOf(person, s.person.String)
	case s.person.String == "":
		v["party"] = partyOf(organization, s.organization.String)
	default:
		v["party"], v["speaker"] = partyOf(organization, s.organization.String), partyOf(person, s.person.String)
	}
	act, stance, said := s.agreed()
	v["act"], v["summary"] = act, said+s.concept.String
	if stance != "" {
		v["stance"] = stance
	}
	return v
}

// agreed is what agreement means here. A concept that is referred to without
// agreement is put forward.
func (s statement) agreed() (act, stance, said string) {
	switch {
	case !s.agreement.Valid:
		return "propose", "", ""
	case s.agreement.Int64 > 0:
		return "accept", "supports", "Agrees: "
	case s.agreement.Int64 < 0:
		return "reject", "opposes", "Disagrees: "
	}
	return "propose", "neutral", "Takes no side: "
}
