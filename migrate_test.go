package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley/db"
	"parley/db/dbtest"
)

func TestMigrate(t *testing.T) {
	dbtest.EachEmpty(t, func(t *testing.T, url string) {
		parley(t, "migrate", "up", "--db", url).wants(t, 0, db.Redact(url))
		newest := newestMigration(t, url)
		parley(t, "migrate", "down", "--steps", "100", "--db", url).wants(t, 0)
		parley(t, "migrate", "status", "--db", url).wants(t, 0, "at migration 0 of "+newest, db.Redact(url))
		parley(t, "migrate", "up", "--db", url).wants(t, 0, "at migration "+newest+" of "+newest)
		parley(t, "migrate", "up", "--db", url).wants(t, 0, "at migration "+newest+" of "+newest)
		s := serve(t, "--db", url)
		s.post(t, "/v1/parties", `{"kind":"state","name":"Upland"}`, nil)
		s.stop(t)
		parley(t, "migrate", "down", "--steps", "100", "--db", url).wants(t, 0, "at migration 0 of "+newest)
		parley(t, "migrate", "down", "--steps", "0", "--db", url).wants(t, 1, "at least 1")
		parley(t, "migrate", "up", "--db", url).wants(t, 0, "at migration "+newest+" of "+newest)
		s = serve(t, "--db", url)
		if n := len(all[any](t, s, "/v1/parties?limit=200")); n != 0 {
			t.Errorf("%d parties outlived their tables", n)
		}
		s.stop(t)
	})
}

// A mistyped name is said to be one; no database is made for it.
func TestMigrateStatusOfNothing(t *testing.T) {
	typo := filepath.Join(t.TempDir(), "typo.db")
	parley(t, "migrate", "status", "--db", typo).wants(t, 1, "there is no database at "+typo)
	if _, err := os.Stat(typo); err == nil {
		t.Error("it was made")
	}
}

// A migration that broke off keeps the server from starting until somebody has
// looked at it.
func TestMigrateForce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		newest := newestMigration(t, url)
		breakOff(t, url)
		parley(t, "serve", "--addr", "127.0.0.1:0", "--migrate", "--db", url).wants(t, 1, "not finished", "parley migrate force "+newest)
		parley(t, "migrate", "up", "--db", url).wants(t, 1, "parley migrate force")
		parley(t, "migrate", "status", "--db", url).wants(t, 0, "unfinished")
		parley(t, "migrate", "force", "4711", "--db", url).wants(t, 1, "there is no migration 4711")
		parley(t, "migrate", "force", newest, "--db", url).wants(t, 0, "at migration "+newest+" of "+newest+"\n")
		serve(t, "--db", url).stop(t)
	})
}

func newestMigration(t *testing.T, url string) string {
	t.Helper()
	out := parley(t, "migrate", "status", "--db", url)
	out.wants(t, 0)
	_, newest, _ := strings.Cut(strings.TrimSpace(out.stdout), " of ")
	return newest
}

// breakOff leaves what a failed migration leaves.
func breakOff(t *testing.T, url string) {
	t.Helper()
	d, err := db.Open(context.Background(), db.Options{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if _, err := d.Write.Exec("UPDATE schema_migrations SET dirty = true"); err != nil {
		t.Fatal(err)
	}
}
