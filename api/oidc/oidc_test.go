package oidc_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"

	"parley/api/oidc"
	"parley/internal/access"
)

// issuer is an OpenID Connect issuer as far as tokens are verified by it.
type issuer struct {
	*httptest.Server
	key   *ecdsa.PrivateKey
	keyID string
	asked atomic.Int64 // how often for its keys
}

func newIssuer(t *testing.T) *issuer {
	t.Helper()
	i := &issuer{}
	i.turn(t, "first")
	mux := http.NewServeMux()
	mux.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		show(t, w, map[string]any{"issuer": i.URL, "jwks_uri": i.URL + "/keys", "authorization_endpoint": i.URL, "token_endpoint": i.URL,
			"response_types_supported": []string{"id_token"}, "subject_types_supported": []string{"public"}, "id_token_signing_alg_values_supported": []string{"ES256"}})
	})
	mux.HandleFunc("/keys", func(w http.ResponseWriter, _ *http.Request) {
		i.asked.Add(1)
		show(t, w, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: i.key.Public(), KeyID: i.keyID, Algorithm: "ES256", Use: "sig"}}})
	})
	i.Server = httptest.NewServer(mux)
	t.Cleanup(i.Close)
	return i
}

// turn gives the issuer another key.
func (i *issuer) turn(t *testing.T, id string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	i.key, i.keyID = key, id
}

func show(t *testing.T, w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(v); err != nil {
		t.Error(err)
	}
}

type claims = map[string]any

// token signs claims; those given win over good ones.
func (i *issuer) token(t *testing.T, given claims) string {
	t.Helper()
	all := claims{"iss": i.URL, "aud": "parley", "sub": "anna", "iat": time.Now().Unix(), "exp": time.Now().Add(time.Minute).Unix(),
		"workspace": "geneva", "groups": []string{"desk", "canteen"}}
	for name, value := range given {
		all[name] = value
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: i.key}, (&jose.SignerOptions{}).WithHeader("kid", i.keyID))
	if err != nil {
		t.Fatal(err)
	}
	text, err := jwt.Signed(signer).Claims(all).Serialize()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func (i *issuer) verifier() *oidc.Verifier { return i.verifierSparing(time.Nanosecond) }

func (i *issuer) verifierSparing(spare time.Duration) *oidc.Verifier {
	return oidc.New(oidc.Options{Issuer: i.URL, Audience: "parley", WorkspaceClaim: "workspace", RoleClaim: "groups",
		Spare: spare, Roles: map[string]string{"desk": "editor", "interns": "reader", "root": "server"}})
}

func TestAGoodToken(t *testing.T) {
	i := newIssuer(t)
	v := i.verifier()
	want := access.Grant{Workspace: "geneva", Actor: "oidc:anna", Role: access.Editor, Verified: true}
	if got, err := v.Verify(t.Context(), i.token(t, nil)); err != nil || got != want {
		t.Errorf("%+v, %v", got, err)
	}
	long := strings.Repeat("я", 255)
	if got, err := v.Verify(t.Context(), i.token(t, claims{"sub": long})); err != nil || got.Actor != "oidc:"+long {
		t.Errorf("%+v, %v", got, err)
	}
	i.turn(t, "second")
	if got, err := v.Verify(t.Context(), i.token(t, nil)); err != nil || got != want {
		t.Errorf("after the issuer changed its key: %+v, %v", got, err)
	}
	got, err := v.Verify(t.Context(), i.token(t, claims{"groups": []string{"interns", "desk"}}))
	if err != nil || got.Role != access.Editor {
		t.Errorf("of two roles the higher: %+v, %v", got, err)
	}
}

func TestTokensThatAreRefused(t *testing.T) {
	i, other := newIssuer(t), newIssuer(t)
	v := i.verifier()
	good := i.token(t, nil)
	parts := strings.Split(good, ".")
	for name, token := range map[string]string{
		"nothing":        "",
		"no token":       "abc",
		"expired":        i.token(t, claims{"exp": time.Now().Add(-time.Minute).Unix()}),
		"for another":    i.token(t, claims{"aud": "elsewhere"}),
		"other issuer":   other.token(t, nil),
		"false issuer":   other.token(t, claims{"iss": i.URL}),
		"no workspace":   i.token(t, claims{"workspace": nil}),
		"two workspaces": i.token(t, claims{"workspace": []string{"a", "b"}}),
		"no role":        i.token(t, claims{"groups": "canteen"}),
		"server role":    i.token(t, claims{"groups": "root"}),
		"nobody":         i.token(t, claims{"sub": ""}),
		"no subject":     i.token(t, claims{"sub": nil}),
		"long subject":   i.token(t, claims{"sub": strings.Repeat("a", 256)}),
		"NUL":            i.token(t, claims{"sub": "a\x00b"}),
		"line end":       i.token(t, claims{"sub": "a\nb"}),
		"other way":      i.token(t, claims{"sub": "\u202eanna"}),
		"blank":          i.token(t, claims{"sub": " "}),
		"odd claim":      i.token(t, claims{"groups": 7}),
		"without a seal": parts[0] + "." + parts[1] + ".",
		"algorithm none": "eyJhbGciOiJub25lIn0." + parts[1] + ".",
		"other content":  parts[0] + "." + strings.Split(i.token(t, claims{"workspace": "other"}), ".")[1] + "." + parts[2],
	} {
		grant, err := v.Verify(t.Context(), token)
		var who *access.ErrWho
		if !errors.As(err, &who) || grant != (access.Grant{}) {
			t.Errorf("%s: %+v, %v", name, grant, err)
		}
	}
}

// The issuer may come up after the server, and tokens are taken from then on.
func TestAnIssuerThatIsDown(t *testing.T) {
	i := newIssuer(t)
	token := i.token(t, nil)
	handler := i.Config.Handler
	i.Config.Handler = http.NotFoundHandler()
	v := i.verifier()
	if _, err := v.Verify(t.Context(), token); err == nil || !strings.Contains(err.Error(), "cannot be asked") {
		t.Errorf("without an issuer: %v", err)
	}
	i.Config.Handler = handler
	if _, err := v.Verify(t.Context(), token); err != nil {
		t.Error(err)
	}
}

// Tokens that nobody signed keep neither the issuer busy nor those waiting who have a
// good one.
func TestForgedTokensAndABusyIssuer(t *testing.T) {
	i := newIssuer(t)
	v := i.verifierSparing(time.Hour)
	good := i.token(t, nil)
	if _, err := v.Verify(t.Context(), good); err != nil {
		t.Fatal(err)
	}
	known := i.keyID
	i.keyID = "forged"
	for range 20 {
		if _, err := v.Verify(t.Context(), i.token(t, nil)); err == nil {
			t.Error("let in by a key that is not the issuer's")
		}
	}
	i.keyID = known
	if n := i.asked.Load(); n != 1 {
		t.Errorf("asked for its keys %d times", n)
	}
	if _, err := v.Verify(t.Context(), good); err != nil {
		t.Error(err)
	}
}

// While an issuer takes the question and does not answer, nobody is held up but those
// with a token, nor they longer than they want, and what is no token is refused at once.
func TestASilentIssuer(t *testing.T) {
	i := newIssuer(t)
	token, released, asked := i.token(t, nil), make(chan struct{}), make(chan struct{})
	var once sync.Once
	handler := i.Config.Handler
	i.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		once.Do(func() { close(asked) })
		<-released
		handler.ServeHTTP(w, r)
	})
	v := i.verifier()
	impatient, leave := context.WithCancel(t.Context())
	var all sync.WaitGroup
	for range 100 {
		all.Go(func() {
			if _, err := v.Verify(impatient, token); err == nil {
				t.Error("let in before the issuer answered")
			}
		})
	}
	<-asked
	if _, err := v.Verify(t.Context(), "x.y.z"); err == nil {
		t.Error("let in by nothing")
	}
	leave()
	all.Wait()
	patient := make(chan error)
	go func() {
		_, err := v.Verify(context.Background(), token)
		patient <- err
	}()
	close(released)
	if err := <-patient; err != nil {
		t.Error(err)
	}
}
