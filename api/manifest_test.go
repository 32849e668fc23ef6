package api_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// files is every export in every format.
func files() (list []string) {
	for path, query := range map[string]string{
		"position-history": "status=any&issue=withdrawal&subtree=1", "articles": "publisher=The+Wire&text=1", "passages": "article=wire&retracted=include",
		"matrix": "negotiation=talks&lapse_after=P1Y", "changes": "negotiation=talks&from=0", "network": "negotiation=talks&duplicates=week",
	} {
		for _, format := range []string{"csv", "ndjson", "xlsx", "parquet"} {
			list = append(list, "/v1/exports/"+path+"."+format+"?"+query)
		}
	}
	return append(list, "/v1/exports/position-history.csv?rows=position&bom=1&guard=none", "/v1/exports/position-history.parquet?rows=position&standing=true",
		"/v1/exports/changes.csv?negotiation=talks&clock=stated&from=2026-01-01", "/v1/exports/changes.ndjson?negotiation=talks&from=2&to=9",
		"/v1/exports/network.graphml?negotiation=talks&kind=conflict", "/v1/exports/actor-concept.csv?negotiation=talks&count=subtract")
}

func digest(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// A manifest describes the file of the same question, and its url gives that file,
// also when the record has moved on.
func TestManifests(t *testing.T) {
	each(t, func(c *client) {
		told := map[string]*answer{}
		for _, path := range files() {
			m := c.get(and(path, "manifest", "1")).want(http.StatusOK)
			file := c.get(path).want(http.StatusOK)
			m.is(object{"/bytes": len(file.body), "/sha256": digest(file.body), "/export": strings.Split(strings.TrimPrefix(path, "/v1/exports/"), ".")[0],
				"/codebook": file.header.Get("Parley-Codebook"), "/workspace": "default", "/rows": number(file.trailer.Get("Parley-Row-Count"))})
			if got := file.trailer.Get("Parley-SHA256"); got != digest(file.body) {
				c.t.Errorf("%s: trailer %s", path, got)
			}
			if kind := file.header.Get("Content-Type"); strings.TrimSuffix(kind, "; charset=utf-8") != m.text("/media_type") || !strings.Contains(path, "."+m.text("/format")) {
				c.t.Errorf("%s is %s, told as %s in %s", path, kind, m.text("/format"), m.text("/media_type"))
			}
			if link := "<" + m.text("/url") + `&manifest=1>; rel="describedby"`; file.header.Get("Link") != link {
				c.t.Errorf("%s: Link %s, want %s", path, file.header.Get("Link"), link)
			}
			told[path] = m
		}
		c.state(object{"slug": "new", "stated": "2026-01-11", "party": "russia"})
		c.correct("/v1/positions/p2", object{"summary": "Other words."})
		c.retract("/v1/positions/p4")
		c.correct("/v1/parties/ukraine", object{"name": "Ukraine"})
		c.correct("/v1/articles/wire", object{"publisher": "Another"})
		c.create("/v1/articles/wire/revisions", object{"text": "Nothing of it is left."})
		for path, m := range told {
			again := c.get(m.text("/url")).want(http.StatusOK)
			if digest(again.body) != m.text("/sha256") {
				c.t.Errorf("%s: %s has the hash %s", path, m.text("/url"), digest(again.body))
			}
			same(c.t, path, []string{string(c.get(m.text("/url") + "&manifest=true").want(http.StatusOK).body)}, []string{string(m.body)})
		}
	}, (*client).buildScripts, func(c *client) *client {
		for n := range 6 {
			c.state(object{"slug": fmt.Sprint("p", n), "party": []string{"russia", "ukraine"}[n%2], "stance": []string{"supports", "opposes"}[n/3]})
		}
		return c
	})
}

func number(text string) (n int) {
	fmt.Sscan(text, &n)
	return n
}

// A manifest says how the question was understood, with what was left out.
func TestManifestTellsTheQuestion(t *testing.T) {
	each(t, func(c *client) {
		head := c.head()
		m := c.get("/v1/exports/position-history.csv?manifest=1&issue=withdrawal&subtree=1&publisher=The+Wire&publisher=Foo,+Inc.&act=offer,demand").want(http.StatusOK)
		m.is(object{
			"/filters": object{"issue": []string{"withdrawal"}, "subtree": []string{"1"}, "publisher": []string{"The Wire", "Foo, Inc."}, "act": []string{"offer", "demand"},
				"status": []string{"accepted"}, "sort": []string{"stated"}, "rows": []string{"evidence"}, "include_later": []string{"true"},
				"guard": []string{"apostrophe"}, "bom": []string{"false"}},
			"/ids":             object{"issue": []string{c.get("/v1/issues/withdrawal").id(), c.get("/v1/issues/depth").id()}},
			"/known_at/number": head, "/match": "certain"})
		u, err := url.Parse(m.text("/url"))
		if err != nil || u.Query().Get("known_at") != fmt.Sprint(head) || u.Query().Get("as_of") != m.text("/as_of") || u.Query().Get("include_later") != "true" {
			c.t.Errorf("%s, %v", u, err)
		}
		c.get("/v1/exports/articles.csv?manifest=1").want(http.StatusOK).is(object{"/as_of": nil, "/match": nil, "/known_at/number": head})
		c.get("/v1/exports/matrix.csv?manifest=1&negotiation=talks&party=usa&as_of=2026-01-30").want(http.StatusOK).is(object{"/as_of": "2026-01-30",
			"/ids": object{"negotiation": []string{c.get("/v1/negotiations/talks").id()}, "party": []string{c.get("/v1/parties/usa").id()}}})
		c.get("/v1/exports/position-history.csv?manifest=2").refused(http.StatusBadRequest, "?manifest format")
	}, (*client).buildFilters)
}

// What is stated later than today is in an export without a day, and so it is in
// the one that the manifest names.
func TestIncludeLater(t *testing.T) {
	each(t, func(c *client) {
		c.state(object{"slug": "tomorrow", "stated": "2999-01-01"})
		for query, want := range map[string]string{"": "it no vague tomorrow", "as_of=2026-02-01": "it no vague", "as_of=2026-02-01&include_later=1": "it no vague tomorrow",
			"as_of=2026-02-01&include_later=0": "it no vague"} {
			alike(c.t, query, c.exported("csv", query), strings.Fields(want))
		}
		url := c.get("/v1/exports/position-history.csv?manifest=1").text("/url")
		_, query, _ := strings.Cut(url, "?")
		alike(c.t, url, c.exported("csv", query), strings.Fields("it no vague tomorrow"))
	}, (*client).buildClocks)
}

// All formats are of the same rows.
func TestFormatsHaveTheSameRows(t *testing.T) {
	each(t, func(c *client) {
		hashes := map[string]string{}
		for _, path := range files() {
			name, format, _ := strings.Cut(strings.TrimPrefix(path, "/v1/exports/"), ".")
			question := name + format[strings.Index(format, "?"):]
			hash := c.get(and(and(path, "as_of", day), "manifest", "1"))
			if strings.HasPrefix(name, "articles") || strings.HasPrefix(name, "passages") {
				hash = c.get(and(path, "manifest", "1"))
			}
			got := hash.want(http.StatusOK).text("/rows_sha256")
			if one := hashes[question]; one != "" && one != got {
				c.t.Errorf("%s has the rows %s, another format %s", path, got, one)
			}
			hashes[question] = got
		}
	}, (*client).buildScripts)
}
