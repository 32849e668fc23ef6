package main

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"parley/db"
	"parley/internal/access"
)

// wrongSetting is a setting that cannot be taken, found after the command line was
// read. The program ends with wrongUse for it.
type wrongSetting struct {
	name  string
	cause error
}

func (w *wrongSetting) Error() string { return "--" + w.name + ": " + w.cause.Error() }
func (w *wrongSetting) Unwrap() error { return w.cause }

// wrong names the setting that an error is about.
func wrong(name string, err error) error {
	if err == nil {
		return nil
	}
	return &wrongSetting{name, err}
}

var errEmpty = errors.New("is empty; give a value or leave it out")

// path makes a path absolute. Kong's own takes an empty one for the current folder.
func path(decode *kong.DecodeContext, target reflect.Value) error {
	var text string
	if err := decode.Scan.PopValueInto("file", &text); err != nil {
		return err
	}
	if text == "" {
		return errEmpty
	}
	target.SetString(kong.ExpandPath(text))
	return nil
}

// Validate refuses what is given and empty, whatever it comes from: it is a variable
// that somebody forgot to fill in, and what they meant is not the default.
func (c *commands) Validate(k *kong.Context) error {
	if k.Selected() == nil {
		return nil
	}
	for _, flag := range k.Selected().Flags {
		if shown(flag) == "-" && origin(k, c.file, flag) != "default" {
			return &wrongSetting{flag.Name, errEmpty}
		}
	}
	return nil
}

// Validate refuses settings out of their bounds, and those that do not go together.
func (s *settings) Validate() error {
	bounds := s.bounds()
	for _, name := range slices.Sorted(maps.Keys(bounds)) {
		if err := bounds[name]; err != nil {
			return wrong(name, err)
		}
	}
	if (s.TLSCert == "") != (s.TLSKey == "") {
		return errors.New("--tls-cert and --tls-key: give both or neither")
	}
	return nil
}

// bounds says of every setting what is wrong with it. Those that are nil here are
// bound by their types alone, or may be anything.
func (s *settings) bounds() map[string]error {
	return map[string]error{
		"db": knownDatabase(s.DB), "migrate": nil, "demo": nil, "actor": writer(s.Actor),
		"backup-dir": nil, "backup-every": between(s.Backup.Every, time.Minute, year), "backup-keep": between(s.Backup.Keep, 1, 100_000),
		"min-free-disk": between(s.MinFreeDisk, 0, 1e9),

		"addr": nil, "trusted-proxies": nil, "public-url": nil, "tls-cert": nil, "tls-key": nil,

		"public-read": nil, "cors-origins": sites(s.CORSOrigins),
		"oidc-issuer": siteOrNone(s.OIDC.Issuer), "oidc-audience": nil, "oidc-workspace-claim": nil, "oidc-role-claim": nil, "oidc-roles": s.OIDC.checkRoles(),

		"rate": s.checkRate(), "burst": between(s.Burst, 1, 1_000_000), "max-connections": between(s.MaxConnections, 1, 1_000_000),
		"request-timeout": waits(s.RequestTimeout), "read-header-timeout": waits(s.ReadHeaderTimeout), "read-timeout": waits(s.ReadTimeout),
		"write-timeout": waits(s.WriteTimeout), "idle-timeout": waits(s.IdleTimeout), "shutdown-timeout": waits(s.ShutdownTimeout),
		"drain-delay":    between(s.DrainDelay, 0, time.Hour),
		"feed-heartbeat": between(s.FeedHeartbeat, 10*time.Millisecond, time.Hour), "feed-streams": between(s.FeedStreams, 1, 100_000),

		"webhook-allow": nil, "webhook-key-file": nil, "webhook-timeout": waits(s.Webhook.Timeout), "webhook-retry": waits(s.Webhook.Retry),
		"webhook-attempts": between(s.Webhook.Attempts, 1, 1000), "webhook-log": waits(s.Webhook.Log),

		"metrics-addr": nil, "otlp-endpoint": nil, "log-format": nil, "log-level": nil,
	}
}

const year = 366 * 24 * time.Hour

// waits bounds what is given up after a time: a shorter one would end everything.
func waits(p patience) error { return between(time.Duration(p), time.Millisecond, year) }

func between[N cmp.Ordered](n, least, most N) error {
	if n >= least && n <= most { // not true of NaN
		return nil
	}
	return fmt.Errorf("is %v, and has to be from %v to %v", n, least, most)
}

// leastRate is a request in a quarter of an hour. A smaller rate would have waits that no
// header can tell.
const leastRate = 0.001

func (s *settings) checkRate() error {
	if s.Rate == 0 {
		return nil
	}
	if math.IsNaN(s.Rate) || s.Rate < leastRate || s.Rate > 1e6 {
		return fmt.Errorf("is %v, and has to be 0 for no bound, or from %v to 1000000", s.Rate, leastRate)
	}
	return nil
}

func knownDatabase(name string) error {
	if name == "" {
		return nil // the default
	}
	return db.CheckName(name)
}

// mostOfWriter is the longest name of those who write without a key.
const mostOfWriter = 100

func writer(name string) error {
	if access.IsName(name, mostOfWriter) {
		return nil
	}
	return fmt.Errorf("give 1 to %d characters, without line ends, hidden characters or blanks around them", mostOfWriter)
}

func siteOrNone(text string) error {
	if text == "" {
		return nil
	}
	return new(webURL).UnmarshalText([]byte(text))
}

// sites refuses what is no origin of a page.
func sites(all []string) error {
	for _, one := range all {
		if err := new(webURL).UnmarshalText([]byte(one)); err != nil || strings.Count(one, "/") != 2 {
			return fmt.Errorf("%q is not a site such as https://desk.example.org", one)
		}
	}
	return nil
}

func (o *oidcOptions) checkRoles() error {
	if len(o.Roles) > 0 && o.Issuer == "" {
		return errors.New("is of no use without --oidc-issuer")
	}
	for _, value := range slices.Sorted(maps.Keys(o.Roles)) {
		if role := o.Roles[value]; access.Role(role) == access.Server || !access.IsRole(role) {
			return fmt.Errorf("%s=%s: the roles are reader, coder, editor and admin", value, role)
		}
	}
	return nil
}

// checkFiles looks at the files that the server is to write, before anything else is done.
func (s *settings) checkFiles() error {
	if s.Backup.Dir != "" {
		if err := os.MkdirAll(s.Backup.Dir, 0o700); err != nil {
			return wrong("backup-dir", err)
		}
	}
	return wrong("webhook-key-file", s.Webhook.checkKeyFile())
}

// checkKeyFile takes a file that holds a key, and one that can be made.
func (o *webhookOptions) checkKeyFile() error {
	if o.KeyFile == "" {
		return nil
	}
	_, err := keyFile(o.KeyFile).key(false)
	if !errors.Is(err, os.ErrNotExist) {
		return err
	}
	_, err = os.Stat(filepath.Dir(o.KeyFile))
	return err
}
