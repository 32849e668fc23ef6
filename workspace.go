package main

import (
	"context"
	"fmt"
	"os"
	"text/tabwriter"

	"parley/db"
	"parley/internal/access"
	"parley/internal/ledger"
)

type workspaceCommand struct {
	Create workspaceCreateCommand `cmd:"" help:"Make an empty workspace."`
	List   workspaceListCommand   `cmd:"" help:"List the workspaces."`
	Public workspacePublicCommand `cmd:"" help:"Let anyone read a workspace, or no longer."`
}

type workspaceCreateCommand struct {
	database
	Slug string `arg:"" help:"Its name in tokens and headers: 1 to 64 of a-z, 0-9 and -."`
	Name string `help:"What people call it."`
}

// Run makes a workspace.
func (c *workspaceCreateCommand) Run(ctx context.Context) error {
	return c.withStore(ctx, func(s *db.Store) error {
		in := access.WorkspaceInput{Slug: c.Slug, WorkspaceFields: access.WorkspaceFields{Name: c.Name}}
		if _, err := access.NewKeys(s).CreateWorkspace(ctx, in); err != nil {
			return err
		}
		fmt.Printf("workspace %s is there; make its first key with  parley key create NAME --role admin --workspace %s\n", c.Slug, c.Slug)
		return nil
	})
}

type workspaceListCommand struct{ database }

// Run lists the workspaces.
func (c *workspaceListCommand) Run(ctx context.Context) error {
	return c.withStore(ctx, func(s *db.Store) error {
		list, err := s.Workspaces(ctx)
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "WORKSPACE\tNAME\tPUBLIC\tNUMBER")
		for _, one := range list {
			fmt.Fprintf(w, "%s\t%s\t%t\t%d\n", one.Slug, one.Name, one.Public, one.Head)
		}
		return w.Flush()
	})
}

type workspacePublicCommand struct {
	database
	Slug string `arg:"" help:"The workspace."`
	Off  bool   `help:"From now on only with a key."`
}

// Run says whether anyone may read a workspace.
func (c *workspacePublicCommand) Run(ctx context.Context) error {
	return c.withStore(ctx, func(s *db.Store) error {
		_, err := access.NewKeys(s).ChangeWorkspace(ctx, c.Slug, ledger.Expect{Any: true}, func(f *access.WorkspaceFields) error {
			f.Public = !c.Off
			return nil
		})
		return err
	})
}
