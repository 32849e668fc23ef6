package api_test

import (
	"regexp"
	"slices"
	"testing"

	"parley/db"
	"parley/db/dbtest"
)

var queryName = regexp.MustCompile(`-- name: (\w+) `)

// statements are the queries of a request, each of them a way to PostgreSQL and back.
func (w *work) statements(request func()) (names []string) {
	w.Reset()
	request()
	for _, s := range w.Ended() {
		if found := queryName.FindStringSubmatch(s.Name()); found != nil && !slices.Contains(names, found[1]) && found[1] != "UsedKey" {
			names = append(names, found[1])
		}
	}
	return names
}

// What clients ask most takes two statements, once names are remembered: one lets the
// request in and gives the newest number, one answers it.
func TestStatementsOfARequest(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		w := newWork()
		c := serveDB(t, db.Options{URL: url, Pool: w.open}, w.handler(handler()), nil)
		ids := c.inhabited()
		reads := map[string]string{
			"/v1/positions/" + ids["position"]: "GetWholePosition",
			"/v1/history?sort=recorded":        "ListHistory",
			"/v1/articles/" + ids["article"]:   "GetArticle",
		}
		waits := "/v1/exports/position-history.csv" // perhaps for its turn
		check := func(gate string, shown ...option) {
			for path, read := range reads {
				ask := func() { c.get(path, shown...) }
				ask()
				if got, want := w.statements(ask), []string{gate, read}; !slices.Equal(got, want) {
					t.Errorf("%s: %v, want %v", path, got, want)
				}
			}
		}
		check("FindEntrance")
		if got := w.statements(func() { c.get(waits) }); !slices.Contains(got, "GetMoment") {
			t.Errorf("%s: %v, and what was recorded while it waited is left out", waits, got)
		}
		server := c.firstKey()
		check("FindKey", c.create("/v1/keys", object{"name": "desk", "role": "reader"}, server, with("Parley-Workspace", "default")).bearer())
	})
}
