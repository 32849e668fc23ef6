package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"parley/db"
	"parley/internal/bundle"
	"parley/internal/ledger"
)

type importCommand struct {
	database
	Files  []string `arg:"" type:"existingfile" help:"Coding bundles, JSON or NDJSON (docs/coding-bundle.md)."`
	DryRun bool     `help:"Try everything, name every fault and record nothing."`
	Actor  string   `env:"PARLEY_ACTOR" default:"import" help:"Name that the import carries in the ledger."`
	Reason string   `help:"Why, for the ledger. Default: the name of the file."`
}

// Run imports each file. The first one with faults ends it.
func (c *importCommand) Run(ctx context.Context) error {
	where, err := c.where()
	if err != nil {
		return err
	}
	d, err := db.Open(ctx, db.Options{URL: where, Progress: tellProgress})
	if err != nil {
		return err
	}
	store := db.NewStore(d)
	defer store.Close() //nolint:errcheck // everything is committed or the import says so
	for _, file := range c.Files {
		if err := c.file(ctx, ledger.New(store), file); err != nil {
			return err
		}
	}
	return nil
}

func (c *importCommand) file(ctx context.Context, l *ledger.Ledger, file string) error {
	reason := c.Reason
	if reason == "" {
		reason = "import of " + filepath.Base(file)
	}
	by := ledger.Caller{Workspace: "default", Actor: c.Actor, Reason: &reason}
	options := bundle.Options{DryRun: c.DryRun, Progress: func(did string, done, total int) {
		fmt.Fprintf(os.Stderr, "%s: %s %d of %d items\n", file, did, done, total)
	}}
	folder, name, err := beside(file)
	if err != nil {
		return err
	}
	defer folder.Close() //nolint:errcheck // it was only read
	report, err := bundle.Import(ctx, l, by, folder.FS(), name, options)
	if err != nil {
		return fmt.Errorf("%s: stopped with %d of %d items recorded; the same import again does the rest: %w", file, report.Recorded+report.Known, report.Items, err)
	}
	return c.tell(file, report)
}

// beside opens the folder a bundle lies in, so that the bundle can name files
// there and nowhere else, not even through a link.
func beside(file string) (*os.Root, string, error) {
	real, err := filepath.EvalSymlinks(file)
	if err != nil {
		return nil, "", err
	}
	folder, err := os.OpenRoot(filepath.Dir(real))
	return folder, filepath.Base(real), err
}

func (c *importCommand) tell(file string, report bundle.Report) error {
	for _, fault := range report.Faults {
		fault.File = file
		fmt.Fprintln(os.Stderr, fault)
	}
	if n := len(report.Faults); n > 0 {
		return fmt.Errorf("%s: nothing was recorded; faults: %d", file, n)
	}
	did := "recorded"
	if c.DryRun {
		did = "would be recorded"
	}
	fmt.Printf("%s: %d items, %d %s, %d there already\n", file, report.Items, report.Recorded, did, report.Known)
	return nil
}
