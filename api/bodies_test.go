package api_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/google/uuid"

	"parley/api"
	"parley/internal/access"
	"parley/internal/ledger"
)

// To hold a value takes tens of times its bytes, so there are not more of them than the
// contract lets pass and some, whoever sends them and whatever else is wrong with them.
func TestBodiesHaveFewValues(t *testing.T) {
	each(t, func(c *client) {
		article := c.create("/v1/articles", object{"title": "T", "text": wire}).id()
		for name, body := range map[string]string{
			"list":    `{"quote":[` + strings.Repeat("1,", 1_000_000) + `1]}`,
			"objects": `{"quote":[` + strings.Repeat("{},", 1_000_000) + `1]}`,
			"members": `{` + strings.Repeat(`"a":1,`, 1_000_000) + `"b":1}`,
		} {
			a := c.post("/v1/articles/"+article+"/locate", body).want(http.StatusBadRequest)
			if !strings.Contains(string(a.body), "too-many-values") {
				t.Errorf("%s: %.300s", name, a.body)
			}
		}
		c.create("/v1/articles", object{"title": "T", "text": strings.Repeat("[1,2],", 10_000)})
		names := object{"kind": "state", "name": "A", "aliases": strings.Split(strings.Repeat("a,", 500), ",")}
		if a := c.post("/v1/parties", names).want(http.StatusUnprocessableEntity); !strings.Contains(string(a.body), "maxItems") {
			t.Errorf("a few too many: %.300s", a.body)
		}
	})
}

// Whatever is read at once has a bound, and the sum of them is one that can be held.
func TestBodiesAreBounded(t *testing.T) {
	for id, o := range operations() {
		if o.Operation.RequestBody == nil || o.Operation.Extensions["x-streamed"] == true {
			continue
		}
		for kind, form := range o.Operation.RequestBody.Value.Content {
			if n := heldBy(form.Schema); n < 0 || n > 160_000 {
				t.Errorf("%s holds %d values in %s; less than 0 is without bound", id, n, kind)
			}
		}
	}
}

// heldBy counts the values that a schema lets pass; below 0 there is no bound.
func heldBy(ref *openapi3.SchemaRef) int {
	const endless = -1_000_000_000
	if ref == nil {
		return 0
	}
	s, n := ref.Value, 1
	for _, list := range []openapi3.SchemaRefs{s.AllOf, s.AnyOf, s.OneOf} {
		for _, part := range list {
			n += heldBy(part)
		}
	}
	for _, member := range s.Properties {
		n += heldBy(member)
	}
	if s.Items != nil && s.MaxItems == nil || s.AdditionalProperties.Schema != nil && s.MaxProps == nil {
		return endless
	}
	if s.Items != nil {
		n += int(*s.MaxItems) * heldBy(s.Items)
	}
	if s.AdditionalProperties.Schema != nil {
		n += int(*s.MaxProps) * heldBy(s.AdditionalProperties.Schema)
	}
	return n
}

// slowBody is a body of which more than a small one comes, and the rest when it is let go.
type slowBody struct {
	io.Reader
	begun func() // when more than a small body is asked for
	rest  <-chan struct{}
}

func (b *slowBody) Read(p []byte) (int, error) {
	if n, err := b.Reader.Read(p); err == nil {
		return n, nil
	}
	b.begun()
	<-b.rest
	return 0, io.EOF
}

// Bodies that are not small are read a few at once: each takes memory, so they wait for
// each other, not those of other callers for one's, and no small one waits.
func TestLargeBodiesTakeTurns(t *testing.T) {
	post := poster(t)
	var all sync.WaitGroup
	open := func(key string) (chan struct{}, chan struct{}) {
		begun, rest := make(chan struct{}), make(chan struct{})
		all.Go(func() {
			body := &slowBody{bytes.NewReader(bytes.Repeat([]byte(" "), 65<<10)), sync.OnceFunc(func() { close(begun) }), rest}
			if w := post(key, "192.0.2.1:1", body); w.Code != http.StatusBadRequest {
				t.Errorf("%d %s", w.Code, w.Body)
			}
		})
		return begun, rest
	}
	first, restOfFirst := open("Bearer a")
	second, restOfSecond := open("Bearer a")
	<-first
	<-second
	third, restOfThird := open("Bearer a")
	other, restOfOther := open("Bearer b")
	<-other
	if w := post("Bearer a", "192.0.2.1:1", strings.NewReader("{")); w.Code != http.StatusBadRequest {
		t.Errorf("a small body: %d %s", w.Code, w.Body)
	}
	select {
	case <-third:
		t.Error("a third large body of one key is read beside two")
	default:
	}
	close(restOfFirst)
	<-third
	for _, rest := range []chan struct{}{restOfSecond, restOfThird, restOfOther} {
		close(rest)
	}
	all.Wait()
}

// poster posts to a server that knows two keys, from whatever address.
func poster(t *testing.T) func(key, from string, body io.Reader) *httptest.ResponseRecorder {
	t.Helper()
	keys := map[string]*access.Key{"Bearer a": {ID: uuid.New()}, "Bearer b": {ID: uuid.New()}}
	h, err := api.New(ledger.New(storeOfContext{}), api.Options{Contract: contractText(), Log: slog.New(slog.DiscardHandler), Gate: doorman(func(_ context.Context, asked access.Asked) (access.Grant, error) {
		return access.Grant{Workspace: "default", Role: access.Coder, Key: keys[asked.Authorization]}, nil
	})})
	if err != nil {
		t.Fatal(err)
	}
	return func(key, from string, body io.Reader) *httptest.ResponseRecorder {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/v1/parties", body)
		r.RemoteAddr = from
		r.Header.Set("Authorization", key)
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
}

// One key that comes from many addresses and sends its bodies slowly keeps no other out.
func TestAKeyFromManyAddressesLeavesRoom(t *testing.T) {
	post, rest := poster(t), make(chan struct{})
	var all, begun sync.WaitGroup
	for i := range 128 {
		begun.Add(1)
		all.Go(func() {
			post("Bearer a", fmt.Sprintf("192.0.2.%d:1", i), &slowBody{strings.NewReader(""), sync.OnceFunc(begun.Done), rest})
		})
	}
	begun.Wait()
	for key, want := range map[string]int{"Bearer a": http.StatusServiceUnavailable, "Bearer b": http.StatusBadRequest} {
		if w := post(key, "192.0.2.200:1", strings.NewReader("{")); w.Code != want {
			t.Errorf("%s: %d %s", key, w.Code, w.Body)
		}
	}
	close(rest)
	all.Wait()
	if w := post("Bearer a", "192.0.2.200:1", strings.NewReader("{")); w.Code != http.StatusBadRequest {
		t.Errorf("afterwards: %d %s", w.Code, w.Body)
	}
}

// An answer does not repeat a body: what it quotes is cut, and so are the faults.
func TestProblemsAreShort(t *testing.T) {
	each(t, func(c *client) {
		long, many := strings.Repeat("\u00fc", 1<<20), strings.Repeat("1,", 1500)
		for name, body := range map[string]string{
			"value":    `{"name":"A","kind":"` + long + `"}`,
			"member":   `{"name":"A","kind":"state","` + long + `":1}`,
			"repeated": `{"` + long + `":1,"` + long + `":2}`,
			"faults":   `{"name":"A","kind":"state","aliases":[` + many + `1]}`,
		} {
			a := c.post("/v1/parties", body)
			if a.status != http.StatusUnprocessableEntity && a.status != http.StatusBadRequest || len(a.body) > 200<<10 || !utf8.Valid(a.body) || bytes.Contains(a.body, []byte("\ufffd")) {
				t.Errorf("%s: %d, %d bytes, %.300s", name, a.status, len(a.body), a.body)
			}
			if name == "faults" && (!strings.Contains(a.text("/detail"), "the first 1000 of ") || len(a.at("/faults").([]any)) != 1000) {
				t.Errorf("%s: %s", name, a.text("/detail"))
			}
		}
	})
}
