package api_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/routers"
)

// twin is a request that names what another workspace has, and one that names nothing.
type twin struct {
	operation, how, method string
	here, nothing          asking
}

type asking struct {
	path string
	body any
}

func (c *client) ask(method string, a asking, options ...option) *answer {
	c.t.Helper()
	return c.do(method, a.path, a.body, options...)
}

// twinsOf are requests of every operation that can name something: in its path, in its body
// and in each of its parameters that takes an id. ids are of another workspace, own of the
// asker's.
func twinsOf(t *testing.T, ids, own map[string]string) (list []twin) {
	t.Helper()
	all := operations()
	for _, operation := range slices.Sorted(maps.Keys(all)) {
		o := all[operation]
		if needOf(t, operation) == "none" || operation == "importFile" {
			continue
		}
		list = append(append(list, inPath(o, ids)...), inBody(o, ids, own)...)
		for _, name := range parametersOf(o) {
			if kind := kindNamed[name]; kind != "" {
				list = append(list, twin{operation, "as " + name, o.Method,
					asking{asked(o, own, name, ids[kind]), nil}, asking{asked(o, own, name, nowhere(ids)[kind]), nil}})
			}
		}
	}
	return list
}

func inPath(o *routers.Route, ids map[string]string) []twin {
	if !strings.Contains(o.Path, "{") || strings.HasPrefix(o.Path, "/v1/exports/") || strings.Contains(o.Path, "/transactions/") {
		return nil // formats and numbers are nobody's
	}
	of := func(ids map[string]string) asking {
		return asking{filled(o.Path, ids) + needed(o), bodyFor(o.Operation, ids)}
	}
	return []twin{{o.Operation.OperationID, "in the path", o.Method, of(ids), of(nowhere(ids))}}
}

func inBody(o *routers.Route, ids, own map[string]string) (list []twin) {
	operation, path, nobodys := o.Operation.OperationID, filled(o.Path, own), nowhere(ids)
	if o.Operation.RequestBody == nil {
		return nil
	}
	if body := refersTo(operation, ids); body != nil {
		list = append(list, twin{operation, "in the body", o.Method, asking{path, body}, asking{path, refersTo(operation, nobodys)}})
	}
	for i, body := range refersAlone(ids)[operation] {
		list = append(list, twin{operation, fmt.Sprintf("in the body %v", body), o.Method, asking{path, body}, asking{path, refersAlone(nobodys)[operation][i]}})
	}
	return list
}

// refersAlone are bodies that name one thing, where refersTo names several of which the first
// may hide the others.
func refersAlone(ids map[string]string) map[string][]object {
	party, issue, negotiation := ids["party"], ids["issue"], ids["negotiation"]
	quote := object{"article": ids["article"], "quote": offer, "relation": "supports"}
	filters := []object{{"filter": object{"party": []string{party}}}, {"filter": object{"issue": []string{issue}}}, {"filter": object{"negotiation": []string{negotiation}}}}
	webhooks := slices.Clone(filters)
	for i, f := range filters {
		webhooks[i] = object{"url": "https://desk.example.org/other", "filter": f["filter"]}
	}
	condition := func(what, id string) object {
		return object{"conditions": []object{{"kind": "reciprocal", "text": "The same.", what: id}}}
	}
	return map[string][]object{
		"updatePosition": {{"party": party}, {"issue": issue}, {"proposal": ids["proposal"]}, {"speaker": party}, {"on_behalf_of": party},
			{"jointly_with": []string{party}}, {"addressed_to": []string{party}}, {"round": ids["round"]}, {"supersedes": []string{ids["position"]}},
			condition("party", party), condition("issue", issue), condition("proposal", ids["proposal"])},
		"createEvidence":      {{"passage": ids["passage"], "relation": "supports"}},
		"updateEvidence":      {{"attributed_to": party}},
		"updateParticipation": {{"party": party}},
		"updateMembership":    {{"group": party}},
		"updateIssue":         {{"negotiation": negotiation}},
		"updateProposal":      {{"negotiation": negotiation}, {"issues": []string{issue}}},
		"updateSalience":      {{"party": party}, {"issue": issue}},
		"updateArticle":       {{"relays": object{"article": ids["article"]}}},
		"createSalience":      {{"party": party, "issue": issue, "value": 7, "dated": "2026-01-22", "evidence": []object{quote}}},
		"createWebhook":       webhooks,
		"updateWebhook":       filters,
	}
}

// needed is what an operation cannot do without in its query.
func needed(o *routers.Route) string {
	return map[string]string{"getChanges": "?from=1"}[o.Operation.OperationID]
}

// kindNamed says of parameters that take an id of what.
var kindNamed = map[string]string{"party": "party", "issue": "issue", "negotiation": "negotiation", "proposal": "proposal", "round": "round",
	"article": "article", "passage": "passage", "parent": "issue", "author": "party", "speaker": "party", "on_behalf_of": "party",
	"jointly_with": "party", "addressed_to": "party", "relays": "article", "resource": "position"}

func parametersOf(o *routers.Route) (names []string) {
	for _, p := range o.Operation.Parameters {
		if p.Value.In == "query" && o.Method == http.MethodGet {
			names = append(names, p.Value.Name)
		}
	}
	slices.Sort(names)
	return names
}

// asked is a path with one parameter, and what the operation cannot do without.
func asked(o *routers.Route, own map[string]string, name, value string) string {
	query := url.Values{}
	for _, p := range o.Operation.Parameters {
		if p.Value.Required && p.Value.In == "query" {
			query.Set(p.Value.Name, own[kindNamed[p.Value.Name]]+map[string]string{"q": "secret", "from": "1"}[p.Value.Name])
		}
	}
	query.Set(name, value)
	return filled(o.Path, own) + "?" + query.Encode()
}

// To another workspace's key, what is recorded here is as if it were not: every
// operation answers the same for ids of here and for ids of nothing.
func TestAKeyLearnsNothingOfAnotherWorkspace(t *testing.T) {
	each(t, func(c *client) {
		ids, own, foreign := c.neighbours()
		for _, w := range twinsOf(c.t, ids, own) {
			here, nothing := c.ask(w.method, w.here, foreign...), c.ask(w.method, w.nothing, foreign...)
			if !refused(w, here.status) || here.status != nothing.status || blank(here) != blank(nothing) {
				c.t.Errorf("%s, ids %s: %d %s\nand for nothing: %d %s", w.operation, w.how, here.status, here.body, nothing.status, nothing.body)
			}
		}
		for _, list := range listsOfEverything(ids) {
			a := c.get(list, foreign...)
			for name, id := range ids {
				if len(id) == 36 && !strings.Contains(list, id) && strings.Contains(string(a.body), id) {
					c.t.Errorf("%s shows the %s of another workspace", list, name)
				}
			}
		}
	})
}

// refused tells that a request got as far as looking for what it names, and did not find it.
func refused(w twin, status int) bool {
	switch {
	case w.how == "in the path":
		return status == http.StatusNotFound || status == http.StatusForbidden && strings.HasSuffix(w.operation, "Workspace")
	case w.how == "as resource": // a list of what was done to it
		return status == http.StatusOK
	case strings.HasPrefix(w.how, "as "):
		return status == http.StatusBadRequest
	}
	return status == http.StatusUnprocessableEntity || status == http.StatusNotFound
}

// neighbours are two workspaces with one of each in both: the ids of the first and of the
// second, and how an administrator of the second asks.
func (c *client) neighbours() (ids, own map[string]string, asker []option) {
	c.t.Helper()
	ids = c.inhabited()
	server := c.firstKey()
	c.create("/v1/workspaces", object{"slug": "other"}, server)
	foreign := c.create("/v1/keys", object{"name": "spy", "role": "admin"}, server, with("Parley-Workspace", "other")).bearer()
	return ids, c.inhabited(foreign), []option{foreign, ifMatch("*"), with("Parley-Reason", "a test")}
}
