package api_test

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"path"
	"sync"
	"testing"

	"parley/api"
	"parley/db"
	"parley/db/dbtest"
	"parley/internal/ledger"
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
	d, err := db.Open(t.Context(), db.Options{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	store := db.NewStore(d)
	server := httptest.NewUnstartedServer(handler())
	server.Config.BaseContext = func(net.Listener) context.Context {
		return context.WithValue(context.Background(), storeKey{}, store)
	}
	server.Start()
	t.Cleanup(func() {
		server.Close()
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return &client{t: t, base: server.URL, engine: path.Base(t.Name()), http: plainClient(server)}
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
	h, err := api.New(ledger.New(storeOfContext{}), api.Options{
		Contract: contractText(),
		Ready:    func(ctx context.Context) error { return storeOf(ctx).Ready(ctx) },
		Actor:    "tester",
	})
	if err != nil {
		panic(err)
	}
	return h
})

type storeKey struct{}

func storeOf(ctx context.Context) *db.Store { return ctx.Value(storeKey{}).(*db.Store) }

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

func (storeOfContext) Note(ctx context.Context, workspace string, fn func(ledger.Tables) error) error {
	return storeOf(ctx).Note(ctx, workspace, fn)
}
