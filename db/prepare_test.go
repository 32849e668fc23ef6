package db_test

import (
	"testing"

	"parley/db/dbtest"
	"parley/db/sqlc"
)

// sqlc checks the queries against PostgreSQL's migrations only, and without
// what a list adds at run time. Here both engines compile every one of them.
func TestEveryQueryPrepares(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		q, err := sqlc.Prepare(t.Context(), open(t, url).Write)
		must(t, err)
		must(t, q.Close())
	})
}
