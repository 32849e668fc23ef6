package api_test

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// flatViews are the views with flat rows, with the schema of a row.
var flatViews = map[string]string{
	"matrix": "MatrixRow", "timeline": "TimelineRow", "changes?from=0": "ChangeRow", "corroboration": "CorroborationRow",
	"conflicts": "ConflictRow", "convergence": "ConvergenceRow", "network": "NetworkRow", "coverage": "CoverageFlatRow",
}

// moment is the number at which the story ends; the goldens are of it.
const moment = "53"

// Analysts read these answers: look at each as one before taking a change in.
func TestViewsOfTheStory(t *testing.T) {
	each(t, func(c *client) {
		for _, view := range []string{"matrix", "matrix?lapse_after=P21D&issue=withdrawal", "timeline", "changes?from=36", "changes?clock=stated&from=2026-01-20",
			"corroboration", "conflicts", "convergence?weight=salience", "network", "coverage"} {
			c.run(view, func(c *client) {
				a := c.get(clocked("/v1/negotiations/talks/"+view, day, moment)).want(http.StatusOK)
				name := strings.NewReplacer("?", "-", "=", "-", "&", "-", "_", "-").Replace(view)
				pretty, err := json.MarshalIndent(a.at(""), "", "  ")
				if err != nil {
					c.t.Fatal(err)
				}
				golden(c.t, "view-"+name+".json", stable(string(pretty))+"\n")
			})
		}
	}, (*client).tell)
}

// The rows of a view are one and the same in each form it can be asked for.
func TestFormsOfAView(t *testing.T) {
	each(t, func(c *client) {
		for view := range flatViews {
			path := and("/v1/negotiations/talks/"+view, "as_of", day)
			whole, flat, table := c.get(path), c.get(and(path, "format", "flat")), c.get(and(path, "format", "csv"))
			for a, contentType := range map[*answer]string{whole: "application/json; charset=utf-8", flat: "application/vnd.parley.flat+json", table: "text/csv; charset=utf-8"} {
				a.want(http.StatusOK)
				same(c.t, a.to, []string{a.header.Get("Content-Type"), strings.Join(a.header.Values("Vary"), ", ")}, []string{contentType, "Authorization, Parley-Workspace, Accept"})
			}
			same(c.t, "Accept "+view, []string{string(c.get(path, with("Accept", "text/csv")).body), string(c.get(path, with("Accept", "application/vnd.parley.flat+json")).body),
				string(c.get(and(path, "format", "json"), with("Accept", "text/csv")).body)}, []string{string(table.body), string(flat.body), string(whole.body)})
			c.sameAsCSV(flat.list(""), table.records())
			if len(flat.list("")) == 0 {
				c.t.Errorf("%s has no row", view)
			}
		}
	}, (*client).tell)
}

// The columns are fixed and few, and there when no row is.
func TestColumnsAreFixed(t *testing.T) {
	each(t, func(c *client) {
		for view, schema := range flatViews {
			for _, path := range []string{and("/v1/negotiations/empty/"+view, "format", "csv"), and("/v1/negotiations/talks/"+view, "format", "csv")} {
				a := c.get(path).want(http.StatusOK)
				head, err := csv.NewReader(strings.NewReader(string(a.body))).Read()
				if err != nil || len(head) >= 64 {
					c.t.Errorf("%s: %d columns, %v", path, len(head), err)
				}
				properties := contract().Components.Schemas[schema].Value.Required
				same(c.t, path, head, properties)
			}
			c.get(and("/v1/negotiations/empty/"+view, "format", "flat")).want(http.StatusOK).is(object{"": []any{}})
		}
	}, (*client).tell, func(c *client) *client {
		c.create("/v1/negotiations", object{"slug": "empty", "name": "Empty"})
		return c
	})
}

func TestViewsAreNotModified(t *testing.T) {
	each(t, func(c *client) {
		for _, path := range datedViews {
			first := c.get(and(path, "as_of", day)).want(http.StatusOK)
			again := c.get(and(path, "as_of", day), with("If-None-Match", first.etag())).want(http.StatusNotModified)
			if first.etag() == "" || len(again.body) > 0 || again.etag() != first.etag() {
				c.t.Errorf("%s: 304 with ETag %q after %q and body %q", path, again.etag(), first.etag(), again.body)
			}
			c.get(and(path, "as_of", day), with("If-None-Match", `"1-x"`)).want(http.StatusOK)
		}
		tag := c.view("matrix").etag()
		c.get("/v1/negotiations/talks/matrix?format=csv", with("If-None-Match", tag)).want(http.StatusOK)
		c.correct("/v1/positions/it", object{"summary": "Other words."})
		c.get("/v1/negotiations/talks/timeline", with("If-None-Match", tag)).want(http.StatusOK)
	}, (*client).buildClocks)
}

func TestViewsOfNothing(t *testing.T) {
	each(t, func(c *client) {
		for _, path := range datedViews {
			c.get(strings.Replace(path, "talks", "nowhere", 1)).refused(http.StatusNotFound)
			c.get(strings.Replace(path, "talks", "019bf0a4-5e00-7004-8000-00000000dead", 1)).refused(http.StatusNotFound)
			c.get(and(path, "party", "ukraine,nobody")).refused(http.StatusBadRequest, "?party reference")
			c.get(and(path, "issue", "nothing")).refused(http.StatusBadRequest, "?issue reference")
			c.get(and(path, "subtree", "true")).refused(http.StatusBadRequest, "?subtree needs-issue")
			c.get(and(path, "subtree", "false")).want(http.StatusOK)
			c.get(and(path, "limit", "1")).refused(http.StatusBadRequest, "?limit unknown")
			if !strings.Contains(path, ".svg") {
				c.get(and(path, "format", "xml")).refused(http.StatusBadRequest, "?format enum")
			}
		}
	}, (*client).buildClocks)
}

// The pictures say what the views say, with names in any script and a link to
// each position.
func TestPictures(t *testing.T) {
	each(t, func(c *client) {
		for _, picture := range []string{"matrix.svg", "timeline.svg"} {
			a := c.told(picture)
			if got := a.header.Get("Content-Type"); got != "image/svg+xml" {
				c.t.Errorf("%s is %s", picture, got)
			}
			for _, want := range []string{"<title", "Україна", "Россия", "prefers-color-scheme", "/v1/positions/" + c.get("/v1/positions/mutual-40").id()} {
				if !strings.Contains(string(a.body), want) {
					c.t.Errorf("%s has no %s", picture, want)
				}
			}
		}
	}, (*client).tell)
}

// Pages may show the pictures in a frame, where their links work, and nothing else.
func TestOnlyPicturesAreFramed(t *testing.T) {
	each(t, func(c *client) {
		for path, want := range map[string]string{"matrix.svg": "*", "timeline.svg": "*", "matrix": "'none'", "timeline?format=csv": "'none'", "matrix.svg?issue=nothing": "'none'"} {
			if got := c.get("/v1/negotiations/talks/" + path).header.Get("Content-Security-Policy"); !strings.HasPrefix(got, "default-src 'none';") || !strings.HasSuffix(got, "frame-ancestors "+want) {
				c.t.Errorf("%s: %s", path, got)
			}
		}
	}, (*client).build)
}
