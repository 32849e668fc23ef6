package access

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"regexp"
	"time"
	"unicode/utf8"

	"parley/internal/ledger"
)

// Workspace is the unit of isolation: everything recorded belongs to exactly one.
// A public one may be read by anyone who can reach the server.
type Workspace struct {
	Slug   string `json:"slug"`
	Name   string `json:"name"`
	Public bool   `json:"public"`
	// CreatedAt is nil for the one that every database has from the first.
	CreatedAt *time.Time `json:"created_at"`
	// Head is the newest number of its ledger.
	Head int64 `json:"head"`
}

// WorkspaceFields are what may be changed of a workspace.
type WorkspaceFields struct {
	Name   string `json:"name"`
	Public bool   `json:"public"`
}

// WorkspaceInput creates a workspace.
type WorkspaceInput struct {
	Slug string `json:"slug"`
	WorkspaceFields
}

// Workspaces gives all workspaces in the order they were made.
func (k *Keys) Workspaces(ctx context.Context) ([]Workspace, error) { return k.store.Workspaces(ctx) }

// Workspace finds one by its slug.
func (k *Keys) Workspace(ctx context.Context, slug string) (Workspace, error) {
	return k.store.Workspace(ctx, slug)
}

// CreateWorkspace makes an empty workspace.
func (k *Keys) CreateWorkspace(ctx context.Context, in WorkspaceInput) (Workspace, error) {
	if err := in.check(); err != nil {
		return Workspace{}, err
	}
	now := k.now().UTC().Truncate(time.Microsecond)
	w := Workspace{Slug: in.Slug, Name: in.Name, Public: in.Public, CreatedAt: &now}
	return w, k.store.InsertWorkspace(ctx, w)
}

// Version stands for what may be changed of a workspace: while that is the same, so
// is the version, whatever is recorded in it.
func (w Workspace) Version() int64 {
	sum := sha256.Sum256(fmt.Appendf(nil, "%t %s", w.Public, w.Name))
	return int64(binary.BigEndian.Uint32(sum[:]))
}

// ChangeWorkspace changes the fields of a workspace that has a version the caller
// expects; for a caller who expects none it tries again when another was faster.
func (k *Keys) ChangeWorkspace(ctx context.Context, slug string, expect ledger.Expect, patch ledger.Patch[WorkspaceFields]) (Workspace, error) {
	for {
		w, err := k.changeWorkspace(ctx, slug, expect, patch)
		if !expect.Any || !ledger.IsKind(err, ledger.KindStale) {
			return w, err
		}
	}
}

func (k *Keys) changeWorkspace(ctx context.Context, slug string, expect ledger.Expect, patch ledger.Patch[WorkspaceFields]) (Workspace, error) {
	before, err := k.store.Workspace(ctx, slug)
	if err != nil {
		return before, err
	}
	if !expect.Met(before.Version()) {
		return before, ledger.Stale("this workspace was changed since you read it; read it again and repeat your change")
	}
	fields := WorkspaceFields{Name: before.Name, Public: before.Public}
	if err := patch(&fields); err != nil {
		return before, err
	}
	if err := (WorkspaceInput{slug, fields}).check(); err != nil {
		return before, err
	}
	after := before
	after.Name, after.Public = fields.Name, fields.Public
	return after, k.store.UpdateWorkspace(ctx, before, after)
}

var slugForm = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,63}$`)

func isSlug(s string) bool { return slugForm.MatchString(s) }

func (in WorkspaceInput) check() error {
	switch {
	case !isSlug(in.Slug):
		return ledger.Invalid("/slug", "slug", "%q is not a slug: use 1 to 64 of a-z, 0-9 and -", in.Slug)
	case utf8.RuneCountInString(in.Name) > 200:
		return ledger.Invalid("/name", "length", "is longer than 200 characters")
	}
	return nil
}
