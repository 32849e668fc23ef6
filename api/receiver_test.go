package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"parley/internal/ledger"
	"parley/internal/webhook"
)

// receiver is a receiver of webhooks that verifies signatures with the library of
// the specification's authors.
type receiver struct {
	*httptest.Server
	sync.Mutex
	got      []received
	verifier *standardwebhooks.Webhook
	// answer says what to answer to the next message; nil for 204.
	answer func(w http.ResponseWriter, r received)
}

type received struct {
	id        string // webhook-id behind the webhook's own
	timestamp string
	signature string
	kind      string
	workspace string
	data      json.RawMessage
	err       error // of verifying
}

func newReceiver(t *testing.T) *receiver {
	r := &receiver{}
	r.Server = httptest.NewServer(http.HandlerFunc(r.receive))
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) receive(w http.ResponseWriter, request *http.Request) {
	body, err := io.ReadAll(request.Body)
	if err != nil {
		return
	}
	var p struct {
		Type, Workspace string
		Data            json.RawMessage
	}
	json.Unmarshal(body, &p) //nolint:errcheck // the empty type tells
	_, id, _ := strings.Cut(request.Header.Get("webhook-id"), "_")
	got := received{id: id, timestamp: request.Header.Get("webhook-timestamp"), signature: request.Header.Get("webhook-signature"),
		kind: p.Type, workspace: p.Workspace, data: p.Data}
	r.Lock()
	defer r.Unlock()
	if r.verifier != nil {
		got.err = r.verifier.Verify(body, request.Header)
	}
	r.got = append(r.got, got)
	if r.answer != nil {
		r.answer(w, got)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// knows lets the receiver verify by a secret.
func (r *receiver) knows(t *testing.T, secret string) {
	t.Helper()
	v, err := standardwebhooks.NewWebhook(secret)
	if err != nil || !strings.HasPrefix(secret, "whsec_") {
		t.Fatalf("%q: %v", secret, err)
	}
	r.Lock()
	defer r.Unlock()
	r.verifier = v
}

// answers says what the receiver answers from now on, or with nil that all is well.
func (r *receiver) answers(answer func(w http.ResponseWriter, r received)) {
	r.Lock()
	defer r.Unlock()
	r.answer = answer
}

func (r *receiver) all() []received {
	r.Lock()
	defer r.Unlock()
	return slices.Clone(r.got)
}

func (r *receiver) ids() (list []string) {
	for _, m := range r.all() {
		list = append(list, m.id)
	}
	return list
}

// within waits until something is so.
func within(t *testing.T, what string, so func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !so(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("still not: %s", what)
		}
	}
}

// send has a server send for webhooks until the test ends, or the function is called.
func (c *client) sendsWebhooks(o webhook.Options) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	var ended sync.WaitGroup
	ended.Go(func() { webhook.New(c.store, ledger.New(c.store), o).Run(ctx) })
	stop = func() { cancel(); ended.Wait() }
	c.t.Cleanup(stop)
	return stop
}

// hook makes a webhook to a receiver, which then knows its secret.
func (c *client) hook(r *receiver, more object) string {
	c.t.Helper()
	body := object{"url": r.URL + "/hook?token=1"}
	for k, v := range more {
		body[k] = v
	}
	made := c.create("/v1/webhooks", body)
	r.knows(c.t, made.text("/secret"))
	return "/v1/webhooks/" + made.id()
}

// comesTo waits until a webhook has come to the newest number.
func (c *client) comesTo(path string, place string) {
	c.t.Helper()
	within(c.t, path+" comes to "+place, func() bool { return c.get(path).text("/after") == place })
}

// feedIDs are the ids of events of the feed, as polling tells them.
func (c *client) feedIDs(query string) (ids []string) {
	c.t.Helper()
	events, _ := c.poll(query, "0", 1000)
	for _, e := range events {
		ids = append(ids, e.ID)
	}
	return ids
}

func compact(t *testing.T, raw json.RawMessage) string {
	t.Helper()
	var v any
	if err := json.NewDecoder(bytes.NewReader(raw)).Decode(&v); err != nil {
		t.Fatal(err)
	}
	return asJSON(v)
}

// uuidOf is the id at the end of a path.
func uuidOf(path string) uuid.UUID { return uuid.MustParse(path[len(path)-36:]) }
