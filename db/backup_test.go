package db_test

import (
	"database/sql"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"parley/db"
	"parley/db/dbtest"
	"parley/internal/access"
	"parley/internal/demo"
	"parley/internal/ledger"
)

// A backup that is made while others write has every number that was acknowledged
// before it was begun, is whole, and is verified after restoring.
func TestBackupWhileWriting(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		s := db.NewStore(open(t, url))
		l := ledger.New(s)
		if _, err := demo.Load(t.Context(), l); err != nil {
			t.Fatal(err)
		}
		stop, begun := make(chan struct{}), make(chan struct{})
		var writing sync.WaitGroup
		writing.Go(func() { keepWriting(t, l, begun, stop) })
		<-begun
		before := headOf(t, l)
		file := filepath.Join(t.TempDir(), "backup")
		err := db.Backup(t.Context(), url, file)
		close(stop)
		writing.Wait()
		must(t, err)
		after := headOf(t, l)

		again := restored(t, url, file)
		got := headOf(t, ledger.New(again))
		if got < before || got > after {
			t.Errorf("the backup has %d numbers; there were %d before it and %d after", got, before, after)
		}
		seen, err := again.Verify(t.Context(), access.Workspace{Slug: "default"}, nil, func(f db.Fault) { t.Errorf("%+v", f) })
		if err != nil || seen.Numbers != got {
			t.Errorf("%+v, %v", seen, err)
		}
	})
}

func keepWriting(t *testing.T, l *ledger.Ledger, begun, stop chan struct{}) {
	for n := 0; ; n++ {
		_, err := ledger.Write(t.Context(), l, ledger.Caller{Workspace: "default", Actor: "writer"}, func(w *ledger.Writer) (ledger.Party, error) {
			return w.CreateParty(ledger.PartyFields{Kind: "state", Name: "X"})
		})
		if err != nil {
			t.Error(err)
		}
		if n == 5 {
			close(begun)
		}
		select {
		case <-stop:
			if n >= 5 {
				return
			}
		default:
		}
	}
}

func headOf(t *testing.T, l *ledger.Ledger) int64 {
	t.Helper()
	r, err := l.Read(t.Context(), "default")
	must(t, err)
	head, err := r.Head()
	must(t, err)
	return head.Number
}

// restored is a database made of a backup.
func restored(t *testing.T, url, file string) *db.Store {
	t.Helper()
	target := filepath.Join(t.TempDir(), "restored.db")
	if strings.HasPrefix(url, "postgres") {
		target = empty(t, url)
	}
	must(t, db.Restore(t.Context(), file, target))
	if err := db.Restore(t.Context(), file, target); err == nil {
		t.Error("restored over a database")
	}
	return db.NewStore(open(t, target))
}

// empty is a new PostgreSQL database without tables.
func empty(t *testing.T, url string) string {
	t.Helper()
	target := dbtest.Postgres(t)
	pool, err := sql.Open("pgx", target)
	must(t, err)
	_, err = pool.Exec("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
	must(t, err)
	must(t, pool.Close())
	return target
}

func TestBackupsThatAreRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		file := filepath.Join(t.TempDir(), "taken")
		must(t, os.WriteFile(file, []byte("mine"), 0o600))
		if err := db.Backup(t.Context(), url, file); err == nil {
			t.Error("wrote over a file")
		}
		if kept, _ := os.ReadFile(file); string(kept) != "mine" {
			t.Error("the file is gone")
		}
		if err := db.Backup(t.Context(), url, filepath.Join(t.TempDir(), "no", "such", "folder")); err == nil {
			t.Error("wrote into no folder")
		}
		target := filepath.Join(t.TempDir(), "x.db")
		if strings.HasPrefix(url, "postgres") {
			target = empty(t, url)
		}
		if err := db.Restore(t.Context(), file, target); err == nil {
			t.Error("restored from what is no backup")
		}
		if strings.HasPrefix(url, "postgres") { // for SQLite see TestVerifyOfNothing
			foreign := filepath.Join(t.TempDir(), "foreign")
			if said, err := exec.Command("pg_dump", "--format=custom", "--file="+foreign, "--dbname="+another(t, url)).CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, said)
			}
			if err := db.Restore(t.Context(), foreign, target); err == nil || !strings.Contains(err.Error(), "is no backup of Parley") {
				t.Errorf("a dump of another program: %v", err)
			}
			must(t, db.Restore(t.Context(), whole(t, url), target)) // nothing of the other is left
		}
	})
	missing := filepath.Join(t.TempDir(), "missing.db")
	if err := db.Backup(t.Context(), missing, missing+".backup"); err == nil {
		t.Error("a backup of nothing")
	}
	if _, err := os.Stat(missing); err == nil {
		t.Error("the backup made a database")
	}
}

// whole is a backup of a database.
func whole(t *testing.T, url string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "whole")
	must(t, db.Backup(t.Context(), url, file))
	return file
}

// another is a database of another program, on the engine of the URL.
func another(t *testing.T, url string) string {
	t.Helper()
	driver, target := "sqlite", filepath.Join(t.TempDir(), "another.db")
	if strings.HasPrefix(url, "postgres") {
		driver, target = "pgx", empty(t, url)
	}
	pool, err := sql.Open(driver, target)
	must(t, err)
	_, err = pool.Exec("CREATE TABLE theirs (a INTEGER)")
	must(t, errors.Join(err, pool.Close()))
	return target
}

// Nothing is called a backup from which nothing can be restored.
func TestBackupsOfWhatIsNotParleys(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		file := filepath.Join(t.TempDir(), "backup")
		if err := db.Backup(t.Context(), another(t, url), file); err == nil || !strings.Contains(err.Error(), "there is no database of Parley") {
			t.Errorf("of another program's: %v", err)
		}
		if left, _ := filepath.Glob(file + "*"); len(left) > 0 {
			t.Errorf("it left %v", left)
		}
	})
}

// A URL that works for the server works for its backups: without sslmode PostgreSQL's
// programs try what pgx tries, and a server without TLS is none that cannot be saved.
func TestBackupsByTheURLOfTheServer(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		bare, found := strings.CutSuffix(url, "?sslmode=disable")
		if strings.HasPrefix(url, "postgres") && !found {
			t.Fatal("the tests' URL has another form")
		}
		for _, way := range []string{bare, bare + "?connect_timeout=5&application_name=x&pool_max_conns=3", bare + "?sslmode=prefer", bare + "?options=-c%20statement_timeout%3D60000"} {
			if !found {
				break
			}
			db.NewStore(open(t, way))
			target := empty(t, url)
			must(t, db.Restore(t.Context(), whole(t, way), strings.TrimSuffix(target, "?sslmode=disable")))
		}
		if !found { // SQLite takes some names for URIs
			t.Chdir(t.TempDir())
			must(t, db.Backup(t.Context(), url, "file:x"))
			must(t, db.Restore(t.Context(), "file:x", filepath.Join(t.TempDir(), "x.db")))
		}
	})
}

// What a kill left of an earlier backup of that name does not come into the next.
func TestBackupAfterAKill(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		file := filepath.Join(t.TempDir(), "backup")
		for _, left := range []string{".partial", ".partial-journal"} {
			must(t, os.WriteFile(file+left, []byte("half of something"), 0o600))
		}
		must(t, db.Backup(t.Context(), url, file))
		if files, err := filepath.Glob(file + "*"); err != nil || len(files) != 1 {
			t.Errorf("beside the backup: %v %v", files, err)
		}
	})
}
