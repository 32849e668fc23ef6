package db_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"parley/db"
	"parley/db/dbtest"
	"parley/internal/access"
)

// Nobody is told who could enter, or which number was the newest, before what another
// program has written when he asks, however many ask and write.
func TestEntranceAfterAWrite(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		store, other := db.NewStore(open(t, url)), open(t, url)
		var writing sync.Mutex
		written := int64(0)
		write := func() (int64, error) {
			writing.Lock()
			defer writing.Unlock()
			written++
			_, err := other.Write.ExecContext(t.Context(), "UPDATE workspaces SET head = $1", written)
			return written, err
		}
		var all sync.WaitGroup
		for range 6 {
			all.Go(func() {
				for range 60 {
					want, err := write()
					if err != nil {
						t.Error(err)
						return
					}
					for range 3 { // read, and kept
						if e, err := store.Entrance(t.Context(), "default"); err != nil || e.Newest.Number < want {
							t.Errorf("told of %d after %d was written: %v", e.Newest.Number, want, err)
							return
						}
					}
				}
			})
		}
		all.Wait()
	})
}

// What is made, opened and shut again is told of at once, by whomever it is written.
func TestEntranceIsAsItWasWritten(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		d := open(t, url)
		store, other := db.NewStore(d), open(t, url)
		is := func(there, public bool) {
			t.Helper()
			for range 2 {
				if e, err := store.Entrance(t.Context(), "desk"); err != nil || e.There != there || e.Public != public {
					t.Errorf("%+v, %v, want there %t, public %t", e, err, there, public)
				}
			}
		}
		is(false, false)
		for _, by := range []*db.DB{other, d} {
			exec := func(query string) {
				_, err := by.Write.ExecContext(t.Context(), query)
				must(t, err)
			}
			exec("INSERT INTO workspaces (id, slug, head, recorded_at) VALUES (7, 'desk', 0, 0)")
			exec("INSERT INTO workspace_settings (workspace_id, name, public, created_at) SELECT 7, 'Desk', NOT public, 0 FROM workspace_settings")
			is(true, true)
			exec("UPDATE workspace_settings SET public = NOT public WHERE workspace_id = 7")
			is(true, false)
			exec("DELETE FROM workspace_settings WHERE workspace_id = 7")
			exec("DELETE FROM workspaces WHERE id = 7")
			is(false, false)
		}
	})
}

// A key that another program revokes is told of as revoked at once.
func TestAKeyIsAsItWasWritten(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		store, other := db.NewStore(open(t, url)), db.NewStore(open(t, url))
		for n := range 5 {
			now := time.Now().UTC().Truncate(time.Microsecond)
			key := access.Key{ID: uuid.Must(uuid.NewV7()), Workspace: "default", Name: fmt.Sprint("key-", n), Role: access.Reader, Prefix: fmt.Sprint("prefix-", n), CreatedAt: now, CreatedBy: "test"}
			must(t, other.InsertKey(t.Context(), key, []byte("hash")))
			for range 2 {
				if found, err := store.FindKey(t.Context(), "default", key.Prefix); err != nil || found.ID != key.ID || found.RevokedAt != nil {
					t.Errorf("%+v, %v", found, err)
				}
			}
			key.RevokedAt, key.RevokedBy = &now, &key.CreatedBy
			must(t, other.RevokeKey(t.Context(), key))
			if found, err := store.FindKey(t.Context(), "default", key.Prefix); err != nil || found.RevokedAt == nil {
				t.Errorf("after it was revoked: %+v, %v", found, err)
			}
		}
	})
}

// A file that is closed is whole by itself, whoever was let in: SQLite brings home what
// lies beside it when its last connection ends.
func TestAClosedFileIsWhole(t *testing.T) {
	path := dbtest.SQLite(t)
	d := open(t, path)
	_, err := db.NewStore(d).Entrance(t.Context(), "default")
	must(t, err)
	_, err = d.Write.ExecContext(t.Context(), "UPDATE workspaces SET head = 7")
	must(t, err)
	must(t, d.Close())
	for _, beside := range []string{"-wal", "-shm"} {
		if _, err := os.Stat(path + beside); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s is left beside the file: %v", beside, err)
		}
	}
}

// What is asked for is not kept without end, nor what could not be read.
func TestKeptIsBounded(t *testing.T) {
	d := open(t, dbtest.SQLite(t))
	store := db.NewStore(d)
	for n := range 2*db.MaxKept + 1 {
		_, err := store.Entrance(t.Context(), fmt.Sprint("w", n))
		must(t, err)
	}
	if n := store.KeptEntrances(); n > db.MaxKept {
		t.Errorf("%d are kept", n)
	}
	must(t, d.Close())
	if e, err := store.Entrance(context.Background(), "w1"); err == nil {
		t.Errorf("a database that is closed tells %+v", e)
	}
}

// The counts of two connections are not taken for one another.
func TestVersionOfAnotherConnection(t *testing.T) {
	d := open(t, dbtest.SQLite(t))
	version := func() any {
		v, err := d.Version(t.Context())
		must(t, err)
		return v
	}
	first := version()
	if again := version(); again != first {
		t.Errorf("%v, and %v though nobody wrote", first, again)
	}
	if left, err := d.LetGo(); left != 0 || err != nil {
		t.Errorf("%d connections are left, %v", left, err)
	}
	if another := version(); another == first {
		t.Errorf("another connection says %v as well", another)
	}
}
