package db_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley/db"
	"parley/db/dbtest"
	"parley/internal/access"
	"parley/internal/demo"
	"parley/internal/ledger"
)

// storage is what is told of no workspace.
func storage(t *testing.T, s *db.Store) (found []string) {
	t.Helper()
	n, err := s.VerifyStorage(t.Context(), func(f db.Fault) { found = append(found, f.Where+" "+f.What) })
	must(t, err)
	if n != int64(len(found)) {
		t.Errorf("%d faults were counted of %v", n, found)
	}
	return found
}

// A reference that is broken is told once, whatever number of workspaces there are.
func TestVerifyTellsOfReferencesOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		s := db.NewStore(open(t, url))
		if _, err := demo.Load(t.Context(), ledger.New(s)); err != nil {
			t.Fatal(err)
		}
		hand := unchecked(t, url)
		_, err := hand.ExecContext(t.Context(), "INSERT INTO workspaces (id, slug, head, recorded_at) VALUES (2, 'other', 0, 0)")
		must(t, err)
		_, err = hand.ExecContext(t.Context(), "UPDATE participations SET party_id = "+nobody+" WHERE id = (SELECT id FROM participations LIMIT 1)")
		must(t, err)
		if found := storage(t, s); len(found) != 1 || !strings.Contains(found[0], "participations row") || !strings.Contains(found[0], "refers to a row of parties") {
			t.Errorf("%v", found)
		}
		other, err := s.Verify(t.Context(), access.Workspace{Slug: "other"}, nil, func(f db.Fault) {
			if !strings.Contains(f.What, "workspace_settings") {
				t.Errorf("%+v", f)
			}
		})
		if err != nil || other.Faults != 1 {
			t.Errorf("%+v, %v", other, err)
		}
	})
}

// Columns that are gone are told by what asks for them.
func TestVerifyTellsOfTheSchema(t *testing.T) {
	for _, harm := range []string{"ALTER TABLE parties DROP COLUMN search", "DROP TABLE text_runs", "ALTER TABLE revisions DROP COLUMN sha256"} {
		dbtest.Each(t, func(t *testing.T, url string) {
			s := db.NewStore(open(t, url))
			_, err := unchecked(t, url).ExecContext(t.Context(), harm)
			must(t, err)
			if found := storage(t, s); len(found) != 1 || !strings.HasPrefix(found[0], "schema is not the one") {
				t.Errorf("%s: %v", harm, found)
			}
			_, err = s.Verify(t.Context(), access.Workspace{Slug: "default"}, nil, func(db.Fault) {})
			if strings.Contains(harm, "sha256") && (err == nil || !strings.Contains(err.Error(), "sha256")) || err != nil && strings.Contains(err.Error(), "aborted") {
				t.Errorf("%s: %v", harm, err)
			}
		})
	}
}

// A page of an index that the disk lost changes what is found by it, and no row.
func TestVerifyTellsOfDamagedFiles(t *testing.T) {
	file := filepath.Join(t.TempDir(), "parley.db")
	d := open(t, file)
	if _, err := demo.Load(t.Context(), ledger.New(db.NewStore(d))); err != nil {
		t.Fatal(err)
	}
	var page, size int64
	must(t, d.Write.QueryRow("SELECT rootpage, (SELECT page_size FROM pragma_page_size) FROM sqlite_master WHERE name = 'positions_by_party'").Scan(&page, &size))
	_, err := d.Write.Exec("PRAGMA wal_checkpoint(truncate)")
	must(t, err)
	must(t, d.Close())
	on, err := os.OpenFile(file, os.O_RDWR, 0)
	must(t, err)
	_, err = on.WriteAt(append([]byte{10, 0, 0, 0, 0, byte(size >> 8), 0, 0}, make([]byte, size-8)...), (page-1)*size)
	must(t, errors.Join(err, on.Close()))
	looked, err := db.Look(t.Context(), file)
	must(t, err)
	defer looked.Close()
	if found := storage(t, db.NewStore(looked)); len(found) == 0 || !strings.Contains(strings.Join(found, "\n"), "missing from index positions_by_party") {
		t.Errorf("%v", found)
	}
}
