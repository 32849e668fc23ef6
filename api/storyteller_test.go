package api_test

import (
	"fmt"
	"net/http"
	"strings"

	"pgregory.net/rapid"
)

// storyteller writes at random, as coders do who change their minds.
type storyteller struct {
	positions, evidence, saliences, steps []string
}

// start records what any story needs.
func (v *traveller) start() {
	v.create("/v1/parties", object{"slug": "kyiv", "kind": "state", "name": "Kyiv"})
	v.create("/v1/negotiations/talks/participations", object{"party": "russia", "role": "party"})
	v.create("/v1/parties/minister/memberships", object{"group": "ukraine"})
	v.positions = []string{v.state(object{"scale": object{"value": 30}})}
	v.evidence = []string{"/v1/positions/" + v.positions[0] + "/evidence/" + v.get("/v1/positions/"+v.positions[0]).text("/evidence/0/id")}
}

func pick[T any](r *rapid.T, list ...T) T {
	return list[rapid.IntRange(0, len(list)-1).Draw(r, "pick")]
}

var (
	anyParties   = []string{"ukraine", "russia", "usa", "kyiv"}
	anySentences = []string{offer, plan, talks, zone}
	anyDates     = []string{"2026-01-22", "2026-01", "2026-01-2X", "2025-12-30", "2026-01-21/2026-01-23", "2026-01-29~", "2026-02", "2026-01-22"}
)

func anyPosition(r *rapid.T) object {
	return object{"party": pick(r, anyParties...), "issue": pick(r, "withdrawal", "withdrawal", "depth"), "stated": pick(r, anyDates...),
		"act":    pick(r, "offer", "reject", "demand", "reaffirm", "withdraw", "deny"),
		"stance": pick[any](r, "supports", "opposes", "supports_conditionally", "neutral", nil), "proposal": pick[any](r, nil, "points"),
		"summary": "In words, " + pick(r, "some", "others"), "speaker": pick[any](r, nil, "minister"), "jointly_with": pick(r, []string{}, []string{"usa"}),
		"held_until": pick[any](r, nil, nil, "2026-01-30", "2026-02")}
}

func anyEvidence(r *rapid.T) object {
	return quote(pick(r, anySentences...), object{"article": pick(r, "wire", "echo"), "relation": pick(r, "supports", "supports", "disputes"),
		"attribution": pick[any](r, nil, "anonymous", "named"), "attributed_to": pick[any](r, nil, "minister", "usa"),
		"source": pick[any](r, nil, "an official"), "reported_date": pick[any](r, nil, "2026-01-20", "2026-01-22")})
}

// step takes one step and keeps what it wrote; what is refused is no step.
func (s *storyteller) step(r *rapid.T, c *client) {
	switch rapid.IntRange(0, 15).Draw(r, "step") {
	case 0, 1, 2:
		body := changed(anyPosition(r), object{"evidence": []object{changed(anyEvidence(r), object{"relation": "supports"}), anyEvidence(r)},
			"status": pick(r, "accepted", "accepted", "proposed")})
		if rapid.IntRange(0, 3).Draw(r, "supersedes") == 0 {
			body["supersedes"] = []string{pick(r, s.positions...)}
		}
		if body["issue"] == "withdrawal" {
			body["scale"] = pick[any](r, nil, object{"value": 80}, object{"low": 10, "high": 50})
		}
		s.keep(c.try(r, http.MethodPost, "/v1/positions", body, &s.steps))
	case 3, 4:
		whole := anyPosition(r)
		name := pick(r, "party", "issue", "stated", "act", "stance", "proposal", "summary", "speaker", "jointly_with", "held_until", "supersedes", "slug")
		whole["supersedes"], whole["slug"] = []string{pick(r, s.positions...)}, pick[any](r, nil, "it", "that")
		c.try(r, http.MethodPatch, s.position(r), object{name: whole[name]}, &s.steps)
	case 5:
		c.try(r, http.MethodPost, s.position(r)+"/"+pick(r, "accept", "reject"), nil, &s.steps)
	case 6:
		if len(s.positions) > 1 {
			c.try(r, http.MethodPost, "/v1/positions/"+pick(r, s.positions[1:]...)+"/retract", object{"reason": "x"}, &s.steps)
		}
	case 7:
		at := s.position(r) + "/evidence"
		if a := c.try(r, http.MethodPost, at, anyEvidence(r), &s.steps); a.status == http.StatusCreated {
			s.evidence = append(s.evidence, a.header.Get("Location"))
		}
	case 8:
		c.try(r, http.MethodPost, pick(r, s.evidence...)+"/retract", object{"reason": "x"}, &s.steps)
	case 9:
		c.try(r, http.MethodPatch, pick(r, s.evidence...), object{"attribution": pick(r, "anonymous", "named"), "reported_date": pick[any](r, nil, "2026-01-24")}, &s.steps)
	default:
		s.stepAside(r, c)
	}
}

// stepAside changes what positions are about.
func (s *storyteller) stepAside(r *rapid.T, c *client) {
	name := fmt.Sprint("Name ", rapid.IntRange(0, 99).Draw(r, "name"))
	switch rapid.IntRange(0, 11).Draw(r, "aside") {
	case 0, 1:
		c.try(r, http.MethodPatch, "/v1/parties/"+pick(r, anyParties...), object{"name": name}, &s.steps)
	case 2:
		c.try(r, http.MethodPost, "/v1/parties/"+pick(r, "kyiv", "minister")+"/merge", object{"into": pick(r, anyParties...)}, &s.steps)
	case 3, 4:
		text := pick(r, wire, "It rained. "+wire, strings.Replace(wire, plan, "", 1), wire+"\n\n"+offer, strings.Replace(wire, "40 km", "forty kilometres", 1))
		c.try(r, http.MethodPost, "/v1/articles/"+pick(r, "wire", "echo")+"/revisions", object{"text": text}, &s.steps)
	case 5:
		c.try(r, http.MethodPatch, "/v1/articles/"+pick(r, "wire", "echo"), pick(r, object{"title": name}, object{"publisher": name}, object{"publisher": "The Wire"},
			object{"relays": nil}, object{"relays": object{"outlet": "The Wire"}}, object{"published": "2026-01-30"}), &s.steps)
	case 6:
		if a := c.try(r, http.MethodPost, "/v1/salience", object{"party": pick(r, anyParties...), "issue": "withdrawal", "value": 50, "dated": "2026-01"}, &s.steps); a.status == http.StatusCreated {
			s.saliences = append(s.saliences, a.header.Get("Location"))
		}
	case 7:
		if len(s.saliences) > 0 {
			c.try(r, http.MethodPatch, pick(r, s.saliences...), object{"value": rapid.IntRange(0, 100).Draw(r, "salience")}, &s.steps)
		}
	case 8:
		c.try(r, http.MethodPatch, "/v1/issues/depth", pick(r, object{"parent": nil}, object{"parent": "withdrawal"}, object{"question": name}), &s.steps)
	case 9:
		c.try(r, http.MethodPatch, pick(r, "/v1/negotiations/talks", "/v1/proposals/points"), object{"name": name}, &s.steps)
	default:
		passage := c.get(pick(r, s.evidence...)).text("/passage")
		c.try(r, http.MethodPost, "/v1/passages/"+passage+"/anchor", changed(object{"reason": name},
			pick(r, object{"orphaned": true}, object{"quote": pick(r, anySentences...)}, object{"start": 0, "end": 20})), &s.steps)
	}
}

func (s *storyteller) position(r *rapid.T) string { return "/v1/positions/" + pick(r, s.positions...) }

func (s *storyteller) keep(a *answer) {
	if a.status != http.StatusCreated {
		return
	}
	s.positions = append(s.positions, a.id())
	for _, e := range a.at("/evidence").([]any) {
		s.evidence = append(s.evidence, "/v1/positions/"+a.id()+"/evidence/"+e.(object)["id"].(string))
	}
}

// try sends what may be refused and never breaks.
func (c *client) try(r *rapid.T, method, path string, body any, steps *[]string) *answer {
	a, err := c.send(method, path, body, ifMatch("*"))
	if err != nil || a.status >= http.StatusInternalServerError {
		r.Fatalf("%s %s %s: %v", method, path, asJSON(body), err)
	}
	*steps = append(*steps, fmt.Sprint(method, " ", path, " ", asJSON(body), " → ", a.status))
	return a
}
