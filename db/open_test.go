package db_test

import (
	"database/sql"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley/db"
	"parley/db/dbtest"
)

func open(t testing.TB, url string) *db.DB {
	t.Helper()
	d, err := db.Open(t.Context(), db.Options{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

func TestOpenAnswersOnBothPools(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		d := open(t, url)
		for _, pool := range []*sql.DB{d.Read, d.Write} {
			if err := pool.PingContext(t.Context()); err != nil {
				t.Error(err)
			}
		}
	})
}

func TestSQLiteFileBelongsToItsOwner(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a", "what? 100% #1 file.db")
	open(t, path)
	for name, want := range map[string]os.FileMode{filepath.Dir(path): 0o700, path: 0o600, path + "-wal": 0o600, path + ".lock": 0o600} {
		info, err := os.Stat(name)
		if err != nil {
			t.Error(err)
		} else if info.Mode().Perm() != want {
			t.Errorf("%s has mode %o, want %o", name, info.Mode().Perm(), want)
		}
	}
}

func TestSQLiteSettings(t *testing.T) {
	d := open(t, "sqlite:"+dbtest.SQLite(t))
	for pragma, want := range map[string]string{"journal_mode": "wal", "foreign_keys": "1", "synchronous": "2", "busy_timeout": "10000", "temp_store": "2"} {
		var got string
		if err := d.Write.QueryRow("PRAGMA " + pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s = %s, %v, want %s", pragma, got, err, want)
		}
	}
	if _, err := d.Read.Exec("UPDATE workspaces SET head = 1"); !db.IsReadOnly(err) {
		t.Errorf("writing through the readers: %v", err)
	}
}

// A backup made by VACUUM INTO is not in WAL mode.
func TestSQLiteBackupOpensInWAL(t *testing.T) {
	backup := filepath.Join(t.TempDir(), "backup.db")
	if _, err := open(t, dbtest.SQLite(t)).Write.Exec("VACUUM INTO ?", backup); err != nil {
		t.Fatal(err)
	}
	var mode string
	if err := open(t, backup).Write.QueryRow("PRAGMA journal_mode").Scan(&mode); err != nil || mode != "wal" {
		t.Errorf("journal mode %s, %v", mode, err)
	}
}

func TestRefusedURLs(t *testing.T) {
	for raw, want := range map[string]string{
		"":                                       "no database given",
		"sqlite:":                                "no database file",
		":memory:":                               "plain file path",
		"sqlite::memory:":                        "plain file path",
		"file:x?mode=memory":                     "plain file path",
		"mysql://u:hunter2@h/db":                 "scheme is not known",
		"postgres://u:hunter2@h/db?sslmode=what": "sslmode",
		"postgres://u:hunter2/x@h/db":            "percent-encode",
		"postgres://h/db?pool_max_conns=1":       "pool_max_conns",
		"postgres://h/db?password=hunter2&port=zz": "port",
	} {
		_, err := db.Open(t.Context(), db.Options{URL: raw})
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("Open(%q): %v, want %q and no password", raw, err, want)
		}
	}
}

func TestRedact(t *testing.T) {
	for raw, want := range map[string]string{
		"parley.db":                           "parley.db",
		"postgres://u@h/db":                   "postgres://u@h/db",
		"postgres://u:hunter2@h/db":           "postgres://u:xxxxx@h/db",
		"postgres://u:h%40x@h/db?a=b":         "postgres://u:xxxxx@h/db?a=b",
		"postgres://h/db?password=hunter2&a=": "postgres://h/db?password=xxxxx&a=",
		"postgres://h/db?sslPassword=hunter2": "postgres://h/db?sslPassword=xxxxx",
		"postgres://u:hun/ter2@h/db":          "postgres://xxxxx",
		"postgres://u:12/ter2@h/db":           "postgres://xxxxx",
		"postgres://u:12?ter2@h/db":           "postgres://xxxxx",
		"postgres://u:12#ter2@h/db":           "postgres://xxxxx",
		"host=h password=hunter2 dbname=x":    "host=h password=xxxxx dbname=x",
	} {
		if got := db.Redact(raw); got != want {
			t.Errorf("Redact(%q) = %q, want %q", raw, got, want)
		}
	}
}

func TestWrongPasswordIsNotRepeated(t *testing.T) {
	u, err := url.Parse(dbtest.Postgres(t))
	if err != nil {
		t.Fatal(err)
	}
	u.User = url.UserPassword(u.User.Username(), "hunter2")
	_, err = db.Open(t.Context(), db.Options{URL: u.String()})
	if err == nil || strings.Contains(err.Error(), "hunter2") || db.IsUnavailable(err) {
		t.Errorf("a wrong password: %v", err)
	}
}

func TestOldPostgresIsRefused(t *testing.T) {
	if err := db.Supported(140011, "14.11"); err == nil || !strings.Contains(err.Error(), "14.11") {
		t.Errorf("PostgreSQL 14: %v", err)
	}
	if err := db.Supported(150000, "15.0"); err != nil {
		t.Error(err)
	}
}

func TestPostgresPoolSize(t *testing.T) {
	url := dbtest.Postgres(t)
	if got := open(t, url).Read.Stats().MaxOpenConnections; got != 20 {
		t.Errorf("%d connections by default", got)
	}
	if got := open(t, url+"&pool_max_conns=7").Read.Stats().MaxOpenConnections; got != 7 {
		t.Errorf("%d connections with pool_max_conns=7", got)
	}
}

func BenchmarkOpen(b *testing.B) {
	for _, engine := range []struct {
		name string
		url  func(testing.TB) string
	}{{"sqlite", dbtest.SQLite}, {"postgres", dbtest.Postgres}} {
		b.Run(engine.name, func(b *testing.B) {
			url := engine.url(b)
			for b.Loop() {
				d, err := db.Open(b.Context(), db.Options{URL: url})
				if err != nil {
					b.Fatal(err)
				}
				b.StopTimer()
				d.Close()
				b.StartTimer()
			}
		})
	}
}
