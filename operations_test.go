package main

import (
	"crypto/tls"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// What operators are given beside the program: it names settings, flags and metrics.
func operatorsFiles(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("docs/operations/*")
	if err != nil || len(files) < 3 {
		t.Fatal(files, err)
	}
	texts := map[string]string{}
	for _, file := range append(files, "docs/operations.md", "Dockerfile", "compose.yaml") {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts[file] = string(text)
	}
	return texts
}

// Every setting, flag and command that these files name is one that the program has.
func TestOperatorsFilesNameWhatIsThere(t *testing.T) {
	known := ""
	for _, command := range []string{"serve", "migrate up", "migrate down", "migrate status", "migrate force", "key create", "key list",
		"key rotate", "key revoke", "workspace create", "workspace public", "backup", "restore", "verify", "health", "config"} {
		help := parley(t, append(strings.Fields(command), "--help")...)
		help.wants(t, 0)
		known += help.stdout
	}
	settings := parley(t, "config").stdout
	for file, text := range operatorsFiles(t) {
		for _, name := range regexp.MustCompile(`\bPARLEY_[A-Z_]+[A-Z]`).FindAllString(text, -1) {
			if !strings.Contains(known, "$"+name) {
				t.Errorf("%s names %s, which is no setting", file, name)
			}
		}
		for _, m := range regexp.MustCompile("[` ](--[a-z][a-z-]+[a-z])").FindAllStringSubmatch(text, -1) {
			if flag := m[1]; !strings.Contains(known, flag) && !slices.Contains(others, flag) {
				t.Errorf("%s names %s, which is no flag", file, flag)
			}
		}
		if strings.HasSuffix(file, "parley.yaml") {
			for _, m := range regexp.MustCompile(`(?m)^(?:# )?([a-z-]+): `).FindAllStringSubmatch(text, -1) {
				if !strings.Contains(settings, "\n"+m[1]+" ") {
					t.Errorf("%s has %s, which is no setting", file, m[1])
				}
			}
		}
	}
}

// others are flags of other programs.
var others = []string{"--from", "--chown", "--chmod", "--interval", "--timeout", "--start-period", "--username", "--dbname", "--rm", "--system", "--home-dir", "--no-create-home", "--no-deps", "--now",
	"--host", "--mount", "--profile", "--wait", "--name", "--restart", "--stop-timeout", "--read-only", "--tmpfs"}

// The unit gives up on the exit code of wrong settings, and on no other.
func TestUnitKnowsTheExitCode(t *testing.T) {
	if unit := operatorsFiles(t)["docs/operations/parley.service"]; !strings.Contains(unit, fmt.Sprintf("\nRestartPreventExitStatus=%d\n", wrongUse)) {
		t.Error("parley.service starts again and again with wrong settings")
	}
}

// What lies beside compose.yaml on its machine, the file of passwords and folders that
// others' programs write, has no place in a build, and may be unreadable to who builds.
func TestBuildsLeaveOutWhatIsTheMachines(t *testing.T) {
	ignored, err := os.ReadFile(".dockerignore")
	if err != nil {
		t.Fatal(err)
	}
	folders := regexp.MustCompile(`"\./(\w+):`).FindAllStringSubmatch(operatorsFiles(t)["compose.yaml"], -1)
	if len(folders) == 0 {
		t.Fatal("compose.yaml has no folder beside it")
	}
	for _, own := range append(folders, []string{"", ".env"}) {
		if !slices.Contains(strings.Split(string(ignored), "\n"), own[1]) {
			t.Errorf(".dockerignore lets %s into the build", own[1])
		}
	}
}

// While PostgreSQL's image makes a new database it answers on its socket and nowhere
// else, and then restarts: whoever takes that for healthy is refused.
func TestPostgresIsHealthyOnceItListens(t *testing.T) {
	if !strings.Contains(operatorsFiles(t)["compose.yaml"], "pg_isready --host 127.0.0.1 ") {
		t.Error("compose.yaml asks PostgreSQL elsewhere than servers do")
	}
}

// Every metric that rules and text name is one that is scraped.
func TestOperatorsFilesNameMetrics(t *testing.T) {
	certFile, keyFile := certificate(t)
	s := launch(t, "--tls-cert", certFile, "--tls-key", keyFile, "--metrics-addr", "127.0.0.1:0", "--backup-dir", t.TempDir())
	s.awaits(t, regexp.MustCompile(`listening on (https://\S+)\n`))
	trusting := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	if _, err := trusting.Get(s.base + "/made-up"); err != nil { // some metrics begin with the first problem
		t.Fatal(err)
	}
	scraped := s.scrape(t)
	for file, text := range operatorsFiles(t) {
		for _, name := range regexp.MustCompile(`\b(parley|go_sql|process|go)_[a-z_]+_[a-z]+\b`).FindAllString(text, -1) {
			if !strings.Contains(scraped, "\n# TYPE "+strings.TrimSuffix(strings.TrimSuffix(name, "_bucket"), "_count")+" ") {
				t.Errorf("%s names %s, which is not measured", file, name)
			}
		}
	}
	s.stop(t)
}
