package api_test

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
)

func TestExpand(t *testing.T) {
	each(t, func(c *client) {
		at := "/v1/positions/" + c.state(nil)
		party, issue, article := c.get("/v1/parties/ukraine").at(""), c.get("/v1/issues/withdrawal").at(""), c.get("/v1/articles").at("/items/0")
		evidence := c.get(at).at("/evidence")
		for expand, want := range map[string]object{
			"party":         {"/party": party, "/issue": issue.(object)["id"]},
			"issue":         {"/issue": issue, "/party": party.(object)["id"]},
			"party,issue":   {"/issue": issue, "/party": party},
			"article":       {"/evidence/0/article": article, "/evidence/0/selected/exact": offer},
			"evidence":      {"/evidence": evidence, "/evidence/0/article": article.(object)["id"]},
			"party,article": {"/party": party, "/evidence/0/article": article},
		} {
			c.get(at + "?expand=" + expand).want(http.StatusOK).is(want)
			items := c.get("/v1/positions?expand=" + expand).want(http.StatusOK)
			for pointer, value := range want {
				items.is(object{"/items/0" + pointer: value})
			}
		}
		if _, found := c.get("/v1/positions").find("/items/0/evidence"); found {
			c.t.Error("a list shows evidence that nobody asked for")
		}
		c.get(at+"?expand=speaker").refused(http.StatusBadRequest, "?expand enum")
	}, (*client).build)
}

// What is expanded is written as people read it, as everything else is.
func TestExpandedTextIsNotEscaped(t *testing.T) {
	each(t, func(c *client) {
		at := "/v1/positions/" + c.state(nil)
		c.correct("/v1/parties/ukraine", object{"name": "Київ & <Kyiv>"})
		for _, path := range []string{at, "/v1/positions"} {
			if a := c.get(path + "?expand=party").want(http.StatusOK); !strings.Contains(string(a.body), `"Київ & <Kyiv>"`) {
				c.t.Errorf("%s: %s", path, a.body)
			}
		}
	}, (*client).build)
}

// The ETag follows what is shown: a change of an expanded party changes it.
func TestETagOfExpandedPosition(t *testing.T) {
	each(t, func(c *client) {
		at := "/v1/positions/" + c.state(nil)
		plain, expanded := c.get(at), c.get(at+"?expand=party")
		c.correct("/v1/parties/ukraine", object{"name": "Україна"})
		c.get(at, with("If-None-Match", plain.etag())).want(http.StatusNotModified)
		c.get(at+"?expand=party", with("If-None-Match", expanded.etag())).want(http.StatusOK).is(object{"/party/name": "Україна"})
		c.patch(at, object{"note": "x"}, ifMatch(expanded.etag())).want(http.StatusOK)
	}, (*client).build)
}

func TestFields(t *testing.T) {
	eachResource(t, func(c *client, r resource) {
		at, created := r.create(c)
		whole := created.at("").(object)
		names := slices.Sorted(maps.Keys(whole))
		for _, wanted := range [][]string{names[:1], names[1:3], {names[2], names[0]}} {
			query := "?fields=" + wanted[0]
			for _, name := range wanted[1:] {
				query += "," + name
			}
			want := object{}
			for _, name := range wanted {
				want[name] = whole[name]
			}
			c.get(at + query).want(http.StatusOK).is(object{"": want})
			for _, item := range c.all(r.path + query) {
				alike(c.t, r.path+query, slices.Collect(maps.Keys(item.(object))), present(item, wanted))
			}
		}
	})
}

// present leaves out the members that lists do not show.
func present(item any, names []string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		_, found := item.(object)[name]
		return !found && (name == "evidence" || name == "text")
	})
}

func TestListsShowEverythingWithoutFields(t *testing.T) {
	each(t, func(c *client) {
		c.state(object{"slug": "it"})
		whole := c.get("/v1/positions/it").at("").(object)
		delete(whole, "evidence")
		c.get("/v1/positions").is(object{"/items/0": whole, "/next_cursor": nil})
	}, (*client).build)
}

func TestVersions(t *testing.T) {
	each(t, func(c *client) {
		at := "/v1/positions/" + c.state(object{"slug": "it", "status": "proposed"})
		first := c.get(at)
		c.create(at+"/evidence", quote(plan, nil))
		second := c.patch(at, object{"summary": "Other words."}, ifMatch(first.etag()), with("Parley-Reason", "A slip.")).want(http.StatusOK)
		third := c.post(at+"/accept", nil).want(http.StatusOK)
		later := c.state(object{"stated": "2026-02", "supersedes": []string{"it"}})
		versions := c.all(at + "/versions")
		same(c.t, "numbers", column(versions, "/number"), []string{asJSON(first.number()), asJSON(second.number()), asJSON(third.number()), asJSON(c.head())})
		same(c.t, "summaries", column(versions, "/position/summary"), []string{"A mutual withdrawal.", "Other words.", "Other words.", "Other words."})
		same(c.t, "statuses", column(versions, "/position/status"), []string{"proposed", "proposed", "accepted", "accepted"})
		same(c.t, "ends", column(versions, "/position/ended/by"), []string{"<nil>", "<nil>", "<nil>", later})
		same(c.t, "reasons", column(versions, "/reason"), []string{"<nil>", "A slip.", "<nil>", "<nil>"})
		newest := slices.Clone(versions)
		slices.Reverse(newest)
		same(c.t, "newest first", column(c.all(at+"/versions?sort=-recorded&limit=3"), "/number"), column(newest, "/number"))
		one := c.get(at + "/versions/" + asJSON(second.number())).want(http.StatusOK)
		one.is(object{"": versions[1]})
		c.get(at+"/versions/"+asJSON(second.number()), with("If-None-Match", one.etag())).want(http.StatusNotModified)
		c.get(at + "/versions/" + asJSON(second.number()-1)).refused(http.StatusNotFound)
		c.get(at + "/versions/9999").refused(http.StatusNotFound)
	}, (*client).build)
}

// Some members are bound to others.
func TestPositionsThatContradictThemselves(t *testing.T) {
	tests := []struct {
		name    string
		changes object
		fault   string
	}{
		{"a scale the issue does not have", object{"issue": "depth", "scale": object{"value": 1}}, "/scale no-scale"},
		{"an empty scale", object{"scale": object{}}, "/scale required"},
		{"a value outside its range", object{"scale": object{"value": 1, "low": 2, "high": 3}}, "/scale/value range"},
		{"a range upside down", object{"scale": object{"low": 3, "high": 2}}, "/scale/high order"},
		{"a round of other talks", object{"issue": "tariffs", "round": "abu-dhabi"}, "/round negotiation"},
		{"a term upside down", object{"terms": []object{{"name": "x", "comparison": "between", "value": 2, "high": 1}}}, "/terms/0/high order"},
		{"an act that is none", object{"act": "shout"}, "/act enum"},
		{"a date that is none", object{"stated": "2026-02-30"}, "/stated format"},
		{"a date of level 2", object{"stated": "156X-12-25"}, "/stated format"},
		{"a retracted party", object{"party": "gone"}, "/party retracted"},
	}
	each(t, func(c *client) {
		c.create("/v1/parties", object{"slug": "gone", "kind": "state", "name": "Gone"})
		c.retract("/v1/parties/gone")
		for _, test := range tests {
			c.run(test.name, func(c *client) {
				c.unchanged(func() {
					c.post("/v1/positions", position(test.changes)).refused(http.StatusUnprocessableEntity, test.fault)
				})
			})
		}
		c.run("a reply to itself", func(c *client) {
			at := "/v1/positions/" + c.state(nil)
			c.patch(at, object{"in_reply_to": c.get(at).id()}, ifMatch("*")).refused(http.StatusUnprocessableEntity, "/in_reply_to self")
		})
	}, (*client).build, (*client).buildMore)
}
