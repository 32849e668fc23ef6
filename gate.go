package main

import (
	"context"
	"fmt"

	"parley/db"
	"parley/internal/access"
)

// gate decides who is let in. It refuses to show the data to a network that
// nobody has to prove anything to. On a loopback address, and only there, the
// machine's own user may do everything until there is a key.
func (s *settings) gate(ctx context.Context, store *db.Store) (*access.Gate, error) {
	loopback := s.Addr.isLoopback()
	hasKeys, err := store.HasKeys(ctx)
	if err != nil {
		return nil, err
	}
	if !loopback && !hasKeys && !s.PublicRead && s.OIDC.Issuer == "" {
		return nil, wrong("addr", fmt.Errorf("%s: without access keys Parley listens on loopback only, such as 127.0.0.1:8080; make a key with parley key create, or let anyone read with --public-read", s.Addr))
	}
	tokens := s.OIDC.verifier()
	return &access.Gate{Tokens: tokens, Keys: access.NewKeys(store), Open: loopback && tokens == nil, PublicRead: s.PublicRead, Actor: s.Actor}, nil
}
