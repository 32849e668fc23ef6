package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"regexp"
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
		var faults int64
		found := false
		for _, slug := range list {
			if c.Workspace != "" && c.Workspace != slug {
				continue
			}
			found = true
			seen, err := s.Verify(ctx, access.Workspace{Slug: slug}, noted, func(f db.Fault) { fmt.Printf("%s: %s %s\n", f.Workspace, f.Where, f.What) })
			if err != nil {
				return err
			}
			faults += seen.Faults
			fmt.Fprintf(os.Stderr, "%s: looked at %d numbers, %d texts, %d passages, %d positions: %d faults\n", slug, seen.Numbers, seen.Texts, seen.Passages, seen.Positions, seen.Faults)
		}
		switch {
		case !found && c.Workspace == "":
			return errors.New("the database has no workspace")
		case !found:
			return fmt.Errorf("there is no workspace %q", c.Workspace)
		case faults > 0:
			return errors.New("the database is not as it was recorded")
		}
		return nil
	})
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
