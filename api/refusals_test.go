package api_test

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// eachWrite runs f for every request with a body that every resource takes.
func eachWrite(t *testing.T, f func(c *client, send func(body any, options ...option) *answer, good object)) {
	eachResource(t, func(c *client, r resource) {
		c.run("create", func(c *client) {
			f(c, func(body any, options ...option) *answer { return c.post(r.path, body, options...) }, r.body)
		})
		if r.change == nil {
			return
		}
		at, _ := r.create(c)
		c.run("change", func(c *client) {
			f(c, func(body any, options ...option) *answer {
				return c.patch(at, body, append([]option{ifMatch("*")}, options...)...)
			}, r.change)
		})
		c.run("retract", func(c *client) {
			f(c, func(body any, options ...option) *answer { return c.post(at+"/retract", body, options...) }, object{"reason": "x"})
		})
	})
}

func TestUnreadableBodies(t *testing.T) {
	tests := []struct {
		name, body string
		options    []option
		status     int
	}{
		{"no JSON", `{"reason":`, nil, http.StatusBadRequest},
		{"text after it", `{"reason":"x"} y`, nil, http.StatusBadRequest},
		{"not UTF-8", "{\"reason\":\"\xff\"}", nil, http.StatusBadRequest},
		{"NUL", `{"reason":"a\u0000b"}`, nil, http.StatusBadRequest},
		{"half a character", `{"reason":"a\ud83eb"}`, nil, http.StatusBadRequest},
		{"the other half", `{"reason":"\udd76\ud83e"}`, nil, http.StatusBadRequest},
		{"half at the end", `{"reason":"\\\ud83d"}`, nil, http.StatusBadRequest},
		{"a member twice", `{"reason":"x","reason":"y"}`, nil, http.StatusBadRequest},
		{"compressed", "\x1f\x8b\b\x00", []option{with("Content-Encoding", "gzip")}, http.StatusUnsupportedMediaType},
		{"a table", `{}`, []option{with("Content-Type", "text/csv")}, http.StatusUnsupportedMediaType},
		{"no content type", `{}`, []option{with("Content-Type", "")}, http.StatusUnsupportedMediaType},
		{"no content type at all", `{}`, []option{func(h http.Header) { h.Del("Content-Type") }}, http.StatusUnsupportedMediaType},
	}
	eachWrite(t, func(c *client, send func(any, ...option) *answer, _ object) {
		c.unchanged(func() {
			for _, test := range tests {
				if a := send(test.body, test.options...); a.status != test.status {
					c.t.Errorf("%s: status %d, want %d\n%s", test.name, a.status, test.status, a.body)
				}
			}
		})
	})
}

func TestNoObjects(t *testing.T) {
	eachWrite(t, func(c *client, send func(any, ...option) *answer, _ object) {
		c.unchanged(func() {
			for _, body := range []string{"null", "[]", `"text"`, "1"} {
				send(body).want(http.StatusUnprocessableEntity)
			}
		})
	})
}

func TestUnknownMembersAreRefused(t *testing.T) {
	eachWrite(t, func(c *client, send func(any, ...option) *answer, good object) {
		c.unchanged(func() {
			body := maps.Clone(good)
			body["no/such~member"] = 1
			send(body).refused(http.StatusUnprocessableEntity, "/no~1such~0member unknown")
		})
	})
}

// What the server sets cannot be given: recorded time least of all.
func TestServerMembersAreRefused(t *testing.T) {
	eachWrite(t, func(c *client, send func(any, ...option) *answer, good object) {
		for _, name := range []string{"id", "number", "recorded_at", "updated_at", "retracted"} {
			body := maps.Clone(good)
			body[name] = nil
			send(body).refused(http.StatusUnprocessableEntity, "/"+name+" unknown")
		}
	})
}

func TestMissingMembersAreNamed(t *testing.T) {
	eachResource(t, func(c *client, r resource) {
		c.unchanged(func() {
			var all []string
			for _, name := range r.input().Required {
				fault := "/" + name + " required"
				c.post(r.path, changed(r.body, object{name: nil})).refused(http.StatusUnprocessableEntity, fault)
				all = append(all, fault)
			}
			if len(all) > 0 {
				c.post(r.path, object{}).refused(http.StatusUnprocessableEntity, all...)
			}
		})
	})
}

func TestRequiredMembersCannotBeCleared(t *testing.T) {
	eachResource(t, func(c *client, r resource) {
		if r.change == nil {
			return
		}
		at, _ := r.create(c)
		clears := nullable(r.patch())
		for name := range r.patch().Properties {
			if slices.Contains(clears, name) {
				continue
			}
			a := c.patch(at, object{name: nil}, ifMatch("*")).want(http.StatusUnprocessableEntity)
			if got := a.text("/faults/0/pointer"); got != "/"+name {
				c.t.Errorf("null for %s: the fault is at %q", name, got)
			}
		}
	})
}

func TestUnknownParametersAreRefused(t *testing.T) {
	eachResource(t, func(c *client, r resource) {
		at, _ := r.create(c)
		c.unchanged(func() {
			for _, path := range []string{r.path, at} {
				c.get(path+"?nonsense=1").refused(http.StatusBadRequest, "?nonsense unknown")
			}
			c.post(r.path+"?nonsense=1", r.body).refused(http.StatusBadRequest, "?nonsense unknown")
			if r.change != nil {
				c.patch(at+"?nonsense=1", r.change, ifMatch("*")).refused(http.StatusBadRequest, "?nonsense unknown")
			}
		})
	})
}

func TestBadParametersOfLists(t *testing.T) {
	eachResource(t, func(c *client, r resource) {
		for query, fault := range map[string]string{
			"limit=0":         "?limit minimum",
			"limit=201":       "?limit maximum",
			"limit=1&limit=2": "?limit repeated",
			"limit=many":      "?limit format",
			"sort=name":       "?sort enum",
			"fields=nothing":  "?fields enum",
			"cursor=":         "?cursor minLength",
			"cursor=%00":      "?cursor text",
			"cursor=bm9uZQ":   "?cursor cursor",
			"cursor=!!":       "?cursor cursor",
		} {
			if a := c.get(r.path + "?" + query).want(http.StatusBadRequest); !slices.Equal(a.faults(), []string{fault}) {
				c.t.Errorf("%s: faults %q, want %q", query, a.faults(), fault)
			}
		}
	})
}

// Unknown references are told apart from an empty answer, in filters and bodies.
func TestUnknownReferences(t *testing.T) {
	each(t, func(c *client) {
		for _, path := range []string{"/v1/positions", "/v1/history", "/v1/exports/position-history.csv", "/v1/exports/position-history.ndjson"} {
			for _, name := range []string{"negotiation", "issue", "party", "proposal", "speaker", "on_behalf_of", "jointly_with", "addressed_to", "round", "article"} {
				c.get(path+"?"+name+"=nobody").refused(http.StatusBadRequest, "?"+name+" reference")
			}
		}
		c.unchanged(func() {
			c.post("/v1/positions", position(object{"party": "nobody", "issue": "nothing", "proposal": "none", "speaker": "x", "on_behalf_of": "y",
				"jointly_with": []string{"ukraine", "z"}, "addressed_to": []string{"w"}, "in_reply_to": "v", "round": "u", "supersedes": []string{"t"},
				"conditions": []object{{"kind": "package", "text": "x", "party": "s", "issue": "r", "proposal": "q"}},
				"evidence":   []object{quote(offer, object{"attributed_to": "p"}), {"article": "o", "quote": "x", "relation": "supports"}}})).
				refused(http.StatusUnprocessableEntity, "/party reference", "/issue reference", "/proposal reference", "/speaker reference",
					"/on_behalf_of reference", "/jointly_with/1 reference", "/addressed_to/0 reference", "/in_reply_to reference",
					"/round reference", "/supersedes/0 reference", "/conditions/0/party reference", "/conditions/0/issue reference",
					"/conditions/0/proposal reference", "/evidence/0/attributed_to reference", "/evidence/1/article reference")
		})
	}, (*client).build)
}

func TestTooLarge(t *testing.T) {
	each(t, func(c *client) {
		body := `{"name":"` + strings.Repeat("x", 16<<20) + `"}`
		c.unchanged(func() {
			c.post("/v1/negotiations", body).refused(http.StatusRequestEntityTooLarge)
			c.patch("/v1/negotiations/talks", body, ifMatch("*")).refused(http.StatusRequestEntityTooLarge)
		})
		c.create("/v1/articles", object{"text": strings.Repeat("жук ", 20_000)})
	}, (*client).build)
}

// A slug belongs to one of a kind, and cannot pass for an id.
func TestSlugs(t *testing.T) {
	eachResource(t, func(c *client, r resource) {
		if !r.hasSlug() {
			return
		}
		at, _ := r.create(c)
		body := changed(r.body, object{"identifiers": nil, "url": nil, "canonical_url": nil}) // which only one has, too
		other := c.create(r.path, changed(body, object{"slug": "other"}))
		c.unchanged(func() {
			c.post(r.path, body).refused(http.StatusConflict, "/slug taken")
			c.patch(at, object{"slug": "other"}, ifMatch("*")).refused(http.StatusConflict, "/slug taken")
			for slug, fault := range map[string]string{"Big": "/slug pattern", "-x": "/slug pattern", strings.Repeat("x", 65): "/slug maxLength", other.id(): "/slug slug"} {
				a := c.post(r.path, changed(body, object{"slug": slug})).want(http.StatusUnprocessableEntity)
				if !slices.Contains(a.faults(), fault) {
					c.t.Errorf("slug %s: faults %q, want %q", slug, a.faults(), fault)
				}
			}
		})
		c.correct(at, object{"slug": nil})
		c.get(r.where("it")).refused(http.StatusNotFound)
	})
}
