package feed_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"parley/internal/feed"
	"parley/internal/ledger"
)

// record is a ledger in memory, for the pages alone.
type record struct {
	ledger.Store
	ledger.Tables
	changes []ledger.FedChange
	read    int // changes given out for the page under way
}

func (r *record) Read(context.Context, string) (ledger.Tables, error) { return r, nil }
func (r *record) Feed() ledger.FeedTable                              { return r }
func (r *record) MergedInto(context.Context, []uuid.UUID) ([]uuid.UUID, error) {
	return nil, nil
}

func (r *record) Head(context.Context) (ledger.Moment, error) {
	if len(r.changes) == 0 {
		return ledger.Moment{}, nil
	}
	return ledger.Moment{Number: r.changes[len(r.changes)-1].Number}, nil
}

func (r *record) After(_ context.Context, after ledger.Place, until int64, limit int) (list []ledger.FedChange, err error) {
	first := sort.Search(len(r.changes), func(i int) bool { return after.Before(r.changes[i].Place) })
	for _, c := range r.changes[first:] {
		if len(list) == limit {
			break
		}
		if c.Number <= until {
			list = append(list, c)
		}
	}
	r.read += len(list)
	return list, nil
}

func (r *record) Belongings(context.Context, ledger.Place, ledger.Place) (map[ledger.Place][]ledger.Belonging, error) {
	return nil, nil
}

var talks = []uuid.UUID{uuid.MustParse("019bf0a1-5e00-7001-8000-000000000001"), uuid.MustParse("019bf0a1-5e00-7001-8000-000000000002")}

// anyRecord has numbers with one change and numbers with many, of rounds and
// issues of two negotiations.
func anyRecord(r *rapid.T) *record {
	v := &record{}
	for number := range int64(rapid.IntRange(0, 8).Draw(r, "numbers")) {
		many := rapid.SampledFrom([]int64{1, 2, 49, 50, 51, 900}).Draw(r, "changes")
		for ordinal := range many {
			of := talks[rapid.IntRange(0, 9).Draw(r, "of")/9]
			kind := rapid.SampledFrom([]string{"round", "issue"}).Draw(r, "kind")
			v.changes = append(v.changes, ledger.FedChange{Place: ledger.Place{Number: number + 1, Ordinal: ordinal}, Changes: many, Kind: kind,
				ResourceID: uuid.New(), After: json.RawMessage(fmt.Sprintf(`{"negotiation":%q}`, of))})
		}
	}
	return v
}

// Pages of any size and filter, put together, are what the filter chooses; each
// gets on, and none looks at more than it may.
func TestPages(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		v := anyRecord(r)
		filter := feed.Filter{Kinds: rapid.SampledFrom([][]string{nil, {"round"}, {"round", "issue"}, {"party"}}).Draw(r, "kinds"),
			Negotiations: rapid.SampledFrom([][]uuid.UUID{nil, talks[1:], talks, {uuid.New()}}).Draw(r, "negotiations")}
		limit := rapid.SampledFrom([]int{1, 7, 50, 100, 1000}).Draw(r, "limit")
		var got []string
		for at, more := ledger.Through(0), true; more; {
			page := v.page(r, at, filter, limit)
			for _, e := range page.Events {
				got = append(got, e.ID.String())
			}
			if page.More && !at.Before(page.Next) || len(page.Events) > limit {
				r.Fatalf("after %s: next %s, %d events", at, page.Next, len(page.Events))
			}
			if !page.More && page.Next != ledger.Through(page.Head.Number) {
				r.Fatalf("the end is at %s of %d", page.Next, page.Head.Number)
			}
			at, more = page.Next, page.More
		}
		if want := v.chosen(filter); !slices.Equal(got, want) {
			r.Fatalf("%d events, want %d", len(got), len(want))
		}
	})
}

func (v *record) page(r *rapid.T, at ledger.Place, filter feed.Filter, limit int) feed.Page {
	reader, err := ledger.New(v).Read(r.Context(), "default")
	if err != nil {
		r.Fatal(err)
	}
	v.read = 0
	page, err := feed.Read(reader, at, filter, limit)
	if err != nil || v.read > 2050 {
		r.Fatalf("%d changes were read: %v", v.read, err)
	}
	return page
}

func (v *record) chosen(f feed.Filter) (ids []string) {
	for _, c := range v.changes {
		of := slices.ContainsFunc(f.Negotiations, func(id uuid.UUID) bool { return strings.Contains(string(c.After), id.String()) })
		if (len(f.Kinds) == 0 || slices.Contains(f.Kinds, c.Kind)) && (len(f.Negotiations) == 0 || of) {
			ids = append(ids, c.Place.String())
		}
	}
	return ids
}

// A page ends where its resources have come to 4 MiB, but never without one.
func TestPagesAreBoundedInBytes(t *testing.T) {
	v := &record{}
	for n := range int64(20) {
		body := fmt.Sprintf(`{"summary":%q}`, strings.Repeat("x", 3<<20))
		v.changes = append(v.changes, ledger.FedChange{Place: ledger.Place{Number: n + 1}, Changes: 1, Kind: "proposal_version", After: json.RawMessage(body)})
	}
	reader, err := ledger.New(v).Read(t.Context(), "default")
	if err != nil {
		t.Fatal(err)
	}
	page, err := feed.Read(reader, ledger.Through(0), feed.Filter{}, 100)
	if len(page.Events) != 2 || !page.More || page.Next.String() != "2-0" || err != nil {
		t.Errorf("%d events, next %s, %v", len(page.Events), page.Next, err)
	}
}

// Every kind of the contract has a place of its own.
func TestEventsOfEveryKind(t *testing.T) {
	contract, err := os.ReadFile("../../openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	enum := regexp.MustCompile(`(?s)\n    ResourceKind:.*?enum: \[(.*?)\]`).FindSubmatch(contract)
	kinds := regexp.MustCompile(`\w+`).FindAllString(string(enum[1]), -1)
	for _, kind := range append(kinds, "planet") {
		v := &record{changes: []ledger.FedChange{{Place: ledger.Place{Number: 1}, Changes: 1, Kind: kind,
			After: json.RawMessage(`{"salience":"019bf0a1-5e00-7001-8000-000000000001"}`)}}}
		reader, err := ledger.New(v).Read(t.Context(), "default")
		if err != nil {
			t.Fatal(err)
		}
		page, err := feed.Read(reader, ledger.Through(0), feed.Filter{}, 1)
		if err != nil || len(page.Events) != 1 || (page.Events[0].Links.Self == page.Events[0].Links.Transaction) != (kind == "planet") {
			t.Errorf("%s: %+v, %v", kind, page.Events, err)
		}
	}
	if len(kinds) < 14 {
		t.Errorf("only %q", kinds)
	}
}
