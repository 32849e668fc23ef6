package api_test

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

// resource is a kind of thing the contract lets clients create: where, and with
// what. The rest the tests read from the contract.
type resource struct {
	name string
	// path lists and creates; one is where single ones are, if elsewhere.
	path, one string
	// body has every member of the input, except for those that exclude others.
	body object
	// change is a merge patch; without one the resource is immutable.
	change object
}

var resources = []resource{
	{name: "negotiation", path: "/v1/negotiations", change: object{"name": "Other talks"}, body: object{
		"slug": "it", "name": "Talks", "description": "All of it.", "started": "2025-12", "ended": "2026-02-01"}},
	{name: "participation", path: "/v1/negotiations/talks/participations", change: object{"role": "guarantor"}, body: object{
		"party": "usa", "role": "mediator", "from": "2026-01-21/2026-01-23", "until": "2026-02", "note": "By invitation."}},
	{name: "round", path: "/v1/negotiations/talks/rounds", change: object{"place": "Geneva"}, body: object{
		"slug": "it", "name": "First round", "held": "2026-01-22~", "place": "Abu Dhabi", "description": "Two days."}},
	{name: "party", path: "/v1/parties", change: object{"name": "Turkey"}, body: object{
		"slug": "it", "kind": "state", "name": "Türkiye", "description": "A host.",
		"aliases":     []object{{"name": "Turkey", "language": "en"}, {"name": "Туреччина", "language": nil}},
		"identifiers": []object{{"scheme": "wikidata", "value": "Q43"}}}},
	{name: "membership", path: "/v1/parties/minister/memberships", change: object{"role": "envoy"}, body: object{
		"group": "ukraine", "role": "minister", "from": "2024", "until": "2026-01-2X", "note": "Until the reshuffle."}},
	{name: "issue", path: "/v1/issues", change: object{"question": "Who goes first?"}, body: object{
		"slug": "it", "negotiation": "talks", "parent": "withdrawal", "question": "Who goes?", "description": "The order.",
		"scale": object{"low": "one side", "high": "both"}, "status_quo": "Nobody.", "outcome": "Open."}},
	{name: "proposal", path: "/v1/proposals", change: object{"name": "19 points"}, body: object{
		"slug": "it", "negotiation": "talks", "name": "20 points", "author": "usa", "issues": []string{"withdrawal"}, "description": "A plan."}},
	{name: "proposal version", path: "/v1/proposals/points/versions", body: object{
		"label": "Draft", "summary": "Twenty points.", "text": "1. …", "dated": "2026-01"}},
	{name: "article", path: "/v1/articles", change: object{"title": "Corrected"}, body: object{
		"slug": "it", "publisher": "The Post", "url": "https://example.org/a?b=c", "canonical_url": "https://example.org/a",
		"title": "Withdrawal offered", "byline": "By N. N.", "published": "2026-01-22", "language": "en",
		"retrieved_at": "2026-01-23T10:00:00Z", "relays": object{"article": nil, "outlet": "Bloomberg"}, "text": "A text."}},
	{name: "revision", path: "/v1/articles/echo/revisions", body: object{"text": "A new text."}},
	{name: "passage", path: "/v1/articles/wire/passages", one: "/v1/passages", change: object{"note": "Why."}, body: object{
		"revision": 1, "quote": plan, "prefix": "stays open. ", "suffix": " The door", "start": codePoint(wire, plan),
		"end": codePoint(wire, plan) + len(plan), "note": "The plan."}},
	{name: "position", path: "/v1/positions", change: object{"summary": "Something else."}, body: object{
		"slug": "it", "party": "ukraine", "issue": "withdrawal", "proposal": "points", "act": "offer", "stance": "supports_conditionally",
		"summary":    "A mutual withdrawal.",
		"conditions": []object{{"kind": "reciprocal", "text": "Moscow does the same.", "party": "russia", "issue": "withdrawal", "proposal": "points"}},
		"terms":      []object{{"name": "withdrawal_depth", "comparison": "≤", "value": 40, "high": nil, "unit": "km"}},
		"scale":      object{"value": 50, "low": 40, "high": 60},
		"speaker":    "minister", "on_behalf_of": "ukraine", "jointly_with": []string{"usa"}, "addressed_to": []string{"russia"},
		"in_reply_to": "earlier", "round": "abu-dhabi", "stated": "2026-01-22", "held_until": "2026-03", "supersedes": []string{"earlier"},
		"change": "softened", "confidence": "high", "note": "Two sources.", "status": "accepted", "evidence": []object{quote(offer, nil)}}},
	{name: "evidence", path: "/v1/positions/earlier/evidence", change: object{"quotation": "mixed"}, body: object{
		"article": "wire", "revision": 1, "quote": plan, "prefix": "open. ", "suffix": " The", "start": codePoint(wire, plan),
		"end": codePoint(wire, plan) + len(plan), "relation": "supports", "quotation": "indirect", "attribution": "anonymous",
		"attributed_to": "minister", "source": "an official", "reported_date": "2026-01-21", "note": "Second hand."}},
	{name: "salience", path: "/v1/salience", change: object{"value": 70}, body: object{
		"party": "ukraine", "issue": "withdrawal", "value": 90.5, "dated": "2026-01", "note": "Named first.", "evidence": []object{quote(plan, nil)}}},
}

// buildForAll records what the bodies above refer to.
func (c *client) buildForAll() *client {
	c.t.Helper()
	c.build().buildMore()
	c.state(object{"slug": "earlier", "stated": "2025-12"})
	return c
}

// eachResource runs f for every resource on each engine, all in one database: no
// resource of the table takes a name or place that another needs.
func eachResource(t *testing.T, f func(*client, resource)) {
	each(t, func(c *client) {
		for _, r := range resources {
			c.run(r.name, func(c *client) { f(c, r) })
		}
	}, (*client).buildForAll)
}

// create records the resource and gives its place.
func (r resource) create(c *client) (at string, a *answer) {
	c.t.Helper()
	a = c.create(r.path, r.body)
	return a.header.Get("Location"), a
}

// where is the path of one with the given id or slug.
func (r resource) where(ref string) string {
	if r.one != "" {
		return r.one + "/" + ref
	}
	return r.path + "/" + ref
}

func (r resource) input() *openapi3.Schema { return bodySchema(http.MethodPost, r.path) }

// patch is what the contract lets a client change; nil where that is nothing.
func (r resource) patch() *openapi3.Schema {
	if r.change == nil {
		return nil
	}
	return bodySchema(http.MethodPatch, r.where("x"))
}

func (r resource) hasSlug() bool { return r.input().Properties["slug"] != nil }

func (r resource) takes(parameter string) bool {
	route := operation(http.MethodGet, r.path)
	return slices.ContainsFunc(route.Operation.Parameters, func(p *openapi3.ParameterRef) bool { return p.Value.Name == parameter })
}

// bodySchema is of the body in JSON; some operations take documents too.
func bodySchema(method, path string) *openapi3.Schema {
	for mediaType, content := range operation(method, path).Operation.RequestBody.Value.Content {
		if strings.HasSuffix(mediaType, "json") {
			return content.Schema.Value
		}
	}
	return nil
}

// corrections are the members of the body that can be changed later.
func (r resource) corrections() object {
	can := object{}
	for name, value := range r.body {
		if r.patch().Properties[name] != nil {
			can[name] = value
		}
	}
	return can
}

// nullable lists the members of a schema that take null.
func nullable(s *openapi3.Schema) []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		if s.Properties[name].Value.VisitJSON(nil) == nil {
			names = append(names, name)
		}
	}
	return names
}

// The table is only worth something if its bodies leave nothing out.
func TestBodiesHaveEveryMember(t *testing.T) {
	for _, r := range resources {
		for _, name := range slices.Sorted(maps.Keys(r.input().Properties)) {
			excluded := r.name == "evidence" && name == "passage" || name == "markdown" || name == "html"
			if _, given := r.body[name]; !given && !excluded {
				t.Errorf("%s has no %q", r.name, name)
			}
		}
	}
}

func TestCreate(t *testing.T) {
	eachResource(t, func(c *client, r resource) {
		at, created := r.create(c)
		read := c.get(at).want(http.StatusOK)
		if told := r.toldWhenRead(); told != nil {
			c.asRead(read, created, told)
		} else if string(read.body) != string(created.body) || read.etag() != created.etag() || read.etag() == "" {
			c.t.Errorf("read %s %s\ncreated %s %s", read.etag(), read.body, created.etag(), created.body)
		}
		if created.number() != c.head() {
			c.t.Errorf("number %d, the ledger is at %d", created.number(), c.head())
		}
		if r.hasSlug() {
			same(c.t, "by slug", []string{string(c.get(r.where("it")).want(http.StatusOK).body)}, []string{string(read.body)})
		}
		if items := c.all(r.path); !slices.ContainsFunc(items, func(item any) bool { return listed(item, read) }) {
			c.t.Errorf("%s is not in the list %s", read.body, asJSON(items))
		}
	})
}

// toldWhenRead are what only readers of single resources are told: of a position
// whether it stands and what its evidence comes to, of an article whom it seems to
// relay.
func (r resource) toldWhenRead() []string {
	return map[string][]string{"position": {"standing", "corroboration"}, "article": {"suggested_relays"}}[r.name]
}

// asRead wants a resource to be read as it was written, with what only readers are told.
func (c *client) asRead(read, written *answer, only []string) {
	c.t.Helper()
	told := read.at("").(object)
	for _, name := range only {
		if _, found := told[name]; !found {
			c.t.Errorf("%s is missing in %s", name, read.body)
		}
		delete(told, name)
	}
	written.is(object{"": told})
}

// listed tells whether an item of a list is the resource, which may have
// members that only single resources show.
func listed(item any, one *answer) bool {
	for name, value := range item.(object) {
		if !equal(value, one.at("/"+name)) {
			return false
		}
	}
	return true
}

// What was given was recorded: correcting it to the same changes nothing.
func TestPatchToTheSameWritesNothing(t *testing.T) {
	eachResource(t, func(c *client, r resource) {
		if r.change == nil {
			return
		}
		at, created := r.create(c)
		c.unchanged(func() {
			a := c.patch(at, r.corrections(), ifMatch(created.etag())).want(http.StatusOK)
			same(c.t, "answer", []string{string(a.body)}, []string{string(created.body)})
		})
	})
}

func TestPatch(t *testing.T) {
	eachResource(t, func(c *client, r resource) {
		if r.change == nil {
			return
		}
		at, created := r.create(c)
		after := c.patch(at, r.change, ifMatch(created.etag())).want(http.StatusOK)
		for name, value := range r.change {
			after.is(object{"/" + name: value})
		}
		after.is(object{"/number": c.head(), "/recorded_at": created.at("/recorded_at")})
		if after.number() != created.number()+1 || after.etag() == created.etag() {
			c.t.Errorf("number %d after %d, ETag %s after %s", after.number(), created.number(), after.etag(), created.etag())
		}
		read := c.get(at).want(http.StatusOK)
		if told := r.toldWhenRead(); told != nil {
			c.asRead(read, after, told)
			return
		}
		same(c.t, "read", []string{read.etag(), string(read.body)}, []string{after.etag(), string(after.body)})
	})
}

func TestPatchClearsWithNull(t *testing.T) {
	eachResource(t, func(c *client, r resource) {
		if r.change == nil {
			return
		}
		at, _ := r.create(c)
		nulls := object{}
		for _, name := range nullable(r.patch()) {
			nulls[name] = nil
		}
		after := c.correct(at, nulls)
		for name := range nulls {
			if got := after.at("/" + name); got != nil && !equal(got, []any{}) {
				c.t.Errorf("%s is %s after null", name, asJSON(got))
			}
		}
	})
}

func TestPatchNeedsTheETag(t *testing.T) {
	eachResource(t, func(c *client, r resource) {
		if r.change == nil {
			return
		}
		at, created := r.create(c)
		c.unchanged(func() {
			c.patch(at, r.change).refused(http.StatusPreconditionRequired)
			c.patch(at, r.change, ifMatch("abc")).refused(http.StatusBadRequest, "?If-Match format")
			for _, tag := range []string{`"1-abcdef"`, `W/` + created.etag(), `"x"`} {
				c.patch(at, r.change, ifMatch(tag)).refused(http.StatusPreconditionFailed)
			}
		})
		c.patch(at, r.change, ifMatch(created.etag())).want(http.StatusOK)
		c.unchanged(func() {
			c.patch(at, r.change, ifMatch(created.etag())).refused(http.StatusPreconditionFailed)
		})
	})
}

func TestNotModified(t *testing.T) {
	eachResource(t, func(c *client, r resource) {
		at, created := r.create(c)
		if r.toldWhenRead() != nil {
			created = c.get(at)
		}
		for _, tags := range []string{created.etag(), "W/" + created.etag(), `"1-x", ` + created.etag(), "*"} {
			a := c.get(at, with("If-None-Match", tags)).want(http.StatusNotModified)
			if len(a.body) > 0 || a.etag() != created.etag() {
				c.t.Errorf("304 with ETag %q and body %q", a.etag(), a.body)
			}
		}
		c.get(at, with("If-None-Match", `"1-x"`)).want(http.StatusOK)
		if r.change != nil {
			c.correct(at, r.change)
			c.get(at, with("If-None-Match", created.etag())).want(http.StatusOK)
		}
	})
}

func TestRetract(t *testing.T) {
	eachResource(t, func(c *client, r resource) {
		if r.change == nil {
			return
		}
		at, created := r.create(c)
		r.release(c, created)
		c.unchanged(func() {
			c.post(at+"/retract", object{}).refused(http.StatusUnprocessableEntity, "/reason required")
			c.post(at+"/retract", nil).refused(http.StatusUnprocessableEntity, "body required")
		})
		after := c.post(at+"/retract", object{"reason": "Recorded twice."}).want(http.StatusOK)
		after.is(object{"/retracted/reason": "Recorded twice.", "/retracted/number": c.head(), "/number": c.head()})
		c.get(at).want(http.StatusOK).is(object{"/retracted": after.at("/retracted")})
		c.unchanged(func() { c.patch(at, r.change, ifMatch(after.etag())).refused(http.StatusConflict) })
		if r.takes("retracted") {
			r.listedBy(c, after.id())
		}
	})
}

// release takes back what keeps a resource from being retracted: the passages
// that stand in an article.
func (r resource) release(c *client, created *answer) {
	for _, p := range c.all("/v1/passages?article=wire") {
		if r.name == "article" && equal(p.(object)["article"], created.id()) {
			c.retract("/v1/passages/" + p.(object)["id"].(string))
		}
	}
}

// listedBy checks which lists show what was retracted, beside one in force.
func (r resource) listedBy(c *client, retracted string) {
	c.t.Helper()
	inForce := changed(r.body, object{"slug": nil, "identifiers": nil})
	stands := c.create(r.path, inForce).id()
	for parameter, want := range map[string][2]bool{"": {false, true}, "exclude": {false, true}, "include": {true, true}, "only": {true, false}} {
		path := r.path
		if parameter != "" {
			path += "?retracted=" + parameter
		}
		ids := column(c.all(path), "/id")
		if got := [2]bool{slices.Contains(ids, retracted), slices.Contains(ids, stands)}; got != want {
			c.t.Errorf("retracted=%s shows the retracted one, the one in force: %v, want %v", parameter, got, want)
		}
	}
}

func TestNotFound(t *testing.T) {
	const nobody = "019bf0a4-5e00-7004-8000-00000000dead"
	eachResource(t, func(c *client, r resource) {
		refs := []string{nobody, "no-such-slug"}
		if r.change == nil {
			refs = []string{"999"}
		}
		for _, ref := range refs {
			c.get(r.where(ref)).refused(http.StatusNotFound)
			if r.change != nil {
				c.patch(r.where(ref), r.change, ifMatch("*")).refused(http.StatusNotFound)
				c.post(r.where(ref)+"/retract", object{"reason": "x"}).refused(http.StatusNotFound)
			}
		}
		if parent, _, nested := strings.Cut(strings.TrimPrefix(r.path, "/v1/"), "/"); nested {
			rest := r.path[strings.LastIndex(r.path, "/"):]
			c.get("/v1/" + parent + "/" + nobody + rest).refused(http.StatusNotFound)
			c.post("/v1/"+parent+"/no-such-slug"+rest, r.body).refused(http.StatusNotFound)
		}
	})
}
