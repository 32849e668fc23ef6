package main

import (
	"context"
	"fmt"
	"time"

	"parley/db"
	"parley/internal/ledger"
)

// The negotiation that bench history asks about.
const (
	talksSlug     = "bench-talks"
	talkIssues    = 40
	talkParties   = 12
	talkPositions = 5 // for each issue and party over time, of which two stand
	talkArticles  = 900
)

// The record stands still for so many numbers before it moves on and after, so
// that one state can be asked for at many numbers, at none of which the names
// are remembered yet. The actor says which still it is.
const (
	stillNumbers = 128
	actorPast    = "bench past"
	actorPresent = "bench present"
)

type talksCommand struct {
	DB   string `arg:"" help:"A loaded database."`
	Seed uint64 `default:"1" help:"The same seed gives the same negotiation, apart from ids and times."`
}

// Run adds a negotiation to a loaded database through the ledger, and then lets
// its record move on. Its parties are the busiest of the set, so that most of
// what they hold is elsewhere.
func (c *talksCommand) Run(ctx context.Context) error {
	start := time.Now()
	d, err := db.Open(ctx, db.Options{URL: c.DB})
	if err != nil {
		return err
	}
	store := db.NewStore(d)
	defer store.Close()
	t := &talks{set: newSet(c.Seed), ledger: ledger.New(store), ctx: ctx, actor: "bench"}
	for _, step := range []func() error{
		t.meet, t.found, t.report, t.speak, t.still(actorPast), t.moveOn, t.still(actorPresent),
	} {
		if err := step(); err != nil {
			return err
		}
	}
	fmt.Printf("%s: %d positions, the record moved on by %d numbers, in %s\n", db.Redact(c.DB), len(t.position), t.corrections, since(start))
	return nil
}

// talks is the negotiation under way.
type talks struct {
	*set
	ledger      *ledger.Ledger
	ctx         context.Context
	actor       string
	table       []ledger.Issue // those of the negotiation; set.issue are the others
	position    []ledger.Position
	corrections int
}

// record writes one transaction.
func record[T any](t *talks, fn func(*ledger.Writer) (T, error)) (T, error) {
	return ledger.Write(t.ctx, t.ledger, ledger.Caller{Workspace: "default", Actor: t.actor}, fn)
}

// meet finds the parties and issues of the loaded set.
func (t *talks) meet() error {
	r, err := t.ledger.Read(t.ctx, "default")
	if err != nil {
		return err
	}
	all := ledger.Page{Sort: ledger.SortRecorded}
	if t.party, err = r.Parties(ledger.PartyFilter{}, all); err != nil {
		return err
	}
	t.issue, err = r.Issues(ledger.IssueFilter{}, all)
	if err == nil && (len(t.party) != partyCount || len(t.issue) != issueCount) {
		err = fmt.Errorf("%d parties and %d issues are no loaded set, or the negotiation was added before", len(t.party), len(t.issue))
	}
	return err
}

// found opens the negotiation with its issues and participants.
func (t *talks) found() error {
	_, err := record(t, func(w *ledger.Writer) (any, error) {
		n, err := w.CreateNegotiation(ledger.NegotiationFields{Slug: ptr(talksSlug), Name: "Talks that the bench asks about"})
		if err != nil {
			return nil, err
		}
		for i := range talkParties {
			in := ledger.ParticipationFields{Party: ledger.RefTo(t.party[i].ID), Role: ledger.RoleParty}
			if _, err := w.CreateParticipation(n.ID.String(), in); err != nil {
				return nil, err
			}
		}
		for i := range talkIssues {
			in := t.newIssue(i, ledger.Transaction{}).IssueFields
			in.Slug, in.Negotiation, in.Parent = ptr(fmt.Sprintf("bench-issue-%d", i)), ledger.RefTo(n.ID), nil
			if i >= talkIssues/4 {
				in.Parent = ptr(ledger.RefTo(t.table[i%(talkIssues/4)].ID))
			}
			v, err := w.CreateIssue(in)
			if err != nil {
				return nil, err
			}
			t.table = append(t.table, v)
		}
		return nil, nil
	})
	return err
}

// still adds numbers under which nothing of the negotiation changes.
func (t *talks) still(actor string) func() error {
	return func() error {
		t.actor = actor
		defer func() { t.actor = "bench" }()
		for i := range stillNumbers {
			_, err := record(t, func(w *ledger.Writer) (ledger.Party, error) {
				return w.UpdateParty(t.party[partyCount-1].ID.String(), ledger.Expect{Any: true}, func(f *ledger.PartyFields) error {
					f.Description = ptr(fmt.Sprintf("As %s has it, %d.", actor, i))
					return nil
				})
			})
			if err != nil {
				return err
			}
		}
		return nil
	}
}
