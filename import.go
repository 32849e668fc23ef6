package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"parley/db"
	"parley/internal/bundle"
	"parley/internal/imports"
	"parley/internal/ledger"
	"parley/internal/mapping"
)

type importCommand struct {
	database
	Files       []string     `arg:"" type:"existingfile" help:"Coding bundles, JSON or NDJSON (docs/coding-bundle.md), databases of DNA 3, data packages, and tables (CSV) with --mapping (docs/imports.md)."`
	Kind        imports.Kind `enum:"auto,bundle,dna,csv,datapackage" default:"auto" help:"What the files are: ${enum}. By their content, where it is auto."`
	Negotiation string       `help:"Slug of the negotiation that a DNA database is about; made where it is not there. Default: dna."`
	Mapping     string       `type:"existingfile" help:"JSON file that says what becomes of the columns of a table (docs/imports.md)."`
	Suggest     bool         `name:"suggest-mapping" help:"Print a mapping to begin with, from the head of a table, and import nothing."`
	DryRun      bool         `help:"Try everything, name every fault and record nothing."`
	KeepGoing   bool         `help:"Record what is right beside what is faulty. Without it nothing is recorded where anything is wrong."`
	Actor       string       `env:"PARLEY_ACTOR" default:"import" help:"Name that the import carries in the ledger."`
	Reason      string       `help:"Why, for the ledger. Default: the name of the file."`
}

// Run imports each file. The first one with faults ends it, unless it is to keep going.
func (c *importCommand) Run(ctx context.Context) error {
	if c.Suggest {
		return c.suggest()
	}
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
	var faulty error
	for _, file := range c.Files {
		report, err := c.file(ctx, ledger.New(store), file)
		if err != nil {
			return err
		}
		if err := c.tell(file, report); err != nil {
			faulty = errors.Join(faulty, err)
		}
		if faulty != nil && !c.KeepGoing {
			break
		}
	}
	return faulty
}

func (c *importCommand) file(ctx context.Context, l *ledger.Ledger, file string) (bundle.Report, error) {
	reason := cmp.Or(c.Reason, "import of "+filepath.Base(file))
	by := ledger.Caller{Workspace: "default", Actor: c.Actor, Reason: &reason}
	options := bundle.Options{DryRun: c.DryRun, KeepGoing: c.KeepGoing, Progress: func(did string, done int) {
		fmt.Fprintf(os.Stderr, "%s: %s %d items\n", file, did, done)
	}}
	folder, name, err := beside(file)
	if err != nil {
		return bundle.Report{}, err
	}
	defer folder.Close() //nolint:errcheck // it was only read
	options.Texts = folder.FS()
	source, err := c.source(ctx, imports.File{Folder: folder.FS(), Name: name, Path: file})
	if err != nil {
		return bundle.Report{}, fmt.Errorf("%s: %w", file, err)
	}
	report, err := bundle.Record(ctx, l, by, source, name, options)
	if err != nil {
		return report, fmt.Errorf("%s: stopped with %d items recorded; the same import again does the rest: %w", file, report.Recorded+report.Known, err)
	}
	return report, nil
}

// source opens a file as items. The faults of its mapping are told one by one.
func (c *importCommand) source(ctx context.Context, file imports.File) (bundle.Source, error) {
	o := imports.Options{Kind: c.Kind, Negotiation: c.Negotiation}
	if c.Mapping != "" {
		var err error
		if o.Mapping, err = os.ReadFile(c.Mapping); err != nil {
			return nil, err
		}
	}
	source, _, err := imports.Open(ctx, file, o)
	var faulty *imports.MappingError
	if errors.As(err, &faulty) {
		for _, fault := range faulty.Faults {
			fmt.Fprintln(os.Stderr, bundle.Fault{File: c.Mapping, Fault: fault})
		}
		return nil, fmt.Errorf("nothing was recorded: the mapping %s has %d faults", c.Mapping, len(faulty.Faults))
	}
	return source, err
}

// suggest prints a mapping for each table.
func (c *importCommand) suggest() error {
	for _, file := range c.Files {
		folder, name, err := beside(file)
		if err != nil {
			return err
		}
		suggested, err := mapping.Suggest(folder.FS(), name)
		_ = folder.Close() // it was only read
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		fmt.Print(string(suggested))
	}
	return nil
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

// tell shows what became of a file; faults are an error.
func (c *importCommand) tell(file string, report bundle.Report) error {
	for _, fault := range report.Faults {
		fault.File = file
		fmt.Fprintln(os.Stderr, fault)
	}
	for _, what := range report.LeftOut {
		fmt.Fprintf(os.Stderr, "%s: left out: %s\n", file, what)
	}
	n := len(report.Faults) + report.MoreFaults
	if report.MoreFaults > 0 {
		fmt.Fprintf(os.Stderr, "%s: and %d more faults\n", file, report.MoreFaults)
	}
	if n > 0 && (c.DryRun || !c.KeepGoing) {
		return fmt.Errorf("%s: nothing was recorded; faults: %d", file, n)
	}
	did := "recorded"
	if c.DryRun {
		did = "would be recorded"
	}
	fmt.Printf("%s: %d items, %d %s, %d there already\n", file, report.Items, report.Recorded, did, report.Known)
	if n > 0 {
		return fmt.Errorf("%s: %d items were refused; faults: %d", file, report.Refused, n)
	}
	return nil
}
