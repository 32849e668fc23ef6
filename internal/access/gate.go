package access

import (
	"context"
	"crypto/subtle"
	"strings"
	"sync"
	"time"

	"parley/internal/ledger"
)

// ErrWho is the refusal of a request that does not say, or cannot prove, who it
// is from. Detail is for the client.
type ErrWho struct{ Detail string }

func (e *ErrWho) Error() string { return e.Detail }

// Asked is what a request shows of itself.
type Asked struct {
	// Authorization is the header of that name.
	Authorization string
	// Workspace is the workspace named, empty for the default one or the key's own.
	Workspace string
	// Local is set for requests that certainly come from this machine's own user.
	Local bool
}

// Verifier lets in by tokens that others made (OpenID Connect).
type Verifier interface {
	Verify(ctx context.Context, token string) (Grant, error)
}

// Gate lets requests in.
type Gate struct {
	Keys *Keys
	// Open lets local requests do everything as long as there are no keys.
	Open bool
	// PublicRead lets anyone read the default workspace.
	PublicRead bool
	// Actor is the name of local writes.
	Actor string
	// Tokens takes what is no key; nil where there is none.
	Tokens Verifier

	noted sync.Map // of key id to when its use was last noted
}

// DefaultWorkspace is where those are who name none.
const DefaultWorkspace = "default"

// Admit tells as whom a request is let in. A grant may still be too little for
// what is asked. The error is an *ErrWho or of the store.
func (g *Gate) Admit(ctx context.Context, a Asked) (Grant, error) {
	if a.Workspace != "" && !isSlug(a.Workspace) {
		return Grant{}, errNoWorkspace
	}
	if a.Authorization != "" {
		return g.shown(ctx, a)
	}
	if a.Workspace == "" {
		a.Workspace = DefaultWorkspace
	}
	e, err := g.Keys.store.Entrance(ctx, a.Workspace)
	grant := Grant{Workspace: a.Workspace, Actor: nobodysName, Newest: e.Newest}
	switch {
	case g.Open && a.Local && !e.Keyed: // also where the database failed, which the error says
		grant.Actor, grant.Role, grant.Server = g.Actor, Admin, true
		if err == nil && !e.There {
			err = errNoWorkspace
		}
	case e.Public || g.PublicRead && e.There && a.Workspace == DefaultWorkspace:
		grant.Role = Reader
	}
	return grant, err
}

// nobodysName is who asks without a key. Nobody may read what is public; of a workspace
// that is not, nobody learns as much as of one that is not there.
const nobodysName = "anonymous"

func (g *Gate) shown(ctx context.Context, a Asked) (Grant, error) {
	scheme, token, _ := strings.Cut(a.Authorization, " ")
	if !strings.EqualFold(scheme, "Bearer") || token == "" {
		return Grant{}, &ErrWho{"the header must be: Authorization: Bearer and your key"}
	}
	grant, err := g.bearer(ctx, strings.TrimSpace(token))
	if err != nil {
		return grant, err
	}
	return g.in(ctx, grant, a.Workspace)
}

func (g *Gate) bearer(ctx context.Context, token string) (Grant, error) {
	if !strings.HasPrefix(token, tokenMark) && g.Tokens != nil {
		return g.verified(ctx, token)
	}
	return g.key(ctx, token)
}

// verified lets in by a token of another issuer, who may name a workspace that is
// not here.
func (g *Gate) verified(ctx context.Context, token string) (Grant, error) {
	grant, err := g.Tokens.Verify(ctx, token)
	if err != nil {
		return Grant{}, err
	}
	grant, err = g.into(ctx, grant, grant.Workspace)
	if err == errNoWorkspace {
		return Grant{}, &ErrWho{"the token is for a workspace that is not on this server"}
	}
	return grant, err
}

// in takes a workspace that a request names beside its key: only those who look
// after all workspaces may name another than their own.
func (g *Gate) in(ctx context.Context, grant Grant, workspace string) (Grant, error) {
	switch {
	case workspace == "" || workspace == grant.Workspace:
		return grant, nil
	case grant.Server:
		grant.Role = ""
		return g.into(ctx, grant, workspace)
	}
	return Grant{}, &ErrWho{"your key is for another workspace; leave Parley-Workspace out"}
}

var errNoWorkspace = &ErrWho{"there is no workspace of the name in Parley-Workspace"}

// into takes a grant into a workspace, which has to be there. What can be no workspace's
// name is not looked up: a database may not even take it as text.
func (g *Gate) into(ctx context.Context, grant Grant, workspace string) (Grant, error) {
	if !isSlug(workspace) {
		return Grant{}, errNoWorkspace
	}
	e, err := g.Keys.store.Entrance(ctx, workspace)
	if err == nil && !e.There {
		err = errNoWorkspace
	}
	grant.Workspace, grant.Newest = workspace, e.Newest
	return grant, err
}

var errKey = &ErrWho{"this key is not known; check that it was copied whole and that it was not revoked or rotated"}

// key looks a key up. The hash is compared also where there is no such prefix, so that the
// time taken does not tell whether the workspace is there. It may tell that a prefix, which
// is no secret, is in use.
func (g *Gate) key(ctx context.Context, token string) (Grant, error) {
	workspace, prefix, isToken := parse(token)
	if !isToken {
		return Grant{}, errKey
	}
	k, err := g.Keys.store.FindKey(ctx, workspace, prefix)
	if err != nil && !ledger.IsKind(err, ledger.KindNotFound) {
		return Grant{}, err
	}
	if subtle.ConstantTimeCompare(hash(token), k.Hash) != 1 || err != nil || k.RevokedAt != nil {
		return Grant{}, errKey
	}
	now := g.Keys.now().UTC().Truncate(time.Microsecond)
	if k.ExpiresAt != nil && !k.ExpiresAt.After(now) {
		return Grant{}, &ErrWho{"this key expired on " + k.ExpiresAt.Format(time.DateOnly) + "; ask for another"}
	}
	g.used(ctx, k.Key, now)
	return k.grant(), nil
}

func (k Found) grant() Grant {
	g := Grant{Workspace: k.Workspace, Actor: k.Name, Role: k.Role, Key: &k.Key, Newest: k.Newest}
	if k.Role == Server {
		g.Role, g.Server = "", true
	}
	return g
}

// usedEvery keeps the time of last use from costing a write with every request.
const usedEvery = time.Minute

// used notes the use of a key behind the request's back: a database that is busy
// or cannot be written to must not keep a reader waiting.
func (g *Gate) used(ctx context.Context, k Key, now time.Time) {
	if last, known := g.noted.Load(k.ID); known && now.Sub(last.(time.Time)) < usedEvery {
		return
	}
	g.noted.Store(k.ID, now)
	if k.LastUsedAt != nil && now.Sub(*k.LastUsedAt) < usedEvery {
		return
	}
	go func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		g.Keys.store.UsedKey(ctx, k, now) //nolint:errcheck // the next use notes it
	}()
}
