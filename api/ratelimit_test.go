package api_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"parley/api"
	"parley/internal/access"
	"parley/internal/ledger"
)

// doorman lets in as f says.
type doorman func(context.Context, access.Asked) (access.Grant, error)

func (d doorman) Admit(ctx context.Context, a access.Asked) (access.Grant, error) { return d(ctx, a) }

func guarded(t *testing.T, o api.Options) func(path, address, authorization string) *httptest.ResponseRecorder {
	t.Helper()
	o.Contract = contractText()
	h, err := api.New(ledger.New(storeOfContext{}), o)
	if err != nil {
		t.Fatal(err)
	}
	return func(path, address, authorization string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.RemoteAddr = address
		r.Header.Set("Authorization", authorization)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
}

// A cursor that is none ends a request before it reaches a database.
const cheap = "/v1/parties?cursor=x"

func TestEachKeyAndAddressHasItsRate(t *testing.T) {
	keys := map[string]*access.Key{"a": {ID: uuid.New()}, "b": {ID: uuid.New()}}
	get := guarded(t, api.Options{Rate: api.Rate{PerSecond: 0.5, Burst: 3}, Gate: doorman(func(_ context.Context, a access.Asked) (access.Grant, error) {
		if a.Authorization == "bad" {
			return access.Grant{}, &access.ErrWho{Detail: "no"}
		}
		return access.Grant{Workspace: "default", Role: access.Reader, Key: keys[a.Authorization]}, nil
	})})
	burst := func(who, address, authorization string, wantFirst int) {
		t.Helper()
		for n := range 3 {
			w := get(cheap, address, authorization)
			if w.Code != wantFirst || w.Header().Get("RateLimit-Remaining") != strconv.Itoa(2-n) || w.Header().Get("RateLimit-Limit") != "3" {
				t.Errorf("%s: %d, %v", who, w.Code, w.Header())
			}
		}
		w := get(cheap, address, authorization)
		if w.Code != http.StatusTooManyRequests || w.Header().Get("Retry-After") != "2" || !strings.Contains(w.Body.String(), "urn:parley:problem:too-many-requests") {
			t.Errorf("%s: %d, %v, %s", who, w.Code, w.Header(), w.Body)
		}
	}
	burst("key a", "192.0.2.1:1", "a", http.StatusBadRequest)
	burst("key b from the same address", "192.0.2.1:2", "b", http.StatusBadRequest)
	if w := get(cheap, "192.0.2.99:1", "a"); w.Code != http.StatusTooManyRequests {
		t.Errorf("key a from elsewhere: %d", w.Code)
	}
	burst("an address", "192.0.2.1:3", "", http.StatusBadRequest)
	burst("guessing keys", "192.0.2.3:1", "bad", http.StatusUnauthorized)
	burst("IPv6", "[2001:db8::1]:1", "", http.StatusBadRequest)
	if w := get(cheap, "[2001:db8::2]:1", ""); w.Code != http.StatusTooManyRequests {
		t.Errorf("another of the same 64 bits: %d", w.Code)
	}
	if w := get("/healthz", "192.0.2.1:1", "a"); w.Code != http.StatusOK {
		t.Errorf("health: %d", w.Code)
	}
}

// A key or token that is not known is counted by its address before it is looked at,
// everywhere; one that was right lately is not held up by those.
func TestWrongKeysAreCountedBeforeTheyAreLookedAt(t *testing.T) {
	looked, good := 0, &access.Key{ID: uuid.New()}
	get := guarded(t, api.Options{Rate: api.Rate{PerSecond: 0.001, Burst: 3}, Gate: doorman(func(_ context.Context, a access.Asked) (access.Grant, error) {
		if looked++; a.Authorization != "good" || good == nil {
			return access.Grant{}, &access.ErrWho{Detail: "no"}
		}
		return access.Grant{Workspace: "default", Role: access.Reader, Key: good}, nil
	})})
	if w := get(cheap, "192.0.2.1:1", "good"); w.Code != http.StatusBadRequest {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	for n, want := range []int{401, 401, 429, 429} {
		if w := get("/v1/access", "192.0.2.1:1", "wrong"+strconv.Itoa(n)); w.Code != want || w.Header().Get("RateLimit-Limit") != "3" {
			t.Errorf("%d: %d %v", n, w.Code, w.Header())
		}
	}
	if looked != 3 {
		t.Errorf("%d looked at", looked)
	}
	if w := get(cheap, "192.0.2.1:1", "good"); w.Code != http.StatusBadRequest {
		t.Errorf("a good key beside them: %d %s", w.Code, w.Body)
	}
	good = nil
	if w := get(cheap, "192.0.2.1:1", "good"); w.Code != http.StatusUnauthorized {
		t.Errorf("once revoked: %d %s", w.Code, w.Body)
	}
	if w := get(cheap, "192.0.2.1:1", "good"); w.Code != http.StatusTooManyRequests {
		t.Errorf("revoked, again: %d %s", w.Code, w.Body)
	}
}

func TestTheContractIsCountedByAddress(t *testing.T) {
	for _, path := range []string{"/openapi.yaml", "/openapi.json", "/docs", "/nowhere"} {
		get := guarded(t, api.Options{Rate: api.Rate{PerSecond: 0.001, Burst: 1}, Gate: access.Everyone{}})
		first, second := get(path, "192.0.2.1:1", ""), get(path, "192.0.2.1:1", "")
		if first.Code == http.StatusTooManyRequests || second.Code != http.StatusTooManyRequests {
			t.Errorf("%s: %d, %d", path, first.Code, second.Code)
		}
	}
}

func TestTheMachinesOwnUserIsNotCounted(t *testing.T) {
	get := guarded(t, api.Options{Rate: api.Rate{PerSecond: 1, Burst: 1}, Gate: access.Everyone{}})
	for range 5 {
		if w := get(cheap, "127.0.0.1:1", ""); w.Code != http.StatusBadRequest || w.Header().Get("RateLimit-Limit") != "" {
			t.Errorf("%d %v", w.Code, w.Header())
		}
	}
}

// With all hands busy the rest is refused at once, and health is still told. One address
// has half of them, and who shows nothing three quarters.
func TestOverloadIsShed(t *testing.T) {
	free := make(chan struct{})
	entered := make(chan struct{}, 1000)
	get := guarded(t, api.Options{Gate: doorman(func(context.Context, access.Asked) (access.Grant, error) {
		entered <- struct{}{}
		<-free
		return access.Grant{Role: access.Reader}, nil
	})})
	var busy sync.WaitGroup
	enter := func(n int, address, authorization string) {
		for range n {
			busy.Go(func() { get(cheap, address, authorization) })
		}
		for range n {
			<-entered
		}
	}
	shed := func(address, authorization string) {
		t.Helper()
		w := get(cheap, address, authorization)
		if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), "overloaded") {
			t.Errorf("%d %v %s", w.Code, w.Header(), w.Body)
		}
	}
	enter(128, "192.0.2.1:1", "")
	shed("192.0.2.1:2", "")
	enter(64, "192.0.2.2:1", "")
	shed("192.0.2.3:1", "")
	enter(64, "192.0.2.4:1", "Bearer of-any-kind")
	shed("192.0.2.5:1", "Bearer of-any-kind")
	if w := get("/healthz", "192.0.2.1:1", ""); w.Code != http.StatusOK {
		t.Errorf("health: %d", w.Code)
	}
	close(free)
	busy.Wait()
	if w := get(cheap, "192.0.2.1:1", ""); w.Code != http.StatusBadRequest {
		t.Errorf("afterwards: %d", w.Code)
	}
}

func TestWorkThatTakesTooLongEnds(t *testing.T) {
	get := guarded(t, api.Options{MaxWork: 20 * time.Millisecond, Gate: doorman(func(ctx context.Context, _ access.Asked) (access.Grant, error) {
		<-ctx.Done()
		return access.Grant{}, ctx.Err()
	})})
	w := get(cheap, "192.0.2.1:1", "")
	if w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), "too-long") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestBodiesAndQueriesAreBounded(t *testing.T) {
	each(t, func(c *client) {
		deep := strings.Repeat(`{"a":`, 40) + "1" + strings.Repeat("}", 40)
		for name, body := range map[string]string{"objects": deep, "arrays": `{"name":` + strings.Repeat("[", 5_000) + strings.Repeat("]", 5_000) + `}`} {
			if a := c.post("/v1/parties", body); a.status != http.StatusBadRequest || !strings.Contains(string(a.body), "too-deep") {
				t.Errorf("%s: %d %.200s", name, a.status, a.body)
			}
		}
		c.create("/v1/parties", object{"kind": "state", "name": strings.Repeat("[{", 50)})
		if a := c.get("/v1/parties?q=" + strings.Repeat("x", 17<<10)); a.status != http.StatusBadRequest || !strings.Contains(string(a.body), "query-too-long") {
			t.Errorf("%d %.200s", a.status, a.body)
		}
	})
}

// Whoever watches the log sees who was refused, not only who was let in.
func TestRefusalsAreToldWithTheirActor(t *testing.T) {
	var told []api.Exchange
	get := guarded(t, api.Options{Log: slog.New(slog.DiscardHandler), Told: func(_ context.Context, e api.Exchange) { told = append(told, e) },
		Gate: doorman(func(context.Context, access.Asked) (access.Grant, error) {
			return access.Grant{Workspace: "geneva", Actor: "anna", Role: access.Reader, Key: &access.Key{ID: uuid.New()}}, nil
		})})
	w := get("/v1/keys", "192.0.2.1:1", "Bearer x")
	if w.Code != http.StatusForbidden || len(told) != 1 || told[0].Actor != "anna" || told[0].Workspace != "geneva" {
		t.Errorf("%d %+v", w.Code, told)
	}
}
