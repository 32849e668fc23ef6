package main

import (
	"os"
	"path/filepath"
	"testing"

	"parley/db/dbtest"
)

// Whoever verifies must not mend what is to be found: that a hash was taken away is a
// fault, also of a backup that is restored.
func TestVerifyFillsNothingIn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		s := serve(t, "--db", url)
		s.post(t, "/v1/parties", `{"kind":"state","name":"Upland"}`, nil)
		s.stop(t)
		parley(t, "verify", "--db", url).wants(t, 0, " 0 faults")
		pool := asIs(t, url)
		if _, err := pool.Exec("UPDATE transactions SET actor = 'somebody else', hash = NULL"); err != nil {
			t.Fatal(err)
		}
		pool.Close()
		for range 2 { // the first did not fill it in
			parley(t, "verify", "--db", url).wants(t, 1, "number 1 has no hash", "1 faults", "not as it was recorded")
		}
		if !isPostgres(url) {
			file := filepath.Join(t.TempDir(), "x.backup")
			parley(t, "backup", "--db", url, file).wants(t, 0)
			parley(t, "restore", "--db", file+".db", file).wants(t, 1, "do not use it", "number 1 has no hash")
		}
	})
}

func TestVerifyOfAnOldSchema(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		parley(t, "migrate", "down", "--db", url).wants(t, 0)
		parley(t, "verify", "--db", url).wants(t, 1, "parley migrate up")
		parley(t, "migrate", "down", "--steps", "100", "--db", url).wants(t, 0)
		parley(t, "verify", "--db", url).wants(t, 1, "there is no database of Parley at ")
	})
}

// There is nothing to verify in what is no database of Parley, and nothing is made.
func TestVerifyOfNothing(t *testing.T) {
	dir := t.TempDir()
	missing, empty, foreign, text := filepath.Join(dir, "missing.db"), filepath.Join(dir, "empty.db"), filepath.Join(dir, "foreign.db"), filepath.Join(dir, "text.db")
	for file, content := range map[string]string{empty: "", text: "no database at all"} {
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	pool := asIs(t, foreign)
	if _, err := pool.Exec("CREATE TABLE a (b)"); err != nil {
		t.Fatal(err)
	}
	pool.Close()
	parley(t, "verify", "--db", missing).wants(t, 1, "there is no database at "+missing)
	parley(t, "verify", "--db", empty).wants(t, 1, "there is no database at "+empty)
	parley(t, "verify", "--db", foreign).wants(t, 1, "there is no database of Parley at "+foreign)
	parley(t, "verify", "--db", text).wants(t, 1, "not a database")
	for _, file := range []string{empty, foreign, text} {
		parley(t, "restore", "--db", filepath.Join(dir, "new.db"), file).wants(t, 1, file+" is no backup of Parley")
		parley(t, "backup", "--db", file, filepath.Join(dir, "backup")).wants(t, 1)
	}
	parley(t, "backup", "--db", missing, filepath.Join(dir, "backup")).wants(t, 1, "there is no database at "+missing)
	parley(t, "backup", "").wants(t, 80, "<file>", "empty")
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 3 {
		t.Errorf("there are now %v, %v", left, err)
	}
}
