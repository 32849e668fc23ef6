package main

import (
	"context"
	"errors"
	"fmt"

	"parley/api"
	"parley/db"
	"parley/internal/ledger"
)

const megabyte = 1e6

// checks are what /readyz looks at. Disk is looked at where the data lie in a
// SQLite file.
func checks(d *db.DB, s *service, freeMegabytes uint64) []api.Check {
	all := []api.Check{
		{Name: "serving", Try: func(context.Context) error { return s.serving() }},
		{Name: "database", Try: d.Answers},
		{Name: "schema", Try: func(ctx context.Context) error { return shownToAll(d.Current(ctx)) }},
	}
	if _, err := d.FreeSpace(); !errors.Is(err, db.ErrNoFreeSpace) {
		all = append(all, api.Check{Name: "disk", Try: func(context.Context) error { return enoughDisk(d, freeMegabytes) }})
	}
	return all
}

func (s *service) serving() error {
	if s.draining.Load() {
		return unready("the server is stopping")
	}
	return nil
}

func enoughDisk(d *db.DB, wanted uint64) error {
	free, err := d.FreeSpace()
	if err != nil || free >= wanted*megabyte {
		return err
	}
	return unready("%d MB are free where the database lies, and --min-free-disk asks for %d", free/megabyte, wanted)
}

// shownToAll lets a fault of the schema be read by who asks: it holds numbers only.
func shownToAll(err error) error {
	if err == nil || ledger.IsKind(err, ledger.KindUnavailable) {
		return err
	}
	return unready("%v", err)
}

func unready(format string, args ...any) error {
	return &ledger.Error{Kind: ledger.KindUnavailable, Detail: fmt.Sprintf(format, args...)}
}
