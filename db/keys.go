package db

import (
	"context"
	"time"

	"parley/db/sqlc"
	"parley/internal/access"
	"parley/internal/ledger"
)

var _ access.Store = (*Store)(nil)

// never is when keys end that have no end, in microseconds.
const never = int64(1)<<62 - 1

// FindKey gives the key of a workspace and prefix with the hash of its token. What is not
// there is looked for by one query, so that the time taken does not tell whether the
// workspace is.
func (s *Store) FindKey(ctx context.Context, workspace, prefix string) (access.Found, error) {
	return s.gathered.keys.get(ctx, keyName{workspace, prefix})
}

func (s *Store) findKey(ctx context.Context, name keyName) (access.Found, error) {
	r, err := s.reading.FindKey(ctx, sqlc.FindKeyParams{Slug: name.workspace, Prefix: name.prefix})
	if err != nil {
		return access.Found{}, told("key", name.prefix, err)
	}
	k := key(name.workspace, sqlc.ListKeysRow{ID: r.ID, Name: r.Name, Role: r.Role, Prefix: r.Prefix, CreatedAt: r.CreatedAt, CreatedBy: r.CreatedBy,
		ExpiresAt: r.ExpiresAt, LastUsedAt: r.LastUsedAt, RevokedAt: r.RevokedAt, RevokedBy: r.RevokedBy})
	return access.Found{Key: k, Hash: r.Hash, Newest: at(r.Head, r.RecordedAt)}, nil
}

// HasKeys tells whether any workspace ever had a key.
func (s *Store) HasKeys(ctx context.Context) (bool, error) {
	n, err := sqlc.New(s.read).HasKeys(ctx)
	return n > 0, told("", "", err)
}

// Keys lists the keys of a workspace in the order of their ids.
func (s *Store) Keys(ctx context.Context, workspace string) ([]access.Key, error) {
	id, err := s.workspace(ctx, workspace)
	if err != nil {
		return nil, err
	}
	rows, err := sqlc.New(s.read).ListKeys(ctx, id)
	list := make([]access.Key, len(rows))
	for i, r := range rows {
		list[i] = key(workspace, r)
	}
	return list, told("", "", err)
}

func key(workspace string, r sqlc.ListKeysRow) access.Key {
	return access.Key{ID: r.ID, Workspace: workspace, Name: r.Name, Role: access.Role(r.Role), Prefix: r.Prefix,
		CreatedAt: fromMicros(r.CreatedAt), CreatedBy: r.CreatedBy, ExpiresAt: moment(r.ExpiresAt),
		LastUsedAt: moment(r.LastUsedAt), RevokedAt: moment(r.RevokedAt), RevokedBy: r.RevokedBy}
}

// moment reads a time that need not be set: 0 and never are no time.
func moment(n int64) *time.Time {
	if n == 0 || n == never {
		return nil
	}
	t := fromMicros(n)
	return &t
}

func untilNever(t *time.Time) int64 {
	if t == nil {
		return never
	}
	return micros(*t)
}

// InsertKey stores a new key. Its name must be free in its workspace.
func (s *Store) InsertKey(ctx context.Context, k access.Key, hash []byte) error {
	id, err := s.workspace(ctx, k.Workspace)
	if err != nil {
		return err
	}
	err = sqlc.New(s.write).InsertKey(ctx, sqlc.InsertKeyParams{WorkspaceID: id, ID: k.ID, Name: k.Name, Role: string(k.Role), Prefix: k.Prefix,
		Hash: hash, CreatedAt: micros(k.CreatedAt), CreatedBy: k.CreatedBy, ExpiresAt: untilNever(k.ExpiresAt), RevokedAt: never})
	if isUnique(err) {
		return ledger.Conflict("the workspace has a key named %q already, perhaps a revoked one; choose another name or rotate it", k.Name)
	}
	return told("", "", err)
}

// ChangeToken gives a key that is not revoked another prefix and hash.
func (s *Store) ChangeToken(ctx context.Context, k access.Key, hash []byte) error {
	return s.changeKey(ctx, k, func(q *sqlc.Queries, workspace int64) (int64, error) {
		return q.ChangeKeyToken(ctx, sqlc.ChangeKeyTokenParams{WorkspaceID: workspace, ID: k.ID, Prefix: k.Prefix, Hash: hash, RevokedAt: never})
	})
}

// RevokeKey notes when and by whom a key was revoked.
func (s *Store) RevokeKey(ctx context.Context, k access.Key) error {
	return s.changeKey(ctx, k, func(q *sqlc.Queries, workspace int64) (int64, error) {
		return q.RevokeKey(ctx, sqlc.RevokeKeyParams{WorkspaceID: workspace, ID: k.ID, RevokedAt: untilNever(k.RevokedAt), RevokedBy: k.RevokedBy, RevokedAt_2: never})
	})
}

func (s *Store) changeKey(ctx context.Context, k access.Key, change func(*sqlc.Queries, int64) (int64, error)) error {
	id, err := s.workspace(ctx, k.Workspace)
	if err != nil {
		return err
	}
	n, err := change(sqlc.New(s.write), id)
	if err == nil && n == 0 {
		return ledger.Conflict("the key %q was revoked", k.Name)
	}
	return told("key", k.Name, err)
}

// UsedKey notes when a key was last used.
func (s *Store) UsedKey(ctx context.Context, k access.Key, at time.Time) error {
	id, err := s.workspace(ctx, k.Workspace)
	if err != nil {
		return err
	}
	return told("", "", sqlc.New(s.write).UsedKey(ctx, sqlc.UsedKeyParams{WorkspaceID: id, ID: k.ID, LastUsedAt: micros(at)}))
}
