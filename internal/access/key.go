package access

import (
	"context"
	"time"

	"github.com/google/uuid"

	"parley/internal/ledger"
)

// Key is an access key: who may do what in one workspace. The secret is not part
// of it. Its name is what its writes carry in the ledger, so a name is never given
// to a second key of the workspace.
type Key struct {
	ID         uuid.UUID  `json:"id"`
	Workspace  string     `json:"workspace"`
	Name       string     `json:"name"`
	Role       Role       `json:"role"`
	Prefix     string     `json:"prefix"`
	CreatedAt  time.Time  `json:"created_at"`
	CreatedBy  string     `json:"created_by"`
	ExpiresAt  *time.Time `json:"expires_at"`
	LastUsedAt *time.Time `json:"last_used_at"`
	RevokedAt  *time.Time `json:"revoked_at"`
	RevokedBy  *string    `json:"revoked_by"`
}

// Issued is a key with its token, which is shown this once.
type Issued struct {
	Key
	Token string `json:"token"`
}

// KeyInput is what a client says of a new key.
type KeyInput struct {
	Name      string     `json:"name"`
	Role      Role       `json:"role"`
	ExpiresAt *time.Time `json:"expires_at"`
}

// Store keeps keys and workspaces. What is not there is a ledger.Error of
// KindNotFound, what is there already one of KindConflict.
type Store interface {
	// FindKey gives the key of a workspace and prefix.
	FindKey(ctx context.Context, workspace, prefix string) (Found, error)
	// Entrance gives what a gate asks about a workspace, be it there or not.
	Entrance(ctx context.Context, workspace string) (Entrance, error)
	// Keys lists the keys of a workspace in the order of their ids.
	Keys(ctx context.Context, workspace string) ([]Key, error)
	InsertKey(ctx context.Context, k Key, hash []byte) error
	// ChangeToken replaces prefix and hash of a key that is not revoked.
	ChangeToken(ctx context.Context, k Key, hash []byte) error
	// RevokeKey notes when and by whom, unless that is noted already.
	RevokeKey(ctx context.Context, k Key) error
	// UsedKey notes when a key was last used.
	UsedKey(ctx context.Context, k Key, at time.Time) error

	Workspace(ctx context.Context, slug string) (Workspace, error)
	Workspaces(ctx context.Context) ([]Workspace, error)
	InsertWorkspace(ctx context.Context, w Workspace) error
	// UpdateWorkspace stores other settings where they are still those before;
	// otherwise the error is a ledger.Error of KindStale.
	UpdateWorkspace(ctx context.Context, before, after Workspace) error
}

// Found is a key with the hash of its token, and the newest moment of its workspace.
type Found struct {
	Key
	Hash   []byte
	Newest ledger.Moment
}

// Entrance is what a gate asks about a workspace of those who show no key of it: one
// statement of the database, as it may be asked with every request.
type Entrance struct {
	There  bool
	Public bool
	Newest ledger.Moment
	// Keyed is set once any workspace has had a key.
	Keyed bool
}

// maxKeys bounds the keys of a workspace, revoked ones included, so that a list
// of them is always whole.
const maxKeys = 1000

// Keys looks after the keys and workspaces of a store.
type Keys struct {
	store Store
	now   func() time.Time
}

// NewKeys looks after the keys of a store.
func NewKeys(s Store) *Keys { return &Keys{store: s, now: time.Now} }

// Create makes a key in the workspace of the grant. The errors are ledger.Errors:
// invalid input, a name in use, a role above the giver's own.
func (k *Keys) Create(ctx context.Context, by Grant, in KeyInput) (Issued, error) {
	now := k.now().UTC().Truncate(time.Microsecond)
	if err := in.check(by, now); err != nil {
		return Issued{}, err
	}
	list, err := k.store.Keys(ctx, by.Workspace)
	if err != nil {
		return Issued{}, err
	}
	if len(list) >= maxKeys {
		return Issued{}, ledger.Conflict("the workspace has %d keys, the most there may be; rotate one of them", maxKeys)
	}
	id, err := uuid.NewV7()
	if err != nil {
		return Issued{}, err
	}
	token, prefix := newToken(by.Workspace)
	made := Issued{Token: token, Key: Key{ID: id, Workspace: by.Workspace, Name: in.Name, Role: in.Role, Prefix: prefix,
		CreatedAt: now, CreatedBy: by.Actor, ExpiresAt: in.ExpiresAt}}
	return made, k.store.InsertKey(ctx, made.Key, hash(token))
}

func (in KeyInput) check(by Grant, now time.Time) error {
	switch {
	case fault(in.Name) != "":
		return ledger.Invalid("/name", "name", "%s", fault(in.Name))
	case !IsRole(string(in.Role)):
		return ledger.Invalid("/role", "enum", "%q is not one of reader, coder, editor, admin, server", in.Role)
	case !by.mayGive(in.Role):
		return ledger.Forbidden("the role %s is above your own", in.Role)
	case in.ExpiresAt != nil && !in.ExpiresAt.After(now):
		return ledger.Invalid("/expires_at", "past", "is over already")
	}
	return nil
}

// List gives the keys of the workspace, revoked ones too.
func (k *Keys) List(ctx context.Context, by Grant) ([]Key, error) {
	return k.store.Keys(ctx, by.Workspace)
}

// Get finds a key of the workspace by its id or its name.
func (k *Keys) Get(ctx context.Context, by Grant, ref string) (Key, error) {
	list, err := k.store.Keys(ctx, by.Workspace)
	if err != nil {
		return Key{}, err
	}
	for _, key := range list {
		if key.Name == ref || key.ID.String() == ref {
			return key, nil
		}
	}
	return Key{}, ledger.NotFound("key", ref)
}

// Revoke ends a key at once; doing it twice changes nothing more.
func (k *Keys) Revoke(ctx context.Context, by Grant, ref string) (Key, error) {
	key, err := k.within(ctx, by, ref)
	if err != nil || key.RevokedAt != nil {
		return key, err
	}
	now := k.now().UTC().Truncate(time.Microsecond)
	key.RevokedAt, key.RevokedBy = &now, &by.Actor
	return key, k.store.RevokeKey(ctx, key)
}

// Rotate gives a key a new token; the old one ends at once.
func (k *Keys) Rotate(ctx context.Context, by Grant, ref string) (Issued, error) {
	key, err := k.within(ctx, by, ref)
	if err != nil {
		return Issued{}, err
	}
	if key.RevokedAt != nil {
		return Issued{}, ledger.Conflict("the key %q was revoked; create another", key.Name)
	}
	token, prefix := newToken(key.Workspace)
	key.Prefix = prefix
	return Issued{Key: key, Token: token}, k.store.ChangeToken(ctx, key, hash(token))
}

// within finds a key whose role is not above the caller's own.
func (k *Keys) within(ctx context.Context, by Grant, ref string) (Key, error) {
	key, err := k.Get(ctx, by, ref)
	if err == nil && !by.mayGive(key.Role) {
		return key, ledger.Forbidden("the key %q has the role %s, which is above your own", key.Name, key.Role)
	}
	return key, err
}
