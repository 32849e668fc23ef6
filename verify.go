package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"

	"parley/db"
	"parley/internal/access"
)

type verifyCommand struct {
	database
	Workspace string `placeholder:"NAME" help:"Look at this workspace only. Default: all."`
	Head      string `placeholder:"NUMBER:HASH" help:"A number of the workspace and its hash, as written down from GET /v1/transactions/head."`
}

var headForm = regexp.MustCompile(`^([1-9][0-9]{0,17}):([0-9a-f]{64})$`)

// Run looks through the database and says exactly what is wrong with it.
func (c *verifyCommand) Run(ctx context.Context) error {
	noted, err := c.noted()
	if err != nil {
		return err
	}
	return c.look(ctx, func(s *db.Store) error {
		list, err := s.Slugs(ctx)
		if err != nil {
			return err
		}
		if c.Workspace != "" && !slices.Contains(list, c.Workspace) {
			return fmt.Errorf("there is no workspace %q", c.Workspace)
		}
		if len(list) == 0 {
			return errors.New("the database has no workspace")
		}
		faults, err := c.storage(ctx, s)
		for _, slug := range list {
			if c.Workspace == "" || c.Workspace == slug {
				found, failed := c.workspace(ctx, s, slug, noted)
				faults, err = faults+found, errors.Join(err, failed)
			}
		}
		if faults > 0 {
			err = errors.Join(errors.New("the database is not as it was recorded"), err)
		}
		return err
	})
}

func (c *verifyCommand) workspace(ctx context.Context, s *db.Store, slug string, noted *db.WrittenDown) (int64, error) {
	seen, err := s.Verify(ctx, access.Workspace{Slug: slug}, noted, func(f db.Fault) { fmt.Printf("%s: %s %s\n", f.Workspace, f.Where, f.What) })
	fmt.Fprintf(os.Stderr, "%s: looked at %d numbers, %d texts, %d passages, %d positions: %d faults\n", slug, seen.Numbers, seen.Texts, seen.Passages, seen.Positions, seen.Faults)
	return seen.Faults, err
}

// storage looks at what belongs to no single workspace.
func (c *verifyCommand) storage(ctx context.Context, s *db.Store) (int64, error) {
	faults, err := s.VerifyStorage(ctx, func(f db.Fault) { fmt.Printf("database: %s %s\n", f.Where, f.What) })
	fmt.Fprintf(os.Stderr, "database: looked at how it is stored and what refers to what: %d faults\n", faults)
	return faults, err
}

// look opens the database without making it, migrating it or filling anything in.
func (c *verifyCommand) look(ctx context.Context, do func(*db.Store) error) error {
	where, err := c.where()
	if err != nil {
		return err
	}
	opened, err := db.Look(ctx, where)
	if err != nil {
		return err
	}
	store := db.NewStore(opened)
	return errors.Join(do(store), store.Close())
}

func (c *verifyCommand) noted() (*db.WrittenDown, error) {
	if c.Head == "" {
		return nil, nil
	}
	parts := headForm.FindStringSubmatch(c.Head)
	if parts == nil || c.Workspace == "" {
		return nil, errors.New("--head: give a number, a colon and its hash of 64 hexadecimal digits, and the --workspace it is of")
	}
	n, err := strconv.ParseInt(parts[1], 10, 64)
	return &db.WrittenDown{Number: n, Hash: parts[2]}, err
}
