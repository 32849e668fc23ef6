package api_test

import (
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
)

// atomFeed is a feed as another program reads it.
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      []string    `xml:"http://www.w3.org/2005/Atom id"`
	Title   []string    `xml:"http://www.w3.org/2005/Atom title"`
	Updated []string    `xml:"http://www.w3.org/2005/Atom updated"`
	Author  []string    `xml:"http://www.w3.org/2005/Atom author>name"`
	Links   []atomLink  `xml:"http://www.w3.org/2005/Atom link"`
	Entries []atomEntry `xml:"http://www.w3.org/2005/Atom entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID        []string   `xml:"id"`
	Title     []string   `xml:"title"`
	Published []string   `xml:"published"`
	Updated   []string   `xml:"updated"`
	Author    []string   `xml:"author>name"`
	Links     []atomLink `xml:"link"`
	Summary   []string   `xml:"summary"`
	Content   []struct {
		Type string `xml:"type,attr"`
		Body string `xml:",chardata"`
	} `xml:"content"`
}

func linkOf(links []atomLink, rel string) string {
	for _, l := range links {
		if l.Rel == rel {
			return l.Href
		}
	}
	return ""
}

// atom reads a feed and holds it against what RFC 4287 requires of one.
func (c *client) atom(path string) atomFeed {
	c.t.Helper()
	a := c.get(path).want(http.StatusOK)
	if got := a.header.Get("Content-Type"); got != "application/atom+xml; charset=utf-8" {
		c.t.Errorf("content type %q", got)
	}
	wellFormed(c.t, string(a.body))
	var f atomFeed
	if err := xml.Unmarshal(a.body, &f); err != nil {
		c.t.Fatalf("%v\n%s", err, a.body)
	}
	once(c.t, "feed", f.ID, f.Title, f.Updated, f.Author)
	aURI(c.t, f.ID[0])
	aTime(c.t, f.Updated[0])
	self, err := url.Parse(linkOf(f.Links, "self"))
	asked, _ := url.Parse(c.base + path)
	if err != nil || self.Host != asked.Host || self.Path != asked.Path || self.Query().Encode() != asked.Query().Encode() {
		c.t.Errorf("self is %s, asked was %s", self, path)
	}
	seen := map[string]bool{}
	for _, e := range f.Entries {
		once(c.t, "entry", e.ID, e.Title, e.Published, e.Updated, e.Author, e.Summary)
		aURI(c.t, e.ID[0])
		aTime(c.t, e.Published[0])
		aTime(c.t, e.Updated[0])
		if seen[e.ID[0]] || len(e.Content) != 1 || e.Content[0].Type != "html" || linkOf(e.Links, "alternate") == "" {
			c.t.Errorf("an entry is twice there or lacks something: %+v", e)
		}
		seen[e.ID[0]] = true
		for _, l := range e.Links {
			if u, err := url.Parse(l.Href); err != nil || !u.IsAbs() {
				c.t.Errorf("%s link to %q", l.Rel, l.Href)
			}
		}
	}
	return f
}

// wellFormed reads every token strictly, so that no entity or tag is left open.
func wellFormed(t *testing.T, doc string) {
	t.Helper()
	for d := xml.NewDecoder(strings.NewReader(doc)); ; {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatalf("%v\n%s", err, doc)
		}
	}
}

func once(t *testing.T, what string, elements ...[]string) {
	t.Helper()
	for i, list := range elements {
		if len(list) != 1 || list[0] == "" {
			t.Fatalf("%s: required element %d is %q", what, i, list)
		}
	}
}

func aURI(t *testing.T, id string) {
	t.Helper()
	if err := uuid.Validate(strings.TrimPrefix(id, "urn:uuid:")); err != nil || !strings.HasPrefix(id, "urn:uuid:") {
		t.Errorf("%q is no urn:uuid: %v", id, err)
	}
}

func aTime(t *testing.T, s string) {
	t.Helper()
	if _, err := time.Parse(time.RFC3339, s); err != nil {
		t.Error(err)
	}
}

func titles(f atomFeed) (list []string) {
	for _, e := range f.Entries {
		list = append(list, e.Title[0])
	}
	return list
}

func TestAtomFeed(t *testing.T) {
	each(t, func(c *client) {
		empty := c.atom("/v1/feed.atom?party=russia")
		if len(empty.Entries) != 0 || empty.Title[0] != "Positions: russia" {
			c.t.Errorf("%+v", empty)
		}
		c.correct("/v1/articles/wire", object{"url": "https://example.org/talks?a=b&c=d"})
		first := c.state(object{"slug": "first", "summary": "<script>alert(1)</script> & “quotes” 👩‍👩‍👧 \u0001 й",
			"conditions": []object{{"kind": "reciprocal", "text": "Moscow <does> the same."}}})
		c.state(object{"slug": "second", "party": "usa", "act": "accept_conditionally", "issue": "depth"})
		c.state(object{"slug": "draft", "status": "proposed"})
		c.post("/v1/positions/"+c.state(object{"slug": "refused", "status": "proposed"})+"/reject", nil).want(http.StatusOK)
		f := c.atom("/v1/feed.atom?negotiation=talks")
		same(c.t, "titles", titles(f), []string{"usa: accept conditionally · How deep?", "ukraine: offer · Who withdraws?"})
		e := f.Entries[1]
		if e.ID[0] != "urn:uuid:"+first || e.Author[0] != "tester" || linkOf(e.Links, "alternate") != c.base+"/v1/positions/"+first ||
			linkOf(e.Links, "related") != "https://example.org/talks?a=b&c=d" || e.Summary[0] != "<script>alert(1)</script> & “quotes” 👩‍👩‍👧 \ufffd й" {
			c.t.Errorf("%+v", e)
		}
		for _, part := range []string{"<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; ", "Stated 2026-01-22", "Moscow &lt;does&gt; the same.",
			"<blockquote><p>" + offer + "</p><p>supports, The Wire: Talks go on</p></blockquote>"} {
			if !strings.Contains(e.Content[0].Body, part) {
				c.t.Errorf("no %q in %s", part, e.Content[0].Body)
			}
		}
		c.retract("/v1/positions/" + first)
		back := c.atom("/v1/feed.atom?negotiation=talks")
		same(c.t, "titles", titles(back), []string{"Retracted: ukraine: offer · Who withdraws?", "usa: accept conditionally · How deep?"})
		if back.Entries[0].ID[0] != e.ID[0] || back.Entries[0].Published[0] != e.Published[0] || back.Entries[0].Updated[0] <= e.Updated[0] ||
			back.Updated[0] != back.Entries[0].Updated[0] || back.ID[0] != f.ID[0] {
			c.t.Errorf("retracted: %+v\nbefore: %+v", back.Entries[0], e)
		}
		for query, want := range map[string]int{"party=ukraine": 1, "party=usa": 1, "issue=depth": 1, "issue=withdrawal,depth": 2, "negotiation=trade": 0, "party=usa&issue=withdrawal": 0} {
			if n := len(c.atom("/v1/feed.atom?" + query).Entries); n != want {
				c.t.Errorf("%s has %d entries", query, n)
			}
		}
		if byID := c.atom("/v1/feed.atom?negotiation=" + c.get("/v1/negotiations/talks").id()); byID.ID[0] != f.ID[0] {
			c.t.Errorf("by id it is the feed %s", byID.ID[0])
		}
		c.get("/v1/feed.atom").refused(http.StatusBadRequest, "?negotiation required")
		c.get("/v1/feed.atom?party=atlantis").refused(http.StatusBadRequest, "?party reference")
	}, (*client).build, (*client).buildMore)
}

// All pages together are all positions, in the order of their last change, also
// when something is written in between.
func TestAtomPages(t *testing.T) {
	each(t, func(c *client) {
		var want []string
		for n := range 7 {
			want = append(want, "urn:uuid:"+c.state(object{"summary": fmt.Sprint(n)}))
		}
		slices.Reverse(want)
		c.correct("/v1/positions/"+strings.TrimPrefix(want[6], "urn:uuid:"), object{"summary": "corrected"})
		want = append(want[6:], want[:6]...)
		var got []string
		for path := "/v1/feed.atom?limit=2&party=ukraine"; path != ""; {
			f := c.atom(path)
			for _, e := range f.Entries {
				got = append(got, e.ID[0])
			}
			if first := linkOf(f.Links, "first"); first != c.base+"/v1/feed.atom?limit=2&party=ukraine" {
				c.t.Errorf("first is %s", first)
			}
			path = strings.TrimPrefix(linkOf(f.Links, "next"), c.base)
			c.state(object{"summary": "meanwhile"})
		}
		same(c.t, "entries", got, want)
	}, (*client).build)
}

// Feed readers ask again and again; what has not changed is not sent again.
func TestAtomIsConditional(t *testing.T) {
	each(t, func(c *client) {
		position := c.state(nil)
		const path = "/v1/feed.atom?party=ukraine"
		a := c.get(path).want(http.StatusOK)
		tag := a.etag()
		if a.header.Get("Last-Modified") != "" {
			c.t.Error("a time is told that is not that of all the feed shows")
		}
		later := with("If-Modified-Since", time.Now().Add(time.Hour).UTC().Format(http.TimeFormat))
		c.get(path, with("If-None-Match", tag)).want(http.StatusNotModified)
		c.get(path, later).want(http.StatusOK)
		c.get(path, with("If-None-Match", tag), later).want(http.StatusNotModified)
		c.get(path, with("If-None-Match", `"0-x"`), later).want(http.StatusOK)
		for _, v := range []struct {
			what   string
			change func()
		}{
			{"a party", func() { c.correct("/v1/parties/ukraine", object{"name": "Україна"}) }},
			{"an issue", func() { c.correct("/v1/issues/withdrawal", object{"question": "Who goes first?"}) }},
			{"a source", func() { c.correct("/v1/articles/wire", object{"title": "Talks go on and on"}) }},
			{"evidence", func() { c.create("/v1/positions/"+position+"/evidence", quote(offer, object{"relation": "context"})) }},
			{"a passage", func() { c.revise("A line before. " + wire) }},
		} {
			changed := c.get(path, with("If-None-Match", tag)).want(http.StatusNotModified)
			if v.change(); c.get(path, with("If-None-Match", tag)).want(http.StatusOK).etag() == changed.etag() {
				c.t.Errorf("%s changed, and the tag is the same", v.what)
			}
			tag = c.get(path).want(http.StatusOK).etag()
		}
	}, (*client).build)
}

// New, corrected and lost evidence makes an entry newer where it is; its author is
// who did that.
func TestAtomTellsEvidence(t *testing.T) {
	each(t, func(c *client) {
		old := c.state(object{"slug": "old"})
		c.state(object{"slug": "young"})
		const path = "/v1/feed.atom?party=ukraine"
		before := c.atom(path)
		entry := func() atomEntry {
			f := c.atom(path)
			if len(f.Entries) != 2 || f.Entries[1].ID[0] != "urn:uuid:"+old {
				c.t.Fatalf("entries: %+v", f.Entries)
			}
			if f.Updated[0] != f.Entries[1].Updated[0] || f.Entries[0].Updated[0] != before.Entries[0].Updated[0] {
				c.t.Errorf("feed of %s, entries of %s and %s", f.Updated[0], f.Entries[0].Updated[0], f.Entries[1].Updated[0])
			}
			return f.Entries[1]
		}
		last := before.Entries[1]
		newer := func(what string) {
			c.t.Helper()
			e, told := entry(), c.all("/v1/transactions")
			newest := told[len(told)-1].(object)
			if when := newest["recorded_at"]; e.Updated[0] <= last.Updated[0] || e.Updated[0] != when || e.Published[0] != last.Published[0] {
				c.t.Errorf("%s at %s: updated %s after %s", what, when, e.Updated[0], last.Updated[0])
			}
			last = e
		}
		evidence := "/v1/positions/old/evidence/" + c.create("/v1/positions/old/evidence", quote(offer, object{"relation": "context"})).id()
		newer("new evidence")
		c.correct(evidence, object{"note": "Said twice."})
		newer("corrected evidence")
		c.retract(evidence)
		newer("evidence taken back")
	}, (*client).build)
}
