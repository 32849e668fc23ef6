package api_test

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"parley/api"
	"parley/db"
	"parley/db/dbtest"
	"parley/internal/access"
	"parley/internal/ledger"
	"parley/internal/webhook"
)

// each runs f on each engine, with a client of a server on a fresh database in
// which the builders have recorded what the test needs.
func each(t *testing.T, f func(*client), builders ...func(*client) *client) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, url string) {
		c := serve(t, url)
		for _, build := range builders {
			build(c)
		}
		f(c)
	})
}

// serve starts a server on a database, on the loopback interface.
func serve(t *testing.T, url string) *client {
	t.Helper()
	return serveBy(t, url, handler(), nil)
}

// serveBy starts a server with a handler and settings of its own.
func serveBy(t *testing.T, url string, handler http.Handler, set func(*http.Server)) *client {
	t.Helper()
	return serveDB(t, db.Options{URL: url}, handler, set)
}

// serveDB is serveBy for a database that is opened in a way of its own.
func serveDB(t *testing.T, how db.Options, handler http.Handler, set func(*http.Server)) *client {
	t.Helper()
	d, err := db.Open(t.Context(), how)
	if err != nil {
		t.Fatal(err)
	}
	store := db.NewStore(d)
	server := httptest.NewUnstartedServer(handler)
	server.Config.BaseContext = func(net.Listener) context.Context {
		return context.WithValue(context.Background(), storeKey{}, &served{store, &access.Gate{Keys: access.NewKeys(store), Open: true, Actor: "tester"}})
	}
	if set != nil {
		set(server.Config)
	}
	server.Start()
	t.Cleanup(func() {
		server.Close()
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return &client{t: t, base: server.URL, engine: engineOf(how.URL), store: store, http: plainClient(server)}
}

func engineOf(url string) string {
	if strings.HasPrefix(url, "postgres") {
		return string(db.Postgres)
	}
	return string(db.SQLite)
}

// plainClient shows redirects instead of following them.
func plainClient(server *httptest.Server) *http.Client {
	c := server.Client()
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return c
}

// handler is made once, because the contract takes long to load. It answers
// each request from the database of the listener the request came in on.
var handler = sync.OnceValue(func() http.Handler {
	return handlerWith(api.FeedOptions{Heartbeat: 50 * time.Millisecond, Poll: 20 * time.Millisecond})
})

func handlerWith(o api.FeedOptions) http.Handler {
	h, err := api.New(ledger.New(storeOfContext{}), api.Options{
		Contract: contractText(),
		Gate:     gateOfContext{},
		Keys:     access.NewKeys(storeOfContext{}),
		Webhooks: webhook.New(storeOfContext{}, ledger.New(storeOfContext{}), hooks()),
		Feed:     o,
		Checks:   []api.Check{{Name: "test", Try: func(ctx context.Context) error { return context.Cause(ctx) }}},
		Log:      slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})),
	})
	if err != nil {
		panic(err)
	}
	return h
}

type storeKey struct{}

// served is what a listener answers from.
type served struct {
	*db.Store
	gate *access.Gate
}

func storeOf(ctx context.Context) *db.Store { return ctx.Value(storeKey{}).(*served).Store }

type gateOfContext struct{}

func (gateOfContext) Admit(ctx context.Context, asked access.Asked) (access.Grant, error) {
	return ctx.Value(storeKey{}).(*served).gate.Admit(ctx, asked)
}

type storeOfContext struct{}

func (storeOfContext) Read(ctx context.Context, workspace string) (ledger.Tables, error) {
	return storeOf(ctx).Read(ctx, workspace)
}

func (storeOfContext) At(ctx context.Context, workspace string, asked ledger.KnownAt) (ledger.Tables, ledger.Moment, error) {
	return storeOf(ctx).At(ctx, workspace, asked)
}

func (storeOfContext) AsOf(ctx context.Context, workspace string, number int64) (ledger.Tables, error) {
	return storeOf(ctx).AsOf(ctx, workspace, number)
}

func (storeOfContext) Write(ctx context.Context, workspace string, entry ledger.Transaction, fn func(ledger.Tables, ledger.Transaction) (bool, error)) error {
	return storeOf(ctx).Write(ctx, workspace, entry, fn)
}

func (storeOfContext) Together(ctx context.Context, workspace string, fn func(ledger.Part) (bool, error)) error {
	return storeOf(ctx).Together(ctx, workspace, fn)
}

func (storeOfContext) Note(ctx context.Context, workspace string, fn func(ledger.Tables) error) error {
	return storeOf(ctx).Note(ctx, workspace, fn)
}

func (storeOfContext) FindKey(ctx context.Context, workspace, prefix string) (access.Found, error) {
	return storeOf(ctx).FindKey(ctx, workspace, prefix)
}

func (storeOfContext) Entrance(ctx context.Context, workspace string) (access.Entrance, error) {
	return storeOf(ctx).Entrance(ctx, workspace)
}

func (storeOfContext) Keys(ctx context.Context, workspace string) ([]access.Key, error) {
	return storeOf(ctx).Keys(ctx, workspace)
}

func (storeOfContext) InsertKey(ctx context.Context, k access.Key, hash []byte) error {
	return storeOf(ctx).InsertKey(ctx, k, hash)
}

func (storeOfContext) ChangeToken(ctx context.Context, k access.Key, hash []byte) error {
	return storeOf(ctx).ChangeToken(ctx, k, hash)
}

func (storeOfContext) RevokeKey(ctx context.Context, k access.Key) error {
	return storeOf(ctx).RevokeKey(ctx, k)
}

func (storeOfContext) UsedKey(ctx context.Context, k access.Key, at time.Time) error {
	return storeOf(ctx).UsedKey(ctx, k, at)
}

func (storeOfContext) Workspace(ctx context.Context, slug string) (access.Workspace, error) {
	return storeOf(ctx).Workspace(ctx, slug)
}

func (storeOfContext) Workspaces(ctx context.Context) ([]access.Workspace, error) {
	return storeOf(ctx).Workspaces(ctx)
}

func (storeOfContext) InsertWorkspace(ctx context.Context, w access.Workspace) error {
	return storeOf(ctx).InsertWorkspace(ctx, w)
}

func (storeOfContext) UpdateWorkspace(ctx context.Context, before, after access.Workspace) error {
	return storeOf(ctx).UpdateWorkspace(ctx, before, after)
}
