package db_test

import (
	"testing"

	"parley/db"
	"parley/db/dbtest"
	"parley/internal/ledger"
)

// A transaction sees what it has written, whatever it read or missed before.
func TestFoundFollowsWrites(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		l, slug := ledger.New(db.NewStore(open(t, url))), "cote-1"
		by := ledger.Caller{Workspace: "default", Actor: "writer"}
		_, err := ledger.Write(t.Context(), l, by, func(w *ledger.Writer) (ledger.Party, error) {
			if _, err := w.Party(slug); !ledger.IsKind(err, ledger.KindNotFound) {
				t.Fatalf("before it is there: %v", err)
			}
			made, err := w.CreateParty(ledger.PartyFields{Slug: &slug, Kind: "state", Name: "Côte 🏔"})
			must(t, err)
			for _, name := range []string{"Берег", "岸"} {
				_, err = w.UpdateParty(slug, ledger.Expect{Any: true}, func(f *ledger.PartyFields) error { f.Name = name; return nil })
				must(t, err)
				for _, ref := range []string{slug, made.ID.String()} {
					for range 2 { // read, and remembered
						if v, err := w.Party(ref); err != nil || v.Name != name {
							t.Errorf("%s is %q, want %q: %v", ref, v.Name, name, err)
						}
					}
				}
			}
			other := "cote-2"
			_, err = w.UpdateParty(made.ID.String(), ledger.Expect{Any: true}, func(f *ledger.PartyFields) error { f.Slug = &other; return nil })
			must(t, err)
			if _, err := w.Party(slug); !ledger.IsKind(err, ledger.KindNotFound) {
				t.Errorf("under the slug it had before: %v", err)
			}
			return w.Party(other)
		})
		must(t, err)
	})
}
