package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"text/tabwriter"
	"time"

	"parley/db"
	"parley/internal/access"
)

// keyCommand looks after keys on the database itself: whoever can open that needs
// no key.
type keyCommand struct {
	Create keyCreateCommand `cmd:"" help:"Make a key and print its token, which is shown this once."`
	List   keyListCommand   `cmd:"" help:"List the keys of a workspace."`
	Revoke keyRevokeCommand `cmd:"" help:"End a key at once and for good."`
	Rotate keyRotateCommand `cmd:"" help:"Give a key a new token; the old one ends at once."`
}

// keys is the options that all of them have.
type keys struct {
	database
	Workspace string `env:"PARLEY_WORKSPACE" default:"default" help:"Workspace the key is for."`
}

type keyCreateCommand struct {
	keys
	Name    string `arg:"" help:"Whose key it is, or what for: the name its writes carry in the ledger."`
	Role    string `required:"" enum:"reader,coder,editor,admin,server" help:"What it may do: ${enum}. Each may all that the one before it may, but for server, which looks after workspaces and reads none."`
	Expires string `placeholder:"DATE" help:"Day on which it ends, such as 2028-01-01 (UTC). Default: never."`
}

type keyListCommand struct{ keys }

type keyRevokeCommand struct {
	keys
	Name string `arg:"" help:"Name or id of the key."`
}

type keyRotateCommand struct {
	keys
	Name string `arg:"" help:"Name or id of the key."`
}

// Run makes a key. The token alone goes to standard output, so that it can be kept
// in a variable.
func (c *keyCreateCommand) Run(ctx context.Context) error {
	in := access.KeyInput{Name: c.Name, Role: access.Role(c.Role)}
	if c.Expires != "" {
		day, err := time.Parse(time.DateOnly, c.Expires)
		if err != nil {
			return fmt.Errorf("--expires %s: give a day such as 2028-01-01", c.Expires)
		}
		in.ExpiresAt = &day
	}
	return c.with(ctx, func(k *access.Keys, by access.Grant) error {
		made, err := k.Create(ctx, by, in)
		return tellToken(made, err)
	})
}

// Run gives a key a new token.
func (c *keyRotateCommand) Run(ctx context.Context) error {
	return c.with(ctx, func(k *access.Keys, by access.Grant) error {
		made, err := k.Rotate(ctx, by, c.Name)
		return tellToken(made, err)
	})
}

func tellToken(made access.Issued, err error) error {
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "key %s (%s) of workspace %s; send it as  Authorization: Bearer …  It is not shown again:\n", made.Name, made.Role, made.Workspace)
	fmt.Println(made.Token)
	return nil
}

// Run ends a key.
func (c *keyRevokeCommand) Run(ctx context.Context) error {
	return c.with(ctx, func(k *access.Keys, by access.Grant) error {
		key, err := k.Revoke(ctx, by, c.Name)
		if err == nil {
			fmt.Printf("key %s of workspace %s is revoked\n", key.Name, key.Workspace)
		}
		return err
	})
}

// Run lists keys.
func (c *keyListCommand) Run(ctx context.Context) error {
	return c.with(ctx, func(k *access.Keys, by access.Grant) error {
		list, err := k.List(ctx, by)
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "NAME\tROLE\tPREFIX\tCREATED\tLAST USED\tEXPIRES\tREVOKED")
		for _, key := range list {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", key.Name, key.Role, key.Prefix, dayOf(&key.CreatedAt), dayOf(key.LastUsedAt), dayOf(key.ExpiresAt), dayOf(key.RevokedAt))
		}
		return w.Flush()
	})
}

func dayOf(t *time.Time) string {
	if t == nil {
		return "-"
	}
	return t.Format(time.DateOnly)
}

// with opens the database for what is done to the keys of the workspace.
func (k *keys) with(ctx context.Context, do func(*access.Keys, access.Grant) error) error {
	return k.withStore(ctx, func(s *db.Store) error {
		if _, err := s.Workspace(ctx, k.Workspace); err != nil {
			return err
		}
		return do(access.NewKeys(s), access.Grant{Workspace: k.Workspace, Actor: "command line", Role: access.Admin, Server: true})
	})
}

func (d *database) withStore(ctx context.Context, do func(*db.Store) error) error {
	where, err := d.where()
	if err != nil {
		return err
	}
	opened, err := db.Open(ctx, db.Options{URL: where, Progress: tellProgress})
	if err != nil {
		return err
	}
	store := db.NewStore(opened)
	return errors.Join(do(store), store.Close())
}
