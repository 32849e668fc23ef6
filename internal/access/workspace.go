package access

import (
	"context"
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

// ChangeWorkspace changes the fields of a workspace.
func (k *Keys) ChangeWorkspace(ctx context.Context, slug string, patch ledger.Patch[WorkspaceFields]) (Workspace, error) {
	w, err := k.store.Workspace(ctx, slug)
	if err != nil {
		return w, err
	}
	fields := WorkspaceFields{Name: w.Name, Public: w.Public}
	if err := patch(&fields); err != nil {
		return w, err
	}
	w.Name, w.Public = fields.Name, fields.Public
	if err := (WorkspaceInput{w.Slug, fields}).check(); err != nil {
		return w, err
	}
	return w, k.store.UpdateWorkspace(ctx, w)
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
