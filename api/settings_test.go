package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
)

// What is one thing has an ETag in the contract, and what changes it wants If-Match.
func TestContractGivesEverySingleResourceAnETag(t *testing.T) {
	exempt := map[string]string{
		"getAccess":             "whoever asks, not a resource",
		"findSimilarArticles":   "what is found, with no version",
		"exportPositionHistory": "a stream", "exportArticles": "a stream", "exportPassages": "a stream", "exportMatrix": "a stream",
		"exportChanges": "a stream", "exportNetwork": "a stream", "exportActorConcept": "a stream",
		"exportPositionHistoryByAccept": "a stream", "exportArticlesByAccept": "a stream", "exportPassagesByAccept": "a stream",
		"exportMatrixByAccept": "a stream", "exportChangesByAccept": "a stream", "exportNetworkByAccept": "a stream",
		"getHealth": "of this moment", "getReadiness": "of this moment", "getContractJSON": "of the program",
		"getFeed": "a page",
	}
	for id, route := range operations() {
		read := route.Method == http.MethodGet
		if !read && route.Method != http.MethodPatch {
			continue
		}
		ok := route.Operation.Responses.Value("200")
		content := ok.Value.Content["application/json"]
		if content == nil || strings.HasSuffix(content.Schema.Ref, "List") || exempt[id] != "" {
			continue
		}
		wants := []string{"412", "428"}
		parameter := "If-Match"
		if read {
			wants, parameter = []string{"304"}, "If-None-Match"
		}
		if ok.Value.Headers["ETag"] == nil || route.Operation.Parameters.GetByInAndName("header", parameter) == nil {
			t.Errorf("%s has no ETag or does not take %s", id, parameter)
		}
		for _, status := range wants {
			if route.Operation.Responses.Value(status) == nil {
				t.Errorf("%s does not answer %s", id, status)
			}
		}
	}
}

// Keys, webhooks, workspaces and the head are not in the ledger or change with it, and
// have versions of their own.
func TestSettingsHaveVersions(t *testing.T) {
	each(t, func(c *client) {
		keys := c.bearers()
		as := func(path string) option {
			if strings.HasPrefix(path, "/v1/workspaces") {
				return keys["server"]
			}
			return keys["admin"]
		}
		made := map[string]*answer{}
		for path, body := range map[string]object{
			"/v1/keys": {"name": "anna", "role": "coder"}, "/v1/workspaces": {"slug": "geneva"}, "/v1/webhooks": {"url": "https://desk.example.org"},
		} {
			a := c.create(path, body, as(path), key("made once at "+path))
			made[a.header.Get("Location")] = a
			if again := c.create(path, body, as(path), key("made once at "+path)); again.etag() != a.etag() {
				t.Errorf("%s: repeated with %s, made with %s", path, again.etag(), a.etag())
			}
		}
		c.create("/v1/parties", object{"kind": "state", "name": "A"}, keys["admin"])
		const head = "/v1/transactions/head"
		made[head] = c.get(head, keys["admin"])
		for path, before := range made {
			read := c.get(path, as(path)).want(http.StatusOK)
			if before.etag() == "" || read.etag() != before.etag() {
				t.Errorf("%s: made with %s, read with %s", path, before.etag(), read.etag())
			}
			c.get(path, as(path), with("If-None-Match", read.etag())).want(http.StatusNotModified)
			c.get(path, as(path), with("If-None-Match", `"0-x"`)).want(http.StatusOK)
		}
		c.create("/v1/parties", object{"kind": "state", "name": "B"}, keys["admin"])
		c.get(head, keys["admin"], with("If-None-Match", made[head].etag())).want(http.StatusOK)
	})
}

func TestSettingsChangeOnlyAsTheyWereRead(t *testing.T) {
	each(t, func(c *client) {
		for _, made := range []*answer{
			c.create("/v1/workspaces", object{"slug": "geneva", "name": "Desk"}),
			c.create("/v1/webhooks", object{"url": "https://desk.example.org", "description": "Desk"}),
		} {
			path, change := made.header.Get("Location"), object{"name": "Женева"}
			if strings.HasPrefix(path, "/v1/webhooks") {
				change = object{"description": "Женева"}
			}
			c.patch(path, change).refused(http.StatusPreconditionRequired)
			c.patch(path, change, ifMatch("abc")).refused(http.StatusBadRequest, "?If-Match format")
			c.patch(path, change, ifMatch(`"7-abcdef"`)).refused(http.StatusPreconditionFailed)
			if now := c.get(path); now.etag() != made.etag() {
				t.Errorf("%s: what was refused changed it: %s", path, now.body)
			}
			changed := c.patch(path, change, ifMatch(made.etag())).want(http.StatusOK)
			if now := c.get(path); changed.etag() == made.etag() || now.etag() != changed.etag() {
				t.Errorf("%s: %s, then %s, then %s", path, made.etag(), changed.etag(), now.etag())
			}
			c.patch(path, change, ifMatch(made.etag())).refused(http.StatusPreconditionFailed)
			c.patch(path, change, ifMatch(changed.etag())).want(http.StatusOK)
		}
	})
}

// What goes on by itself, deliveries and transactions, makes no ETag stale.
func TestSettingsStayFreshWhileWorkGoesOn(t *testing.T) {
	each(t, func(c *client) {
		r := newReceiver(t)
		c.sendsWebhooks(hooks())
		hook := c.hook(r, object{})
		before := map[string]*answer{hook: c.get(hook), "/v1/workspaces/default": c.get("/v1/workspaces/default")}
		c.create("/v1/parties", object{"kind": "state", "name": "A"})
		c.comesTo(hook, fmt.Sprint(c.head()))
		change := map[string]object{hook: {"description": "The desk's"}, "/v1/workspaces/default": {"name": "Женева"}}
		for path, read := range before {
			c.get(path, with("If-None-Match", read.etag())).want(http.StatusOK)
			c.patch(path, change[path], ifMatch(read.etag())).want(http.StatusOK)
		}
	})
}

// Who changes one thing does not undo what another changes at the same time.
func TestSettingsChangedAtOnce(t *testing.T) {
	each(t, func(c *client) {
		hook := "/v1/webhooks/" + c.create("/v1/webhooks", object{"url": "https://desk.example.org"}).id()
		for i := range 10 {
			text, even := fmt.Sprint(i), i%2 == 0
			c.together(hook, object{"description": text}, object{"url": "https://desk.example.org/" + text})
			c.get(hook).is(object{"/description": text, "/url": "https://desk.example.org/" + text})
			c.together("/v1/workspaces/default", object{"name": text}, object{"public": even})
			c.get("/v1/workspaces/default").is(object{"/name": text, "/public": even})
		}
	})
}

// together sends changes of one thing at the same time, whatever it was before.
func (c *client) together(path string, changes ...object) {
	c.t.Helper()
	var wait sync.WaitGroup
	for _, change := range changes {
		wait.Go(func() {
			if a, err := c.send(http.MethodPatch, path, change, ifMatch("*")); err != nil || a.status != http.StatusOK {
				c.t.Errorf("%s: %+v, %v", path, a, err)
			}
		})
	}
	wait.Wait()
}
