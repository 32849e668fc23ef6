package dbtest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
)

// What the environment decides: another server than a private one, and
// whether a machine without PostgreSQL fails the tests instead of skipping.
const (
	urlVariable  = "PARLEY_TEST_POSTGRES_URL"
	needVariable = "PARLEY_TEST_POSTGRES"
)

// Postgres is the URL of a fresh, migrated database, dropped after the test.
func Postgres(tb testing.TB) string {
	tb.Helper()
	c := sharedCluster(tb)
	if err := c.prepare(); err != nil {
		tb.Fatalf("PostgreSQL template: %v", err)
	}
	return c.create(tb, c.template)
}

// PostgresIn is Postgres with its tables in a folder, such as of a small volume,
// which is given to PostgreSQL's user. A server that is not this machine's is skipped.
func PostgresIn(tb testing.TB, folder string) string {
	tb.Helper()
	c := sharedCluster(tb)
	if os.Getenv(urlVariable) != "" {
		tb.Skipf("the server of %s may not see the folder", urlVariable)
	}
	inner := filepath.Join(folder, "tables")
	err := errors.Join(os.Mkdir(inner, 0o700), letPass(folder), giveAway(inner))
	space := fmt.Sprintf("%s_space_%d", c.template, c.made.Add(1))
	if err == nil {
		_, err = c.admin.Exec("CREATE TABLESPACE " + quote(space) + " LOCATION '" + inner + "'")
	}
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { // after the database is dropped
		if _, err := c.admin.Exec("DROP TABLESPACE " + quote(space)); err != nil {
			tb.Error(err)
		}
	})
	where := Postgres(tb)
	u, err := url.Parse(where)
	if err == nil {
		_, err = c.admin.Exec("ALTER DATABASE " + quote(strings.TrimPrefix(u.Path, "/")) + " SET TABLESPACE " + quote(space))
	}
	if err != nil {
		tb.Fatal(err)
	}
	return where
}

// letPass lets PostgreSQL's user into the folders above one of a test.
func letPass(folder string) error {
	for ; folder != filepath.Clean(os.TempDir()) && folder != filepath.Dir(folder); folder = filepath.Dir(folder) {
		if err := os.Chmod(folder, 0o711); err != nil {
			return err
		}
	}
	return nil
}

func emptyPostgres(tb testing.TB) string {
	tb.Helper()
	return sharedCluster(tb).create(tb, "template0")
}

// cluster is a PostgreSQL server that may make databases.
type cluster struct {
	admin    *sql.DB
	url      url.URL
	template string
	prepare  func() error
	made     atomic.Int64
	stop     func() error
}

// shared is the one cluster of this test binary, started by the first test
// that needs it. A failed start is remembered: it would fail again.
var shared struct {
	sync.Mutex
	*cluster
	err error
}

func sharedCluster(tb testing.TB) *cluster {
	tb.Helper()
	shared.Lock()
	defer shared.Unlock()
	if shared.cluster == nil && shared.err == nil {
		shared.cluster, shared.err = newCluster()
	}
	if errors.Is(shared.err, errNoPostgres) && os.Getenv(needVariable) != "required" {
		tb.Skip(shared.err)
	}
	if shared.err != nil {
		tb.Fatal(shared.err)
	}
	return shared.cluster
}

func stopShared() {
	shared.Lock()
	defer shared.Unlock()
	if shared.cluster == nil {
		return
	}
	if err := shared.stop(); err != nil {
		fmt.Fprintln(os.Stderr, "dbtest: stopping PostgreSQL:", err)
	}
	shared.cluster, shared.err = nil, errors.New("dbtest: the PostgreSQL server of this test binary is stopped")
}

func newCluster() (*cluster, error) {
	given, stop := os.Getenv(urlVariable), func() error { return nil }
	if given == "" {
		s, err := startServer()
		if err != nil {
			return nil, err
		}
		given, stop = s.url, s.stop
	}
	u, err := url.Parse(given)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s is not a URL", urlVariable), stop())
	}
	admin, err := sql.Open("pgx", given)
	if err != nil {
		return nil, errors.Join(err, stop())
	}
	// Test binaries run side by side on a given server, hence the random part.
	c := &cluster{admin: admin, url: *u, template: "parley_test_" + rand.Text()[:10]}
	c.prepare = sync.OnceValue(c.makeTemplate)
	c.stop = func() error {
		_, err := admin.Exec("DROP DATABASE IF EXISTS " + quote(c.template) + " WITH (FORCE)")
		return errors.Join(err, admin.Close(), stop())
	}
	return c, nil
}

func (c *cluster) makeTemplate() error {
	if err := c.copy(c.template, "template0"); err != nil {
		return err
	}
	return migrate(c.at(c.template))
}

// create makes a database from another one and drops it after the test.
func (c *cluster) create(tb testing.TB, from string) string {
	tb.Helper()
	name := fmt.Sprintf("%s_%d", c.template, c.made.Add(1))
	if err := c.copy(name, from); err != nil {
		tb.Fatalf("creating a PostgreSQL database: %v", err)
	}
	tb.Cleanup(func() {
		if _, err := c.admin.Exec("DROP DATABASE " + quote(name) + " WITH (FORCE)"); err != nil {
			tb.Errorf("dropping the test's database: %v", err)
		}
	})
	return c.at(name)
}

// copy takes the files as they are: without fsync that is twice as quick as
// PostgreSQL's usual way of writing each page to its log (7 ms to 15).
func (c *cluster) copy(name, from string) error {
	_, err := c.admin.ExecContext(context.Background(), "CREATE DATABASE "+quote(name)+" TEMPLATE "+quote(from)+" STRATEGY FILE_COPY")
	return err
}

// at is the URL of a database of this cluster.
func (c *cluster) at(name string) string {
	u := c.url
	u.Path = "/" + name
	return u.String()
}

// quote keeps the capitals of a random name.
func quote(name string) string { return `"` + name + `"` }
