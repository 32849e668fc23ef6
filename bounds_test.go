package main

import (
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// wrongs are values that each setting of serve refuses before anything is opened, beside
// the empty one, which all refuse. A setting that has none takes any text; say so here.
var wrongs = map[string][]string{
	"db": {"mysql://db/parley", "http://db", "host=db dbname=parley", "dbname = parley"}, "migrate": {"perhaps"}, "demo": {"perhaps"}, "actor": {"a\u202eb", strings.Repeat("x", 101)},
	"backup-dir": nil, "backup-every": {"0s", "59s", "-1h", "daily", "NaN"}, "backup-keep": {"0", "-1", "1.5", "many", "99999999999999999999"},
	"min-free-disk": {"-1", "NaN", "much", "18446744073709551615"},

	"addr": {"nowhere", "127.0.0.1", "127.0.0.1:", "127.0.0.1:99999", "127.0.0.1:-1", "127.0.0.1:no-such-service"}, "trusted-proxies": {"nobody", "10.0.0.0/99"}, "public-url": {"notaurl", "ftp://x", "https://u:p@x", "https://x?y"},
	"tls-cert": nil, "tls-key": nil,

	"public-read": {"perhaps"}, "cors-origins": {"notaurl", "https://x/path", "*"},
	"oidc-issuer": {"notaurl", "ftp://x", "https://", "http://[::1"}, "oidc-audience": nil, "oidc-workspace-claim": nil, "oidc-role-claim": nil,
	"oidc-roles": {"desk", "desk=reader"}, // without an issuer

	"rate": {"-5", "NaN", "Inf", "-Inf", "1e300", "1e-300", "fast"}, "burst": {"0", "-1", "NaN", "1.5", "99999999999999999999"}, "max-connections": {"0", "-1", "NaN", "99999999999"},
	"request-timeout": delays, "read-header-timeout": delays, "read-timeout": delays, "write-timeout": delays, "idle-timeout": delays, "shutdown-timeout": delays,
	"drain-delay": {"-5s", "1000h", "NaN", "5"}, "feed-heartbeat": delays, "feed-streams": {"0", "-1", "NaN", "99999999999"},

	"webhook-allow": {"nobody", "10.0.0.0/99"}, "webhook-key-file": nil, "webhook-timeout": delays, "webhook-retry": delays, "webhook-attempts": {"0", "-1", "NaN", "99999999999"}, "webhook-log": delays,

	"metrics-addr": {"nowhere", "on", "127.0.0.1:99999"}, "otlp-endpoint": {"notaurl", "localhost:4318"}, "log-format": {"xml"}, "log-level": {"loud"},
}

var delays = []string{"0s", "1ns", "-1s", "NaN", "Inf", "5", "soon", "99999999999h"}

// try reads a command line as main does, and gives what is wrong with it.
func try(args ...string) error {
	var c commands
	_, err := parserOf(&c).Parse(args)
	return err
}

// settingsOfServe are the flags of serve, by the model that kong has of it.
func settingsOfServe(t *testing.T) (flags []*kong.Flag) {
	t.Helper()
	for _, leaf := range parserOf(&commands{}).Model.Leaves(true) {
		if leaf.Name == "serve" {
			flags = leaf.Flags
		}
	}
	if len(flags) < 40 {
		t.Fatalf("%d settings", len(flags))
	}
	return flags
}

// Every setting of serve says what it may be, and refuses all else by its name, wherever
// it comes from.
func TestEverySettingIsBounded(t *testing.T) {
	for _, v := range os.Environ() {
		if name, _, _ := strings.Cut(v, "="); strings.HasPrefix(name, "PARLEY_") {
			t.Setenv(name, "") // to be restored afterwards
			os.Unsetenv(name)
		}
	}
	if err := try("serve"); err != nil {
		t.Fatal(err)
	}
	bounds := (&settings{}).bounds()
	for _, flag := range settingsOfServe(t) {
		values, known := wrongs[flag.Name]
		if _, bounded := bounds[flag.Name]; !known || !bounded {
			t.Errorf("--%s: say in bounds and in wrongs what it may be", flag.Name)
		}
		if kind := flag.Target.Kind(); len(values) == 0 && kind != reflect.String {
			t.Errorf("--%s is a %s and takes whatever there is", flag.Name, kind)
		}
		for _, value := range append(slices.Clone(values), "") {
			refused(t, flag, value)
		}
	}
}

func refused(t *testing.T, flag *kong.Flag, value string) {
	t.Helper()
	check := func(from, name string, args ...string) {
		if err := try(append([]string{"serve"}, args...)...); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("--%s=%q from %s: %v", flag.Name, value, from, err)
		}
	}
	check("a flag", "--"+flag.Name, "--"+flag.Name+"="+value)
	check("the file", flag.Name, "--config", file(t, flag.Name+`: "`+value+`"`))
	for _, name := range flag.Envs {
		if !strings.HasPrefix(name, "PARLEY_") {
			continue
		}
		t.Setenv(name, value)
		if err := try("serve"); err == nil || !strings.Contains(err.Error(), name) && !strings.Contains(err.Error(), "--"+flag.Name) {
			t.Errorf("%s=%q: %v", name, value, err)
		}
		os.Unsetenv(name)
	}
}

// The program ends with the code that says so, also where a file has to be looked at.
func TestWrongSettingsEndTheProgram(t *testing.T) {
	there := file(t, "text")
	for flag, values := range map[string][]string{
		"rate": {"NaN", "-5"}, "feed-streams": {"-1"}, "feed-heartbeat": {"-1s"}, "burst": {"0"}, "db": {""}, "oidc-roles": {"desk=boss"}, "cors-origins": {"x"}, "backup-keep": {"0"},
		"backup-dir": {there, filepath.Join(there, "x")}, "webhook-key-file": {there, filepath.Join(t.TempDir(), "none", "key")}, "tls-cert": {there, "none.pem"}, "addr": {"0.0.0.0:0"},
	} {
		for _, value := range values {
			args := []string{"serve", "--addr", "127.0.0.1:0", "--" + flag + "=" + value}
			if flag == "tls-cert" {
				args = append(args, "--tls-key", there)
			}
			parley(t, args...).wants(t, 80, "--"+flag)
		}
	}
	if runtime.GOOS == "linux" {
		parley(t, "serve", "--backup-dir=/proc/x").wants(t, 80, "--backup-dir")
	}
	parley(t, "migrate", "status", "--db=").wants(t, 80, "--db", "empty")
	parley(t, "serve", "--oidc-issuer=https://id.example", "--oidc-roles=desk=boss").wants(t, 80, "--oidc-roles", "boss")
}
