package db_test

import (
	"context"
	"fmt"
	"os"
	"testing"

	"parley/db"
	"parley/db/dbtest"
)

// openVariable makes the test binary open one database and end, so that tests
// can start several real processes on it.
const openVariable = "PARLEY_TEST_OPEN"

func TestMain(m *testing.M) {
	if url := os.Getenv(openVariable); url != "" {
		os.Exit(openOnce(url))
	}
	os.Exit(dbtest.Main(m))
}

func openOnce(url string) int {
	d, err := db.Open(context.Background(), db.Options{URL: url, Migrate: true})
	if err == nil {
		var n int
		err = d.Write.QueryRow("SELECT count(*) FROM workspaces").Scan(&n)
		d.Close()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}
