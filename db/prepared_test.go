package db

import "testing"

// What SQLite would plan anew for stands behind a +, and nothing else does.
func TestSettled(t *testing.T) {
	for query, want := range map[string]string{
		"SELECT a FROM t WHERE workspace_id = $1 AND id = $2":              "SELECT a FROM t WHERE workspace_id = +$1 AND id = $2",
		"SELECT a FROM t WHERE e.workspace_id = $1":                        "SELECT a FROM t WHERE e.workspace_id = +$1",
		"SELECT a FROM t JOIN u ON u.workspace_id = t.workspace_id":        "SELECT a FROM t JOIN u ON u.workspace_id = t.workspace_id",
		"SELECT a FROM workspaces w WHERE w.slug = $1":                     "SELECT a FROM workspaces w WHERE w.slug = +$1",
		"SELECT a FROM t WHERE workspace_id = $1 AND slug = $2":            "SELECT a FROM t WHERE workspace_id = +$1 AND slug = $2",
		"SELECT a FROM t WHERE workspace_id = $10 AND e.from_number <= $2": "SELECT a FROM t WHERE workspace_id = +$10 AND e.from_number <= +$2",
		"SELECT a FROM t WHERE e.to_number > $2 AND e.workspace_id = w.id": "SELECT a FROM t WHERE e.to_number > +$2 AND e.workspace_id = w.id",
		"UPDATE t SET slug = $12, number = $3 WHERE workspace_id = $1":     "UPDATE t SET slug = $12, number = $3 WHERE workspace_id = +$1",
	} {
		if got := settled(query); got != want {
			t.Errorf("%s\nbecomes %s\nand not %s", query, got, want)
		}
	}
}
