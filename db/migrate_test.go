package db_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"parley/db"
	"parley/db/dbtest"
)

func TestFiveProcessesStartOnOneFreshDatabase(t *testing.T) {
	dbtest.EachEmpty(t, func(t *testing.T, url string) {
		var all sync.WaitGroup
		for range 5 {
			all.Go(func() { startProcess(t, url) })
		}
		all.Wait()
		status, err := db.MigrateStatus(t.Context(), url)
		if err != nil || status.Dirty || status.Version != status.Newest {
			t.Errorf("after five starts: %+v, %v", status, err)
		}
	})
}

func startProcess(t *testing.T, url string) {
	var stderr bytes.Buffer
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), openVariable+"="+url)
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil {
		t.Errorf("a start failed: %v: %s", err, stderr.String())
	}
}

func TestUpDownUp(t *testing.T) {
	dbtest.EachEmpty(t, func(t *testing.T, url string) {
		ctx := t.Context()
		must(t, db.MigrateUp(ctx, url, nil))
		first := describe(t, url)
		must(t, db.MigrateDown(ctx, url, 1000))
		if left := objects(t, url); !slices.Equal(left, []string{"schema_migrations"}) {
			t.Errorf("left at the bottom: %v", left)
		}
		if status, err := db.MigrateStatus(ctx, url); err != nil || status.Version != 0 {
			t.Errorf("status at the bottom: %+v, %v", status, err)
		}
		must(t, db.MigrateDown(ctx, url, 1))
		must(t, db.MigrateUp(ctx, url, nil))
		must(t, db.MigrateUp(ctx, url, nil))
		if second := describe(t, url); !slices.Equal(first, second) {
			t.Errorf("the schema changed on the way down and up:\n%s", difference(first, second))
		}
	})
}

// Migrations run without foreign keys on SQLite; what they leave must hold.
func TestMigrationsLeaveNoDanglingReference(t *testing.T) {
	rows, err := open(t, dbtest.SQLite(t)).Read.Query("PRAGMA foreign_key_check")
	must(t, err)
	defer rows.Close()
	if rows.Next() {
		t.Error("foreign_key_check finds rows that refer to nothing")
	}
}

func TestBehindIsRefusedOrMigrated(t *testing.T) {
	dbtest.EachEmpty(t, func(t *testing.T, url string) {
		_, err := db.Open(t.Context(), db.Options{URL: url})
		behind, refused := errors.AsType[*db.BehindError](err)
		if strings.HasPrefix(url, "postgres") && (!refused || behind.Have != 0 || behind.Want == 0) {
			t.Fatalf("PostgreSQL without a schema: %v", err)
		}
		if !strings.HasPrefix(url, "postgres") && err != nil {
			t.Fatalf("SQLite without a schema: %v", err)
		}
		d, err := db.Open(t.Context(), db.Options{URL: url, Migrate: true})
		must(t, err)
		must(t, d.Close())
	})
}

func TestAheadIsRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		execute(t, url, "UPDATE schema_migrations SET version = 999")
		for _, migrate := range []bool{false, true} {
			_, err := db.Open(t.Context(), db.Options{URL: url, Migrate: migrate})
			if ahead, ok := errors.AsType[*db.AheadError](err); !ok || ahead.Have != 999 {
				t.Errorf("a newer database, Migrate %v: %v", migrate, err)
			}
		}
		if err := db.MigrateDown(t.Context(), url, 1); err == nil {
			t.Error("took back a migration it does not know")
		}
	})
}

func TestDirtyIsRefusedUntilForced(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		status, err := db.MigrateStatus(t.Context(), url)
		must(t, err)
		execute(t, url, "UPDATE schema_migrations SET dirty = TRUE")
		for _, migrate := range []bool{false, true} {
			_, err := db.Open(t.Context(), db.Options{URL: url, Migrate: migrate})
			if dirty, ok := errors.AsType[*db.DirtyError](err); !ok || dirty.Version != status.Version ||
				!strings.Contains(err.Error(), "parley migrate force") {
				t.Errorf("a dirty database, Migrate %v: %v", migrate, err)
			}
		}
		if err := db.MigrateForce(t.Context(), url, 998); err == nil {
			t.Error("forced a version that does not exist")
		}
		must(t, db.MigrateForce(t.Context(), url, int(status.Version)))
		open(t, url)
	})
}

// On both engines a migration is one transaction with its number in it, so a failed
// one leaves the database as it was, ready for one that is mended.
func TestFailedMigrationLeavesNothing(t *testing.T) {
	files := fstest.MapFS{}
	for _, engine := range []string{"sqlite", "postgres"} {
		files[engine+"/000001_good.up.sql"] = &fstest.MapFile{Data: []byte("CREATE TABLE good (id INTEGER);")}
		files[engine+"/000002_bad.up.sql"] = &fstest.MapFile{Data: []byte("CREATE TABLE half (id INTEGER);\nCREATE TABLE half (id INTEGER);")}
	}
	dbtest.EachEmpty(t, func(t *testing.T, url string) {
		err := db.OpenWith(t.Context(), url, files)
		if err == nil || !strings.Contains(err.Error(), "version 2 failed") || strings.Contains(err.Error(), "CREATE") {
			t.Errorf("a failing migration: %v", err)
		}
		if left := objects(t, url); !slices.Equal(left, []string{"good", "schema_migrations"}) {
			t.Errorf("left by the failed migration: %v", left)
		}
		mended := maps.Clone(files)
		for _, engine := range []string{"sqlite", "postgres"} {
			mended[engine+"/000002_bad.up.sql"] = &fstest.MapFile{Data: []byte("CREATE TABLE half (id INTEGER)")}
		}
		must(t, db.OpenWith(t.Context(), url, mended))
		if left := objects(t, url); !slices.Equal(left, []string{"good", "half", "schema_migrations"}) {
			t.Errorf("after the mended migration: %v", left)
		}
	})
}

func TestWaitingForAnotherMigrationCanBeCancelled(t *testing.T) {
	dbtest.EachEmpty(t, func(t *testing.T, url string) {
		unlock, err := db.Lock(t.Context(), url)
		must(t, err)
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		if err := db.MigrateUp(ctx, url, nil); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("waiting for the lock: %v", err)
		}
		must(t, unlock())
		must(t, db.MigrateUp(t.Context(), url, nil))
	})
}

// A schema that is behind or marked while another process migrates is that process
// at work.
func TestMigrationUnderWayIsWaitedFor(t *testing.T) {
	for _, meanwhile := range [][2]string{{"dirty = TRUE", "dirty = FALSE"}, {"version = version - 1", "version = version + 1"}} {
		dbtest.Each(t, func(t *testing.T, url string) {
			execute(t, url, "UPDATE schema_migrations SET "+meanwhile[0])
			unlock, err := db.Lock(t.Context(), url)
			must(t, err)
			time.AfterFunc(100*time.Millisecond, func() {
				execute(t, url, "UPDATE schema_migrations SET "+meanwhile[1])
				unlock()
			})
			open(t, url)
		})
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// raw opens a database as it is, whatever its schema.
func raw(t testing.TB, url string) *sql.DB {
	t.Helper()
	driver := "sqlite"
	if strings.HasPrefix(url, "postgres") {
		driver = "pgx"
	}
	pool, err := sql.Open(driver, url)
	must(t, err)
	return pool
}

func execute(t testing.TB, url, statement string) {
	t.Helper()
	pool := raw(t, url)
	defer pool.Close()
	if _, err := pool.Exec(statement); err != nil {
		t.Error(err)
	}
}
