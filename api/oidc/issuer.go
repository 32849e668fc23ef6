package oidc

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	oidc "github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/sync/singleflight"
)

// issuer has the keys of an issuer. What it asks the issuer it asks once for all who
// wait for the answer, behind their backs, so that none of them waits longer than
// its own time.
type issuer struct {
	url    string
	client *http.Client
	keys   atomic.Pointer[oidc.RemoteKeySet]
	asking singleflight.Group
	// places are for those who wait.
	places chan struct{}
}

const (
	// patience is how long the issuer has to answer.
	patience = 10 * time.Second
	// waiting is how long a request waits for that.
	waiting = 5 * time.Second
	// maxWaiting is how many requests wait at once: few of those that the server
	// works on, since tokens that nobody signed wait as well.
	maxWaiting = 32
	// usualSpare is how long the issuer is left alone.
	usualSpare = 5 * time.Second
)

func newIssuer(url string, spare time.Duration) *issuer {
	return &issuer{url: url, places: make(chan struct{}, maxWaiting),
		client: &http.Client{Timeout: patience, Transport: &sparing{spare: spare, ended: map[string]time.Time{}}}}
}

// verify gives the content of a token that the issuer signed. Where too many wait for
// the issuer already, only the keys that are known by now count.
func (i *issuer) verify(ctx context.Context, token string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, waiting)
	defer cancel()
	select {
	case i.places <- struct{}{}:
		defer func() { <-i.places }()
	default:
		cancel()
	}
	keys, err := i.known(ctx)
	if err != nil {
		return nil, err
	}
	return keys.VerifySignature(ctx, token)
}

// known discovers once where the issuer has its keys.
func (i *issuer) known(ctx context.Context) (*oidc.RemoteKeySet, error) {
	if keys := i.keys.Load(); keys != nil {
		return keys, nil
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	select {
	case found := <-i.asking.DoChan("", func() (any, error) { return nil, i.discover() }):
		if found.Err != nil {
			return nil, errors.Join(errSilent, found.Err)
		}
		return i.keys.Load(), nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (i *issuer) discover() error {
	// The keys are fetched again when they change, long after any request.
	ctx := oidc.ClientContext(context.Background(), i.client)
	provider, err := oidc.NewProvider(ctx, i.url)
	if err != nil {
		return err
	}
	var at struct {
		Keys string `json:"jwks_uri"`
	}
	if err := provider.Claims(&at); err != nil {
		return err
	}
	i.keys.Store(oidc.NewRemoteKeySet(ctx, at.Keys))
	return nil
}

var errSilent = errors.New("the issuer does not say where its keys are")

// isSilence tells an issuer that could not be asked from a token that it did not sign.
func isSilence(err error) bool {
	_, failed := errors.AsType[*url.Error](err)
	return failed || errors.Is(err, errSilent) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// sparing asks for nothing that was asked for a moment ago, whatever came of it: the
// tokens that ask for keys which are not there may be anybody's.
type sparing struct {
	spare time.Duration
	mu    sync.Mutex
	ended map[string]time.Time // by address
}

var errSpared = errors.New("the issuer was asked a moment ago")

func (s *sparing) RoundTrip(r *http.Request) (*http.Response, error) {
	at := r.URL.String()
	if s.isSpared(at) {
		return nil, errSpared
	}
	defer s.note(at)
	return http.DefaultTransport.RoundTrip(r)
}

func (s *sparing) isSpared(at string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	ended, asked := s.ended[at]
	return asked && time.Since(ended) < s.spare
}

func (s *sparing) note(at string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ended[at] = time.Now()
}
