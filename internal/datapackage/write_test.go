package datapackage

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"runtime"
	"testing"

	"github.com/google/uuid"

	"parley/internal/ledger"
)

// What broke off has no directory and no descriptor, so nothing opens it.
func TestHalfAPackageDoesNotOpen(t *testing.T) {
	broken := errors.New("the database went away")
	for _, at := range []ledger.Kind{ledger.KindOfTransaction, ledger.KindOfPassage, ledger.KindOfEvidence} {
		var out bytes.Buffer
		_, err := Write(&out, About{Workspace: "default"}, func(kind ledger.Kind, _ func(any) error) error {
			if kind == at {
				return broken
			}
			return nil
		})
		if !errors.Is(err, broken) {
			t.Errorf("%s: %v", at, err)
		}
		if _, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len())); err == nil {
			t.Errorf("%s: half a package opens", at)
		}
	}
}

// The memory in use does not grow with the rows: after many it is what it was after few.
func TestMemoryDoesNotGrow(t *testing.T) {
	inUse := func(rows int) uint64 {
		var most uint64
		_, err := Write(io.Discard, About{Workspace: "default"}, func(kind ledger.Kind, fn func(any) error) error {
			if kind != ledger.KindOfParty {
				return nil
			}
			for i := range rows {
				v := ledger.Party{Identity: ledger.Identity{ID: uuid.New()}, PartyFields: ledger.PartyFields{Kind: "state", Name: "Upland"}}
				if err := fn(v); err != nil {
					return err
				}
				if i == rows-1 {
					var m runtime.MemStats
					runtime.GC()
					runtime.ReadMemStats(&m)
					most = m.HeapAlloc
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return most
	}
	few, many := inUse(100), inUse(30_000)
	if many > few+1<<20 {
		t.Errorf("%d bytes are in use after 100 rows and %d after 30,000", few, many)
	}
}
