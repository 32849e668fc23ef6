package db_test

import (
	"testing"

	"github.com/google/uuid"

	"parley/db"
	"parley/db/dbtest"
	"parley/internal/ledger"
)

// What is remembered of names is never older than the last write, also one that
// another server made.
func TestNamesAreNeverOld(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		here, there := ledger.New(db.NewStore(open(t, url))), ledger.New(db.NewStore(open(t, url)))
		slug := "usa"
		by := ledger.Caller{Workspace: "default", Actor: "test"}
		party, err := ledger.Write(t.Context(), here, by, func(w *ledger.Writer) (ledger.Party, error) {
			return w.CreateParty(ledger.PartyFields{Slug: &slug, Kind: ledger.KindState, Name: "0"})
		})
		must(t, err)
		for _, name := range []string{"1", "2", "3"} {
			see(t, here, party.ID)
			_, err := ledger.Write(t.Context(), there, by, func(w *ledger.Writer) (ledger.Party, error) {
				return w.UpdateParty(slug, ledger.Expect{Any: true}, func(in *ledger.PartyFields) error { in.Name = name; return nil })
			})
			must(t, err)
			for _, got := range see(t, here, party.ID) {
				if got.Name != name {
					t.Errorf("name is %s, want %s", got.Name, name)
				}
			}
		}
	})
}

// see reads a party by id, by slug and among many, twice each.
func see(t *testing.T, l *ledger.Ledger, id uuid.UUID) []ledger.Party {
	t.Helper()
	var seen []ledger.Party
	for range 2 {
		r, err := l.ReadAt(t.Context(), "default", ledger.Asked{})
		must(t, err)
		byID, err := r.Party(id.String())
		must(t, err)
		bySlug, err := r.Party("usa")
		must(t, err)
		seen = append(seen, byID, bySlug)
	}
	return seen
}

// Many gives each row once, remembered or not, and leaves out what is not there.
func TestMany(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		s := db.NewStore(open(t, url))
		var ids []uuid.UUID
		_, err := ledger.Write(t.Context(), ledger.New(s), ledger.Caller{Workspace: "default", Actor: "test"}, func(w *ledger.Writer) (int, error) {
			for _, name := range []string{"a", "b", "c"} {
				p, err := w.CreateParty(ledger.PartyFields{Kind: ledger.KindState, Name: name})
				if err != nil {
					return 0, err
				}
				ids = append(ids, p.ID)
			}
			return 0, nil
		})
		must(t, err)
		tables := newest(t, s, "default")
		_, err = tables.Parties().Get(t.Context(), ids[1])
		must(t, err)
		for range 2 {
			list, err := tables.Parties().Many(t.Context(), append(ids, uuid.Must(uuid.NewV7())))
			must(t, err)
			names := map[string]int{}
			for _, p := range list {
				names[p.Name]++
			}
			if len(list) != 3 || names["a"] != 1 || names["b"] != 1 || names["c"] != 1 {
				t.Errorf("got %v", names)
			}
		}
	})
}
