package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// file writes a file of settings and gives its path.
func file(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "parley.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// configured runs parley config with variables and gives the line of a setting.
func configured(t *testing.T, setting string, env []string, args ...string) string {
	t.Helper()
	cmd := command(t, append([]string{"config"}, args...)...)
	cmd.Env = append(cmd.Env, env...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	line := regexp.MustCompile(`(?m)^` + setting + ` +(.*)$`).FindStringSubmatch(string(out))
	if line == nil {
		t.Fatalf("no %s in %s", setting, out)
	}
	return strings.Join(strings.Fields(line[1]), " ")
}

// Flags win over the environment, that over the file, that over the default.
func TestWhatASettingComesFrom(t *testing.T) {
	path := file(t, "# of the operator\nactor: from-file\nmigrate: true\n")
	env := []string{"PARLEY_ACTOR=from-environment"}
	for _, c := range []struct {
		want string
		env  []string
		args []string
	}{
		{"local default", nil, nil},
		{"from-file " + path + ", line 2", nil, []string{"--config", path}},
		{"from-file " + path + ", line 2", []string{"PARLEY_CONFIG=" + path}, nil},
		{"from-environment environment, PARLEY_ACTOR", env, []string{"--config", path}},
		{"from-flag flag", env, []string{"--config", path, "--actor", "from-flag"}},
	} {
		if got := configured(t, "actor", c.env, c.args...); got != c.want {
			t.Errorf("%v %v: %q, want %q", c.env, c.args, got, c.want)
		}
	}
	if got := configured(t, "migrate", nil, "--config", path); !strings.HasPrefix(got, "true ") {
		t.Errorf("migrate: %s", got)
	}
	if got := configured(t, "actor", nil, "--config", file(t, "")); got != "local default" {
		t.Errorf("an empty file: %s", got)
	}
}

// The file holds for the server itself, not only for what config prints.
func TestServeByFile(t *testing.T) {
	s := serve(t, "--config", file(t, "actor: desk\n"))
	s.post(t, "/v1/parties", `{"kind":"state","name":"State"}`, nil)
	if writes := all[any](t, s, "/v1/transactions?actor=desk"); len(writes) != 1 {
		t.Errorf("%d writes by the actor of the file", len(writes))
	}
	s.stop(t)
}

// A wrong value ends the start, and the message names the setting.
func TestWrongSettings(t *testing.T) {
	for text, parts := range map[string][]string{
		"log-level: loud":            {"--log-level", `"loud"`},
		"\nmigrate: perhaps":         {"--migrate", "perhaps", "line 2"},
		"addr: nowhere":              {"--addr", "nowhere", "line 1"},
		"public-url: parley.example": {"--public-url", "parley.example", "line 1"},
		"adr: 127.0.0.1:0":           {`"adr"`, "line 1", "parley config"},
		"config: other.yaml":         {`"config"`},
		"steps: 3":                   {`"steps"`}, // of migrate down
		"addr:":                      {"addr", "line 1", "no value"},
		"addr: {host: x}":            {"addr", "line 1"},
		"- addr":                     {"one setting on each line"},
		"actor: a\nactor: b":         {"actor", "2"},
		"db: postgres://u:hush@h\n[": {"not YAML"},
	} {
		path := file(t, text)
		for _, args := range [][]string{{"serve"}, {"config"}, {"migrate", "status"}} {
			if args[0] == "migrate" && len(parts) > 0 && strings.HasPrefix(parts[0], "--") {
				continue // it has no such flag
			}
			out := parley(t, append(args, "--config", path)...)
			if strings.Contains(out.stdout+out.stderr, "hush") {
				t.Errorf("a password is printed: %s", out.stderr)
			}
			out.wants(t, 80, parts...)
		}
	}
	parley(t, "serve", "--config", "no-such-file.yaml").wants(t, 80, "--config", "no-such-file.yaml")
	parley(t, "serve", "--log-format", "xml").wants(t, 80, "--log-format", `"xml"`)
	cmd := command(t, "serve")
	cmd.Env = append(cmd.Env, "PARLEY_ADDR=8080")
	if out, _ := cmd.CombinedOutput(); cmd.ProcessState.ExitCode() != 80 || !strings.Contains(string(out), "PARLEY_ADDR") {
		t.Errorf("%v: %s", cmd.ProcessState, out)
	}
}

// Passwords are masked whatever they come from; a variable that is no setting is told.
func TestConfigIsRedacted(t *testing.T) {
	const url = "postgres://parley:hush@db.example/parley?sslpassword=hush2"
	for _, c := range [][]string{{"--db", url}, {"--config", file(t, "db: "+url)}} {
		got := configured(t, "db", nil, c...)
		if strings.Contains(got, "hush") || !strings.HasPrefix(got, "postgres://parley:xxxxx@db.example/parley") {
			t.Errorf("%v: %s", c, got)
		}
	}
	if got := configured(t, "cors-origins", nil, "--cors-origins", "https://a.example,https://b.example"); got != "https://a.example,https://b.example flag" {
		t.Errorf("a list: %s", got)
	}
	out := parley(t, "migrate", "status", "--db", "host=db.example password = 'hush hush' dbname=parley")
	if out.wants(t, 80, "--db", "postgres://"); strings.Contains(out.stdout+out.stderr, "hush") {
		t.Errorf("a password is printed: %s", out.stderr)
	}
	if got := configured(t, "PARLEY_LISTNE", []string{"PARLEY_LISTNE=x"}); !strings.Contains(got, "no such setting") {
		t.Error(got)
	}
}
