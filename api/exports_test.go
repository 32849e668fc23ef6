package api_test

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// buildScripts records text of every kind an export has to carry unharmed.
func (c *client) buildScripts() *client {
	c.t.Helper()
	c.build().buildMore()
	c.correct("/v1/parties/ukraine", object{"name": "Україна"})
	c.correct("/v1/articles/wire", object{"title": "“Talks”, they said; 50 % <b>sure</b>", "publisher": "وكالة الأنباء", "url": "https://example.org/a?b=c&d=e"})
	c.state(object{"slug": "full", "proposal": "points", "stance": "supports_conditionally", "scale": object{"value": 50, "low": 40.5, "high": 60},
		"conditions": []object{{"kind": "reciprocal", "text": "Moscow does the same."}, {"kind": "approval", "text": "Rada; yes, \"Rada\"."}},
		"terms":      []object{{"name": "depth", "comparison": "≤", "value": 40, "unit": "km"}, {"name": "days", "comparison": "between", "value": 1.5, "high": 30}},
		"speaker":    "minister", "on_behalf_of": "ukraine", "held_until": "2026-03", "change": "softened", "confidence": "high",
		"evidence": []object{
			quote("Ми готові до переговорів", object{"quotation": "direct", "attribution": "named", "attributed_to": "minister", "reported_date": "2026-01-2X"}),
			quote("نحن مستعدون للحوار", object{"quotation": "indirect", "attribution": "anonymous", "source": "=an official"})}})
	c.state(object{"slug": "emoji", "stated": "2026-01-23", "supersedes": []string{"full"}, "summary": "Cold 🥶, a family 👨‍👩‍👧, Z\u0301e\u0323\u0302 and\na second line.",
		"evidence": []object{quote("cold 🥶 and the café", nil)}})
	for i, summary := range []string{"=1+1", "+1", "-1", "-1+2", "@SUM(A1)", "\tx", "\rx", "'x", `="a","b"`, "plain"} {
		c.state(object{"slug": fmt.Sprint("formula-", i), "stated": "2026-02", "summary": summary})
	}
	c.state(object{"slug": "bare", "status": "proposed", "evidence": nil, "stated": "../2026-01-05"})
	return c
}

// check verifies an export the way a client does, by its trailers.
func (a *answer) check() *answer {
	a.t.Helper()
	a.want(http.StatusOK)
	sum := sha256.Sum256(a.body)
	if got := a.trailer.Get("Parley-SHA256"); got != hex.EncodeToString(sum[:]) {
		a.t.Errorf("%s: Parley-SHA256 %q, the body has %x", a.to, got, sum)
	}
	if got := a.trailer.Get("Parley-Row-Count"); got != fmt.Sprint(a.rows()) {
		a.t.Errorf("%s: Parley-Row-Count %q, the body has %d rows", a.to, got, a.rows())
	}
	return a
}

func (a *answer) rows() int {
	if !strings.HasPrefix(a.header.Get("Content-Type"), "text/csv") {
		return len(a.lines())
	}
	return len(a.records()) - 1
}

// lines are those of NDJSON; the last one, which has to tell of the others, is not
// among them.
func (a *answer) lines() []string {
	a.t.Helper()
	all := strings.SplitAfter(strings.TrimSuffix(string(a.body), "\n"), "\n")
	rows := all[:len(all)-1]
	var last struct {
		Manifest struct {
			Rows       int
			RowsSHA256 string `json:"rows_sha256"`
		} `json:"_manifest"`
	}
	err := json.Unmarshal([]byte(all[len(rows)]), &last)
	if sum := sha256.Sum256([]byte(strings.Join(rows, ""))); err != nil || last.Manifest.Rows != len(rows) || last.Manifest.RowsSHA256 != hex.EncodeToString(sum[:]) {
		a.t.Errorf("%s: %d rows end with %s, %v", a.to, len(rows), all[len(rows)], err)
	}
	return rows
}

func (a *answer) records() [][]string {
	a.t.Helper()
	records, err := csv.NewReader(strings.NewReader(string(a.body))).ReadAll()
	if err != nil {
		a.t.Fatal(err)
	}
	return records
}

func TestExports(t *testing.T) {
	each(t, func(c *client) {
		for _, format := range []string{"csv", "ndjson"} {
			a := c.get("/v1/exports/position-history." + format + "?status=any&include_later=1&as_of=2026-12-31").check()
			golden(c.t, "history."+format, stable(string(a.body)))
			want := `attachment; filename="position-history.` + format + `"`
			if got := a.header.Get("Content-Disposition"); got != want {
				c.t.Errorf("Content-Disposition %q, want %q", got, want)
			}
			c.get("/v1/exports/position-history." + format + "?party=usa").check()
			c.get("/v1/exports/position-history."+format+"?party=nobody").refused(http.StatusBadRequest, "?party reference")
			c.get("/v1/exports/position-history."+format+"?limit=1").refused(http.StatusBadRequest, "?limit unknown")
		}
	}, (*client).buildScripts)
}

// stable replaces what differs from run to run by the order of its first use.
func stable(text string) string {
	seen := map[string]string{}
	text = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}`).ReplaceAllStringFunc(text, func(id string) string {
		if seen[id] == "" {
			seen[id] = fmt.Sprintf("00000000-0000-7000-8000-%012d", len(seen)+1)
		}
		return seen[id]
	})
	text = regexp.MustCompile(`rows_sha256":"[0-9a-f]{64}`).ReplaceAllString(text, `rows_sha256":"0`)
	return regexp.MustCompile(`20\d\d-\d\d-\d\dT[0-9:.]+Z`).ReplaceAllString(text, "2000-01-01T00:00:00Z")
}

// The rows are those of /history, in every order.
func TestExportsAreTheHistory(t *testing.T) {
	each(t, func(c *client) {
		for _, sort := range []string{"stated", "-stated", "recorded", "-recorded"} {
			query := "?status=any&sort=" + sort
			rows := c.all("/v1/history" + query)
			a := c.get("/v1/exports/position-history.ndjson" + query).check()
			for i, line := range a.lines() {
				var row any
				if err := json.Unmarshal([]byte(line), &row); err != nil || !equal(row, rows[i]) {
					c.t.Errorf("row %d by %s is %s, %v", i, sort, line, err)
				}
			}
			c.sameAsCSV(rows, c.get("/v1/exports/position-history.csv"+query).check().records())
		}
	}, (*client).buildScripts)
}

// sameAsCSV compares cell by cell: one apostrophe guards what a spreadsheet
// would take for a formula, and null is an empty cell.
func (c *client) sameAsCSV(rows []any, records [][]string) {
	c.t.Helper()
	if len(records) != len(rows)+1 {
		c.t.Fatalf("%d rows, %d records", len(rows), len(records))
	}
	for i, row := range rows {
		for j, name := range records[0] {
			want := ""
			if value := row.(object)[name]; value != nil {
				want = fmt.Sprint(value)
			}
			if got := strings.TrimPrefix(records[i+1][j], "'"); got != want {
				c.t.Errorf("row %d: %s is %q, want %q", i, name, got, want)
			}
		}
	}
}

// No cell begins with what a spreadsheet would execute, numbers apart.
func TestNoCellIsAFormula(t *testing.T) {
	number := regexp.MustCompile(`^-?\d+(\.\d+)?$`)
	each(t, func(c *client) {
		for _, record := range c.get("/v1/exports/position-history.csv?status=any").check().records() {
			for _, cell := range record {
				if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) && !number.MatchString(cell) {
					c.t.Errorf("the cell %q is a formula", cell)
				}
			}
		}
	}, (*client).buildScripts)
}
