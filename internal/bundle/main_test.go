package bundle_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"parley/api"
	"parley/db"
	"parley/db/dbtest"
	"parley/internal/access"
	"parley/internal/ledger"
)

func TestMain(m *testing.M) { os.Exit(dbtest.Main(m)) }

// record is a ledger on a database of the test's own, and its HTTP edge.
type record struct {
	*ledger.Ledger
	store *db.Store
	http  http.Handler
}

func open(t *testing.T, url string) record {
	t.Helper()
	d, err := db.Open(context.Background(), db.Options{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	store := db.NewStore(d)
	t.Cleanup(func() { store.Close() })
	contract, err := os.ReadFile("../../openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	l := ledger.New(store)
	handler, err := api.New(l, api.Options{Contract: contract, Gate: access.Everyone{Actor: "test"}, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	return record{Ledger: l, store: store, http: handler}
}

// get asks over HTTP as a client would.
func (r record) get(t *testing.T, path string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	r.http.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	if w.Code != http.StatusOK {
		t.Fatalf("GET %s: %d %s", path, w.Code, w.Body)
	}
	return w
}

func ask[T any](t *testing.T, r record, path string) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(r.get(t, path).Body.Bytes(), &v); err != nil {
		t.Fatalf("GET %s: %v", path, err)
	}
	return v
}

// list is a page of a list that fits on one.
func list[T any](t *testing.T, r record, path string) []T {
	t.Helper()
	page := ask[struct {
		Items      []T     `json:"items"`
		NextCursor *string `json:"next_cursor"`
	}](t, r, path)
	if page.NextCursor != nil {
		t.Fatalf("GET %s: there is more than a page", path)
	}
	return page.Items
}

// head is the newest number of the ledger.
func head(t *testing.T, r record) int64 {
	t.Helper()
	newest := list[ledger.Transaction](t, r, "/v1/transactions?limit=200")
	var most int64
	for _, v := range newest {
		most = max(most, v.Number)
	}
	if int(most) != len(newest) {
		t.Errorf("the ledger has %d entries up to number %d", len(newest), most)
	}
	return most
}
