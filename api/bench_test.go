package api_test

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"

	"parley/api"
	"parley/db"
	"parley/internal/access"
	"parley/internal/demo"
	"parley/internal/ledger"
)

// BenchmarkRead answers the main questions from the demo negotiation, without a
// network. internal/bench measures them on large sets (docs/performance.md).
func BenchmarkRead(b *testing.B) {
	d, err := db.Open(b.Context(), db.Options{URL: filepath.Join(b.TempDir(), "bench.db")})
	if err != nil {
		b.Fatal(err)
	}
	store := db.NewStore(d)
	defer store.Close()
	l := ledger.New(store)
	if _, err := demo.Load(b.Context(), l); err != nil {
		b.Fatal(err)
	}
	h := benched(b, l, access.Everyone{Actor: "bench"})
	position := firstPosition(b, h)
	for name, path := range map[string]string{
		"one":     "/v1/positions/" + position,
		"page":    "/v1/positions?expand=party,issue,evidence",
		"pair":    "/v1/positions?party=ukraine&issue=troop-withdrawal",
		"history": "/v1/history?party=ukraine&issue=troop-withdrawal",
		"export":  "/v1/exports/position-history.csv",
		"parties": "/v1/parties",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				w := httptest.NewRecorder()
				h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
				if w.Code != 200 {
					b.Fatal(w.Body)
				}
				b.SetBytes(int64(w.Body.Len()))
			}
		})
	}
}

// BenchmarkKey is what showing a key costs a request, beside the same without.
func BenchmarkKey(b *testing.B) {
	d, err := db.Open(b.Context(), db.Options{URL: filepath.Join(b.TempDir(), "bench.db")})
	if err != nil {
		b.Fatal(err)
	}
	store := db.NewStore(d)
	defer store.Close()
	l, keys := ledger.New(store), access.NewKeys(store)
	if _, err := demo.Load(b.Context(), l); err != nil {
		b.Fatal(err)
	}
	by := access.Grant{Workspace: access.DefaultWorkspace, Actor: "bench", Role: access.Admin}
	key, err := keys.Create(b.Context(), by, access.KeyInput{Name: "bench", Role: access.Reader})
	if err != nil {
		b.Fatal(err)
	}
	for name, gate := range map[string]api.Gate{"without": access.Everyone{Actor: "bench"}, "with": &access.Gate{Keys: keys}} {
		b.Run(name, func(b *testing.B) {
			h := benched(b, l, gate)
			for b.Loop() {
				r := httptest.NewRequest("GET", "/v1/parties/ukraine", nil)
				r.Header.Set("Authorization", "Bearer "+key.Token)
				w := httptest.NewRecorder()
				h.ServeHTTP(w, r)
				if w.Code != 200 {
					b.Fatal(w.Body)
				}
			}
		})
	}
}

func benched(b *testing.B, l *ledger.Ledger, gate api.Gate) http.Handler {
	h, err := api.New(l, api.Options{Contract: contractText(), Gate: gate, Log: slog.New(slog.NewJSONHandler(io.Discard, nil))})
	if err != nil {
		b.Fatal(err)
	}
	return h
}

// firstPosition is the id of any position there is.
func firstPosition(b *testing.B, h http.Handler) string {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "/v1/positions?limit=1&fields=id", nil))
	var page struct{ Items []struct{ ID string } }
	if err := json.Unmarshal(w.Body.Bytes(), &page); err != nil || len(page.Items) != 1 {
		b.Fatal(err, w.Body)
	}
	return page.Items[0].ID
}
