// Package access decides who may do what: what an access key is, what each role
// may, and as whom a request is let in. The edges ask it and obey. It imports
// internal/ledger for its errors and moments, and google/uuid.
package access

import (
	"slices"

	"github.com/google/uuid"

	"parley/internal/ledger"
)

// Role is what a key may do in its workspace. Each role from reader to admin may
// all that the one before it may.
type Role string

const (
	// Reader reads.
	Reader Role = "reader"
	// Coder also creates, proposes positions and corrects what it created itself.
	Coder Role = "coder"
	// Editor also corrects what others created, accepts, rejects, retracts and merges.
	Editor Role = "editor"
	// Admin also looks after keys, webhooks and the settings of the workspace.
	Admin Role = "admin"
	// Server looks after workspaces and the keys of each, and reads none of them.
	Server Role = "server"
)

// Roles are all roles, the least first.
func Roles() []Role { return []Role{Reader, Coder, Editor, Admin, Server} }

// IsRole tells whether there is a role of this name.
func IsRole(name string) bool { return slices.Contains(Roles(), Role(name)) }

// Need is what an operation asks for; the contract states it as x-role.
type Need string

const (
	// NeedNothing is for what tells nothing of any workspace.
	NeedNothing Need = "none"
	NeedReader  Need = "reader"
	NeedCoder   Need = "coder"
	NeedEditor  Need = "editor"
	NeedAdmin   Need = "admin"
	// NeedKeys is for looking after keys: an admin of the workspace or the server's.
	NeedKeys Need = "keys"
	// NeedServer is for looking after workspaces.
	NeedServer Need = "server"
)

var ranks = map[Role]int{Reader: 1, Coder: 2, Editor: 3, Admin: 4}

// IsNeed tells whether an operation may ask for this.
func IsNeed(n Need) bool {
	return n == NeedNothing || n == NeedKeys || n == NeedServer || ranks[Role(n)] > 0
}

// Grant is as whom a request was let in.
type Grant struct {
	Workspace string
	// Actor is the name writes carry in the ledger.
	Actor string
	// Role is empty for those who may do nothing in the workspace but look after
	// its keys (Server) or who may do nothing at all.
	Role Role
	// Server is set for those who look after workspaces.
	Server bool
	// Key is the key that was shown, if one was; Verified is set where a token of
	// another issuer was.
	Key      *Key
	Verified bool
	// Newest is the newest moment of the workspace when the request was let in.
	Newest ledger.Moment
}

// May tells whether a grant is enough for what is needed.
func (g Grant) May(n Need) bool {
	switch n {
	case NeedNothing:
		return true
	case NeedServer:
		return g.Server
	case NeedKeys:
		return g.Server || g.Role == Admin
	}
	needed := ranks[Role(n)]
	return needed > 0 && ranks[g.Role] >= needed
}

// Limited tells whether a grant may change only what its actor created, and
// propose only.
func (g Grant) Limited() bool { return g.Role == Coder }

// KeyID is the id of the key that was shown, or nil.
func (g Grant) KeyID() uuid.UUID {
	if g.Key == nil {
		return uuid.Nil
	}
	return g.Key.ID
}

// mayGive tells whether a grant may hand a role out: never more than it has.
func (g Grant) mayGive(r Role) bool {
	if r == Server {
		return g.Server
	}
	return g.Server || ranks[r] > 0 && ranks[r] <= ranks[g.Role]
}
