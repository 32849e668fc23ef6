package api_test

import (
	"regexp"
	"slices"
	"testing"
	"time"

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
// request in and gives the newest number, one answers it. The first is asked of a SQLite file
// only where somebody has written to it since.
func TestStatementsOfARequest(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		w := newWork()
		c := serveDB(t, db.Options{URL: url, Pool: w.open}, w.handler(handler()), nil)
		ids := c.inhabited()
		reads := map[string]string{
			"/v1/positions/" + ids["position"]: "ListWholePositions",
			"/v1/history?sort=recorded":        "ListHistory",
			"/v1/articles/" + ids["article"]:   "GetArticle",
		}
		turns := []string{"/v1/exports/position-history.csv", "/v1/negotiations/" + ids["negotiation"] + "/matrix"}
		shown := []option{}
		write := func() {
			c.create("/v1/issues", object{"negotiation": ids["negotiation"], "question": "Who pays?"}, shown...)
		}
		check := func(gate string) {
			for path, read := range reads {
				ask := func() { c.get(path, shown...) }
				write()
				want := []string{gate, read}
				if got := w.statements(ask); !slices.Equal(got[:min(2, len(got))], want) { // and names
					t.Errorf("%s after a write: %v, want %v", path, got, want)
				}
				if c.engine == string(db.SQLite) {
					want = want[1:]
				}
				if got := w.statements(ask); !slices.Equal(got, want) {
					t.Errorf("%s: %v, want %v", path, got, want)
				}
			}
		}
		check("FindEntrance")
		for _, path := range turns { // more may be recorded while they wait for them
			write()
			if got := w.statements(func() { c.get(path) }); !slices.Contains(got, "GetMoment") {
				t.Errorf("%s: %v, and so not the newest number", path, got)
			}
		}
		server := c.firstKey()
		key := c.create("/v1/keys", object{"name": "desk", "role": "coder"}, server, with("Parley-Workspace", "default")).bearer()
		shown = []option{key}
		for _, used := range []string{"root", "desk"} { // which is noted behind the request's back
			c.get("/v1/parties", shown...)
			for wait := 0; c.get("/v1/keys/"+used, server, with("Parley-Workspace", "default")).at("/last_used_at") == nil; wait++ {
				if time.Sleep(10 * time.Millisecond); wait == 1000 {
					t.Fatalf("it is not noted that %s was used", used)
				}
			}
		}
		check("FindKey")
	})
}
