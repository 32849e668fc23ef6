package main

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"time"

	"parley/db"
	"parley/internal/ledger"
	"parley/internal/sender"
	"parley/internal/webhook"
)

// webhookOptions say how webhooks are kept and sent.
type webhookOptions struct {
	Allow    []network `env:"PARLEY_WEBHOOK_ALLOW" placeholder:"NETWORK" help:"Addresses or networks that webhooks may be sent to beside public ones, and over plain http, as 10.0.0.0/8 or 127.0.0.1."`
	KeyFile  string    `env:"PARLEY_WEBHOOK_KEY_FILE" type:"path" placeholder:"FILE" help:"The key that webhook secrets are sealed with; made when it is first needed. Default: beside the SQLite file, ending in .webhook-key; with PostgreSQL none, and no webhooks."`
	Timeout  patience  `env:"PARLEY_WEBHOOK_TIMEOUT" default:"15s" help:"How long a receiver may take to answer."`
	Retry    patience  `env:"PARLEY_WEBHOOK_RETRY" default:"5s" help:"How long after a failure an event is sent again; four times as long after each further one, at most 12h."`
	Attempts count     `env:"PARLEY_WEBHOOK_ATTEMPTS" default:"14" help:"After how many attempts at one event its webhook is paused."`
	Log      patience  `env:"PARLEY_WEBHOOK_LOG" default:"720h" help:"How long deliveries stay in the log."`
}

func (o *webhookOptions) webhooks(d *db.DB, store *db.Store, l *ledger.Ledger, log *slog.Logger) *webhook.Webhooks {
	file := o.KeyFile
	if path, alone := d.File(); file == "" && alone {
		file = path + ".webhook-key"
	}
	reach := webhook.Reach{Allowed: prefixes(o.Allow)}
	return webhook.New(store, l, webhook.Options{
		Sender: sender.New(reach, "Parley/"+version), Reach: reach, Vault: webhook.Vault{Key: keyFile(file).key},
		Schedule: webhook.Schedule{First: time.Duration(o.Retry), Attempts: int64(o.Attempts)},
		Timeout:  time.Duration(o.Timeout), Kept: time.Duration(o.Log), Log: log,
	})
}

func prefixes(all []network) (list []netip.Prefix) {
	for _, n := range all {
		p, err := netip.ParsePrefix(string(n))
		if err != nil {
			a := netip.MustParseAddr(string(n)) // network takes no others
			p = netip.PrefixFrom(a, a.BitLen())
		}
		list = append(list, p)
	}
	return list
}

// keyFile is where the key of secrets lies, as base64, for its owner alone. It is
// kept apart from the database, so that a backup of that has no secrets.
type keyFile string

func (f keyFile) key(create bool) ([]byte, error) {
	if f == "" {
		return nil, errors.New("start it with --webhook-key-file, the same file on every server of this database")
	}
	text, err := os.ReadFile(string(f))
	if errors.Is(err, fs.ErrNotExist) && create {
		if text, err = f.make(); errors.Is(err, fs.ErrExist) {
			text, err = os.ReadFile(string(f)) // another process was first
		}
	}
	if err != nil {
		return nil, err
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(key) != webhook.KeyBytes {
		return nil, fmt.Errorf("%s is no key: it has to be %d bytes as base64", string(f), webhook.KeyBytes)
	}
	return key, nil
}

// make puts a new key in place in one step, so that nobody reads half of it.
func (f keyFile) make() ([]byte, error) {
	key := make([]byte, webhook.KeyBytes)
	rand.Read(key) //nolint:errcheck // it never fails (crypto/rand)
	text := []byte(base64.StdEncoding.EncodeToString(key) + "\n")
	temporary, err := os.CreateTemp(filepath.Dir(string(f)), ".webhook-key-")
	if err != nil {
		return nil, err
	}
	defer os.Remove(temporary.Name()) //nolint:errcheck // a leftover harms nobody
	_, err = temporary.Write(text)
	if err := errors.Join(err, temporary.Sync(), temporary.Close()); err != nil {
		return nil, err
	}
	return text, os.Link(temporary.Name(), string(f))
}
