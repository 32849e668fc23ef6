package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

const clientsPage = "docs/clients.md"

// The snippets of docs/clients.md print what the page shows, run in its order against
// the demo. One whose program or package is not on the machine is skipped by name, but
// in CI, for which .ci/run installs them all.
func TestClientsPage(t *testing.T) {
	s := serve(t, "--demo")
	dir := t.TempDir()
	snippets := snippetsOf(readText(t, clientsPage))
	for _, x := range snippets {
		t.Run(fmt.Sprintf("line %d %s", x.line, x.language), func(t *testing.T) {
			x.run(t, s, dir)
		})
	}
	if len(snippets) < 11 {
		t.Errorf("only %d snippets on the page", len(snippets))
	}
	s.stop(t)
}

// snippet is code of a page with what the page says it prints.
type snippet struct {
	line                   int
	language, code, prints string
}

var block = regexp.MustCompile("(?ms)^```(\\w+)\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?")

// snippetsOf are the blocks of a page that a block of text follows.
func snippetsOf(page string) (all []snippet) {
	for _, at := range block.FindAllStringSubmatchIndex(page, -1) {
		language := page[at[2]:at[3]]
		if _, runs := runners[language]; runs && at[6] >= 0 {
			all = append(all, snippet{line: strings.Count(page[:at[0]], "\n") + 1,
				language: language, code: page[at[4]:at[5]], prints: page[at[6]:at[7]]})
		}
	}
	return all
}

// runner is what runs a language: by one of several programs, those first that are more
// likely to have packages, with a test of whether one is there.
type runner struct {
	programs  []string
	extension string
	packages  *regexp.Regexp
	has       func(packages string) []string
}

var runners = map[string]runner{
	"sh": {programs: []string{"bash"}, extension: ".sh", packages: regexp.MustCompile(`\b(curl|sha256sum)\b`),
		has: func(name string) []string { return []string{"-c", "command -v " + name} }},
	"python": {programs: []string{"/usr/bin/python3", "python3"}, extension: ".py", packages: regexp.MustCompile(`(?m)^import (requests|pandas)\b`),
		has: func(name string) []string { return []string{"-c", "import " + name} }},
	"r": {programs: []string{"Rscript"}, extension: ".R", packages: regexp.MustCompile(`(?m)^library\((\w+)\)`),
		has: func(name string) []string { return []string{"-e", "library(" + name + ")"} }},
	"js": {programs: []string{"node"}, extension: ".mjs"},
}

// run runs the snippet in a folder and compares what it prints.
func (x snippet) run(t *testing.T, s *server, dir string) {
	program := runners[x.language].find(t, x.code)
	file := filepath.Join(dir, fmt.Sprintf("snippet%d%s", x.line, runners[x.language].extension))
	code := strings.ReplaceAll(x.code, "http://127.0.0.1:8080", s.base)
	if code == x.code {
		t.Fatal("it does not ask the demo")
	}
	if err := os.WriteFile(file, []byte(code), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute) // for what would wait for ever
	defer cancel()
	cmd := exec.CommandContext(ctx, program, file)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "NO_PROXY=127.0.0.1", "no_proxy=127.0.0.1", "PYTHONIOENCODING=utf-8", "LC_ALL=C.UTF-8")
	var errors strings.Builder
	cmd.Stderr = &errors
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s%s", err, out, errors.String())
	}
	if !x.printed(string(out)) {
		t.Errorf("it prints\n%s\nand the page says\n%s\n%s", out, x.prints, errors.String())
	}
}

// printed tells whether the output is what the page shows, with anything for a dot of
// three and for blanks at the ends of lines.
func (x snippet) printed(out string) bool {
	blanks := regexp.MustCompile(`(?m)[ \t]+$`)
	want := regexp.QuoteMeta(blanks.ReplaceAllString(strings.TrimSpace(x.prints), ""))
	want = strings.ReplaceAll(want, "…", ".*")
	return regexp.MustCompile(`(?s)^` + want + `$`).MatchString(blanks.ReplaceAllString(strings.TrimSpace(out), ""))
}

// find gives the first program that has all packages of the code.
func (r runner) find(t *testing.T, code string) string {
	t.Helper()
	missing := strings.Join(r.programs, " or ")
next:
	for _, program := range r.programs {
		if _, err := exec.LookPath(program); err != nil {
			continue
		}
		if r.packages != nil {
			for _, m := range r.packages.FindAllStringSubmatch(code, -1) {
				if exec.CommandContext(t.Context(), program, r.has(m[1])...).Run() != nil {
					missing = m[1]
					continue next
				}
			}
		}
		return program
	}
	if os.Getenv("PARLEY_TEST_PROGRAMS") == "required" {
		t.Fatal(missing + " is not on this machine, and PARLEY_TEST_PROGRAMS asks for it")
	}
	t.Skip("not run: " + missing + " is not on this machine")
	return ""
}
