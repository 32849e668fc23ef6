package api_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"parley/api"
	"parley/internal/access"
)

// stuck is a client that asks for a file and then reads nothing of it until it is told to.
type stuck struct {
	*httptest.ResponseRecorder
	writing func()
	read    chan struct{}
}

func (w *stuck) Write(b []byte) (int, error) {
	if w.Code == http.StatusOK {
		w.writing()
		<-w.read
	}
	return w.ResponseRecorder.Write(b)
}

// Visitors who ask for exports and do not read them keep neither those with a key out,
// nor everything busy: each has one turn, a few wait and the rest is refused at once.
func TestSlowExportsShutNobodyOut(t *testing.T) {
	each(t, func(c *client) {
		server := c.firstKey()
		c.create("/v1/workspaces", object{"slug": "desk", "name": "Desk"}, server)
		desk := http.Header{}
		c.create("/v1/keys", object{"name": "reader", "role": "reader"}, server, with("Parley-Workspace", "desk")).bearer()(desk)
		h := handlerWith(api.FeedOptions{})
		ctx := context.WithValue(t.Context(), storeKey{}, &served{c.store, &access.Gate{Keys: access.NewKeys(c.store), PublicRead: true}})
		ask := func(w http.ResponseWriter, path, from string, header http.Header) {
			r := httptest.NewRequestWithContext(ctx, http.MethodGet, path, nil)
			r.RemoteAddr, r.Header = from+":1", header
			h.ServeHTTP(w, r)
		}
		const export = "/v1/exports/articles.csv"
		read, answers := make(chan struct{}), make(chan *httptest.ResponseRecorder, 1000)
		var clients sync.WaitGroup
		open := func(from string, writing func()) {
			w := &stuck{httptest.NewRecorder(), writing, read}
			clients.Go(func() {
				ask(w, export, from, http.Header{})
				answers <- w.ResponseRecorder
			})
		}
		visitors := []string{"192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"}
		for _, from := range visitors[:2] {
			writing := make(chan struct{})
			open(from, sync.OnceFunc(func() { close(writing) }))
			<-writing
		}
		const more, allWait = 40, 48 // all at once are fewer than the requests that visitors may have
		for _, from := range visitors {
			for range more {
				open(from, func() {})
			}
		}
		for range len(visitors)*more - allWait {
			if w := <-answers; w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), "overloaded") {
				t.Fatalf("%d %v %s", w.Code, w.Header(), w.Body)
			}
		}
		for _, path := range []string{"/v1/parties", export, export} {
			w := httptest.NewRecorder()
			if ask(w, path, visitors[0], desk); w.Code != http.StatusOK {
				t.Errorf("a key of another workspace asks for %s: %d %s", path, w.Code, w.Body)
			}
		}
		w := httptest.NewRecorder()
		if ask(w, "/v1/parties", visitors[0], http.Header{}); w.Code != http.StatusOK {
			t.Errorf("a visitor asks for a list: %d %s", w.Code, w.Body)
		}
		close(read)
		clients.Wait()
		for range allWait + 2 {
			if w := <-answers; w.Code != http.StatusOK {
				t.Errorf("who waited got %d %s", w.Code, w.Body)
			}
		}
	})
}
