package db

import (
	"context"

	"parley/db/sqlc"
	"parley/internal/access"
	"parley/internal/ledger"
)

// workspace gives the number of a workspace, which never changes.
func (s *Store) workspace(ctx context.Context, slug string) (int64, error) {
	if id, ok := s.workspaces.Load(slug); ok {
		return id.(int64), nil
	}
	w, err := sqlc.New(s.read).GetWorkspace(ctx, slug)
	if err != nil {
		return 0, told("workspace", slug, err)
	}
	s.workspaces.Store(slug, w.ID)
	return w.ID, nil
}

// Entrance gives what a gate asks about a workspace.
func (s *Store) Entrance(ctx context.Context, slug string) (access.Entrance, error) {
	return s.gathered.entrances.get(ctx, slug)
}

func (s *Store) entrance(ctx context.Context, slug string) (access.Entrance, error) {
	r, err := s.reading.FindEntrance(ctx, slug)
	return access.Entrance{There: r.ID != 0, Public: r.Public, Newest: at(r.Head, r.RecordedAt), Keyed: r.Keys > 0}, told("", "", err)
}

// Workspace finds a workspace by its slug.
func (s *Store) Workspace(ctx context.Context, slug string) (access.Workspace, error) {
	r, err := sqlc.New(s.read).FindWorkspace(ctx, slug)
	return workspace(sqlc.ListWorkspacesRow(r)), told("workspace", slug, err)
}

// Workspaces lists all workspaces in the order they were made.
func (s *Store) Workspaces(ctx context.Context) ([]access.Workspace, error) {
	rows, err := sqlc.New(s.read).ListWorkspaces(ctx)
	list := make([]access.Workspace, len(rows))
	for i, r := range rows {
		list[i] = workspace(r)
	}
	return list, told("", "", err)
}

// Slugs names all workspaces in the order they were made, also one whose settings are
// gone.
func (s *Store) Slugs(ctx context.Context) ([]string, error) {
	list, err := sqlc.New(s.read).ListSlugs(ctx)
	return list, told("", "", err)
}

// SumOfHeads is how many transactions all workspaces have recorded, for whoever
// runs the server.
func (s *Store) SumOfHeads(ctx context.Context) (int64, error) {
	n, err := sqlc.New(s.read).SumOfHeads(ctx)
	return n, told("", "", err)
}

func workspace(r sqlc.ListWorkspacesRow) access.Workspace {
	return access.Workspace{Slug: r.Slug, Name: r.Name, Public: r.Public, CreatedAt: moment(r.CreatedAt), Head: r.Head}
}

// InsertWorkspace makes an empty workspace under the next number. Two at once may
// try the same number on PostgreSQL; the second then takes the next.
func (s *Store) InsertWorkspace(ctx context.Context, w access.Workspace) error {
	const tries = 5
	var err error
	for range tries {
		if err = s.insertWorkspace(ctx, w); !isUnique(err) {
			return told("", "", err)
		}
		if _, found := s.Workspace(ctx, w.Slug); found == nil {
			return ledger.Conflict("there is a workspace %q already", w.Slug)
		}
	}
	return told("", "", err)
}

func (s *Store) insertWorkspace(ctx context.Context, w access.Workspace) error {
	tx, err := s.db.Write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	q := sqlc.New(s.write.in(tx))
	id, err := q.InsertWorkspace(ctx, w.Slug)
	if err != nil {
		return err
	}
	settings := sqlc.InsertWorkspaceSettingsParams{WorkspaceID: id, Name: w.Name, Public: w.Public, CreatedAt: micros(*w.CreatedAt)}
	if err := q.InsertWorkspaceSettings(ctx, settings); err != nil {
		return err
	}
	return tx.Commit()
}

// UpdateWorkspace stores the name of a workspace and whether it is public, unless
// somebody else did since they were read.
func (s *Store) UpdateWorkspace(ctx context.Context, before, after access.Workspace) error {
	id, err := s.workspace(ctx, before.Slug)
	if err != nil {
		return err
	}
	n, err := sqlc.New(s.write).UpdateWorkspaceSettings(ctx, sqlc.UpdateWorkspaceSettingsParams{WorkspaceID: id,
		Name: after.Name, Public: after.Public, Name_2: before.Name, Public_2: before.Public})
	if err == nil && n == 0 {
		return ledger.Stale("the workspace was changed meanwhile; read it again and repeat your change")
	}
	return told("workspace", before.Slug, err)
}
