package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"parley/db"
	"parley/internal/ledger"
)

type historyCommand struct {
	Small      string        `arg:"" help:"A small loaded database with the negotiation of bench talks, such as one of 10,000 positions."`
	Large      string        `arg:"" help:"A large one, such as of 1,000,000."`
	Contract   string        `default:"openapi.yaml" help:"The contract file."`
	Binary     string        `default:"./parley" help:"The parley binary, for first answers and for memory."`
	Warm       time.Duration `default:"1s" help:"Time before measuring."`
	For        time.Duration `default:"2s" help:"Time of measuring, for each figure."`
	Rounds     int           `default:"5" help:"Rounds; the two sides of a comparison take turns, and medians are reported."`
	Starts     int           `default:"7" help:"How often the binary is started for a first answer."`
	Only       string        `help:"Only these parts: matrix,first,past,grown,memory."`
	Postmaster int           `help:"The process of a PostgreSQL server on this machine; its CPU time then counts."`
	Profile    string        `help:"Write a CPU profile of the second side of each comparison to PREFIX-name.pprof as well."`
}

// Run measures what answers about the past and the views cost: in a large
// database against a small one, and long ago against now.
func (c *historyCommand) Run(ctx context.Context) (err error) {
	small, err := c.open(ctx, c.Small)
	if err != nil {
		return fmt.Errorf("%s: %w", db.Redact(c.Small), err)
	}
	defer func() { err = errors.Join(err, small.store.Close()) }()
	large, err := c.open(ctx, c.Large)
	if err != nil {
		return fmt.Errorf("%s: %w", db.Redact(c.Large), err)
	}
	defer func() { err = errors.Join(err, large.store.Close()) }()
	fmt.Printf("\n%s\n", conditions(ctx, large.db))
	for _, part := range []struct {
		name string
		run  func() error
	}{
		{"matrix", func() error { return c.matrix(ctx, small, large) }},
		{"first", func() error { return c.first(ctx) }},
		{"past", func() error { return c.past(ctx, large) }},
		{"grown", func() error { return c.grown(ctx, large) }},
		{"memory", func() error { return c.memory(ctx) }},
	} {
		if c.Only != "" && !slices.Contains(strings.Split(c.Only, ","), part.name) {
			continue
		}
		fmt.Printf("\n%s; load before %s\n\n", part.name, load())
		if err := part.run(); err != nil {
			return fmt.Errorf("%s: %w", part.name, err)
		}
	}
	return nil
}

// side is one of the two databases with the real handler on it.
type side struct {
	db      *db.DB
	store   *db.Store
	address string
	// Of the negotiation: its issues and parties, its positions, and the numbers
	// at which its record stood still.
	issues, parties, positions []uuid.UUID
	past, present              []int64
}

func (c *historyCommand) open(ctx context.Context, url string) (*side, error) {
	d, err := db.Open(ctx, db.Options{URL: url})
	if err != nil {
		return nil, err
	}
	s := &side{db: d, store: db.NewStore(d)}
	handler, err := product(s.store, c.Contract)
	if err != nil {
		return nil, err
	}
	if s.address, err = listen(handler); err != nil {
		return nil, err
	}
	return s, s.find(ctx, ledger.New(s.store))
}

// find looks the negotiation up.
func (s *side) find(ctx context.Context, l *ledger.Ledger) error {
	r, err := l.Read(ctx, "default")
	if err != nil {
		return err
	}
	n, err := r.Negotiation(talksSlug)
	if err != nil {
		return fmt.Errorf("%w; bench talks adds it", err)
	}
	for actor, numbers := range map[string]*[]int64{actorPast: &s.past, actorPresent: &s.present} {
		list, err := r.Transactions(ledger.TransactionFilter{Actors: []string{actor}}, ledger.Page{Sort: ledger.SortRecorded})
		if err != nil {
			return err
		}
		for _, t := range list {
			*numbers = append(*numbers, t.Number)
		}
	}
	if r, err = l.ReadAt(ctx, "default", ledger.Asked{KnownAt: ledger.KnownAt{Number: &s.past[0]}}); err != nil {
		return err
	}
	return s.findIDs(r, n.ID)
}

func (s *side) findIDs(r *ledger.Reader, negotiation uuid.UUID) error {
	issues, err := r.IssuesOf(negotiation)
	if err != nil {
		return err
	}
	for _, v := range issues {
		s.issues = append(s.issues, v.ID)
	}
	taking, err := r.ParticipationsOf(negotiation)
	if err != nil {
		return err
	}
	for _, v := range taking {
		s.parties = append(s.parties, v.Party.ID)
	}
	positions, err := r.Positions(ledger.PositionFilter{Negotiations: []uuid.UUID{negotiation}}, ledger.Page{Sort: ledger.SortRecorded})
	for _, v := range positions {
		s.positions = append(s.positions, v.ID)
	}
	return err
}
