package api_test

import (
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
)

func TestDuplicatesByAddress(t *testing.T) {
	each(t, func(c *client) {
		first := c.create("/v1/articles", object{"slug": "first", "title": "Первая", "publisher": "P", "published": "2026-01-22", "url": "https://www.wire.example/a/b?x=1&utm_source=feed", "text": "One."})
		existing := object{"id": first.id(), "slug": "first", "name": "Первая", "url": "/v1/articles/" + first.id(), "publisher": "P", "published": "2026-01-22"}
		c.unchanged(func() {
			for _, url := range []string{"https://www.wire.example/a/b?x=1&utm_source=feed", "http://wire.example/a/b/?fbclid=2&x=1#top", "https://m.wire.example/a/b/amp?x=1"} {
				c.post("/v1/articles", object{"url": url}).refused(http.StatusConflict, "/url duplicate").
					is(object{"/type": "urn:parley:problem:duplicate", "/faults/0/existing": existing})
				c.post("/v1/articles", object{"canonical_url": url, "url": "https://other.example/z"}).refused(http.StatusConflict, "/canonical_url duplicate")
			}
			c.post("/v1/articles", `<link rel="canonical" href="https://wire.example/a/b?x=1"><p>`+sentence, typed("text/html")).refused(http.StatusConflict, "/canonical_url duplicate")
		})
		other := c.create("/v1/articles", object{"url": "https://wire.example/a/b?x=2", "canonical_url": "https://wire.example/c"})
		c.post("/v1/articles", object{"url": "https://wire.example/c"}).refused(http.StatusConflict, "/url duplicate").is(object{"/faults/0/existing/id": other.id(), "/faults/0/existing/name": "https://wire.example/a/b?x=2"})
		both := c.post("/v1/articles", object{"url": "https://wire.example/c", "canonical_url": "https://wire.example/a/b?x=1"}).refused(http.StatusConflict, "/url duplicate", "/canonical_url duplicate")
		both.is(object{"/faults/0/existing/id": first.id(), "/faults/1/existing/id": other.id()})
		for _, home := range []string{"https://wire.example/", "https://wire.example/", "https://wire.example?utm_source=x"} {
			c.create("/v1/articles", object{"url": home})
		}
		// An article that says by its own canonical address that it is another document.
		c.create("/v1/articles", object{"html": `<link rel="canonical" href="https://wire.example/a/b?x=1"><p>` + sentence, "canonical_url": "https://wire.example/mine"})
		same(c.t, "found by another form", column(c.all("/v1/articles?url=http%3A%2F%2Fm.wire.example%2Fa%2Fb%3Fx%3D1%26gclid%3D1"), "/id"), []string{first.id()})
		same(c.t, "found by home page", column(c.all("/v1/articles?url=https%3A%2F%2Fwire.example%3Futm_source%3Dx"), "/url"), []string{"https://wire.example?utm_source=x"})
	})
}

// Escaped, an address is longer than it was given, and longer than an index takes.
func TestLongAddresses(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	letters := make([]rune, 670)
	for i := range letters {
		letters[i] = '一' + random.Int32N(0x5000)
	}
	long := "https://wire.example/" + string(letters)
	each(t, func(c *client) {
		a := c.create("/v1/articles", object{"url": long + "а"})
		b := c.create("/v1/articles", object{"url": long + "б"})
		c.post("/v1/articles", object{"url": strings.Replace(long, "https://", "http://www.", 1) + "б"}).refused(http.StatusConflict, "/url duplicate").is(object{"/faults/0/existing/id": b.id()})
		same(c.t, "found", column(c.all("/v1/articles?url="+url.QueryEscape(long+"а#x")), "/id"), []string{a.id()})
	})
}

func TestRetractedArticlesAreNoDuplicates(t *testing.T) {
	each(t, func(c *client) {
		body := object{"url": "https://wire.example/a", "text": "One."}
		old := c.create("/v1/articles", body)
		c.retract("/v1/articles/" + old.id())
		now := c.create("/v1/articles?on_duplicate=revision", body)
		if now.id() == old.id() {
			c.t.Error("the retracted article was revised")
		}
		c.post("/v1/articles", body).refused(http.StatusConflict, "/url duplicate").is(object{"/faults/0/existing/id": now.id()})
	})
}

func TestRevisionInsteadOfDuplicate(t *testing.T) {
	each(t, func(c *client) {
		path := "/v1/articles?on_duplicate=revision"
		body := object{"url": "https://wire.example/a", "title": "T", "text": "One step."}
		first := c.create(path, body, key("1"))
		if got := first.header.Get("Location"); got != "/v1/articles/"+first.id() {
			c.t.Errorf("Location %q", got)
		}
		passage := c.create("/v1/articles/"+first.id()+"/passages", object{"quote": "One step"})
		c.unchanged(func() {
			c.sameAnswer(c.post(path, body, key("1")), first)
			unchanged := c.post(path, object{"url": "http://www.wire.example/a/", "title": "Other", "text": "One step."}).want(http.StatusOK).is(object{"/id": first.id(), "/title": "T"})
			if got := unchanged.header.Get("Location"); got != "/v1/articles/"+first.id() {
				c.t.Errorf("Location %q", got)
			}
			c.post(path, object{"url": "https://wire.example/a"}).refused(http.StatusUnprocessableEntity, "/text required")
			c.post("/v1/articles?on_duplicate=refuse", body).refused(http.StatusConflict, "/url duplicate")
			c.post("/v1/articles?on_duplicate=merge", body).refused(http.StatusBadRequest, "?on_duplicate enum")
		})
		revised := c.create(path, `<link rel="canonical" href="https://wire.example/a"><p>Not one step back, the envoy said. `+sentence, typed("text/html"), key("2"))
		revised.is(object{"/id": first.id(), "/latest_revision": 2, "/title": "T", "/number": c.head(), "/extracted": []string{}})
		if got := revised.header.Get("Location"); got != "/v1/articles/"+first.id()+"/revisions/2" {
			c.t.Errorf("Location %q", got)
		}
		c.get(revised.header.Get("Location")).want(http.StatusOK).is(object{"/original/media_type": "text/html"})
		c.get("/v1/passages/" + passage.id()).is(object{"/anchor/revision": 2})
		c.sameAnswer(c.post(path, `<link rel="canonical" href="https://wire.example/a"><p>Not one step back, the envoy said. `+sentence, typed("text/html"), key("2")), revised)
		c.create(path, object{"url": "https://wire.example/b", "text": "New."}).is(object{"/latest_revision": 1})
		c.unchanged(func() { // of two it is not known which
			c.post(path, object{"url": "https://wire.example/a", "canonical_url": "https://wire.example/b", "text": "x"}).refused(http.StatusConflict, "/url duplicate", "/canonical_url duplicate")
		})
	})
}

func TestAddressesChangedLater(t *testing.T) {
	each(t, func(c *client) {
		one := "/v1/articles/" + c.create("/v1/articles", object{"url": "https://wire.example/1"}).id()
		two := "/v1/articles/" + c.create("/v1/articles", object{"url": "https://wire.example/2", "canonical_url": "https://wire.example/lasting"}).id()
		c.unchanged(func() {
			for pointer, url := range map[string]string{"url": "http://www.wire.example/2#x", "canonical_url": "https://wire.example/lasting?utm_id=1"} {
				c.patch(one, object{pointer: url}, ifMatch("*")).refused(http.StatusConflict, "/"+pointer+" duplicate")
			}
		})
		c.correct(two, object{"url": "https://www.wire.example/2", "title": "its own"})
		c.correct(two, object{"canonical_url": "https://wire.example/2"})
		c.correct(one, object{"url": "https://wire.example/lasting"}) // nobody's any more
		c.post("/v1/articles", object{"url": "https://wire.example/1"}).want(http.StatusCreated)
	})
}

// Of requests that come at once with one address, one makes the article.
func TestDuplicatesAtOnce(t *testing.T) {
	each(t, func(c *client) {
		const n = 8
		var all sync.WaitGroup
		statuses := make([]int, n)
		for i := range n {
			all.Go(func() {
				a, err := c.send(http.MethodPost, "/v1/articles", object{"url": "https://wire.example/once?utm_term=" + strings.Repeat("x", i), "text": "One."})
				if err != nil {
					c.t.Error(err)
					return
				}
				statuses[i] = a.status
			})
		}
		all.Wait()
		count := map[int]int{}
		for _, s := range statuses {
			count[s]++
		}
		if count[http.StatusCreated] != 1 || count[http.StatusConflict] != n-1 {
			c.t.Errorf("statuses %v", count)
		}
		if list := c.all("/v1/articles"); len(list) != 1 {
			c.t.Errorf("%d articles", len(list))
		}
	})
}
