package db

import (
	"context"
	"database/sql"
	"errors"

	"parley/internal/ledger"
)

// searchable looks at whether search has an entry, with the words of all its pieces, for
// everything it finds, and none for anything else. Which words these are is not derived
// again: that costs most of what recording costs, SQLite's index gives no words back,
// and what a search shows is read from tables that are held against the ledger.
func (v *verification) searchable(ctx context.Context) error {
	if v.unindexed {
		v.fault("workspace", "is not indexed for search: `parley migrate up` was killed before it ended, and will end it")
		return nil
	}
	lacking, err := v.q.ListUnindexed(ctx, v.tables.workspace)
	for _, r := range lacking {
		v.fault(r.Kind+" "+r.ID.String(), "has no row in search_entries")
	}
	if err != nil {
		return err
	}
	surplus, err := v.q.ListIndexedNothing(ctx, v.tables.workspace)
	for _, r := range surplus {
		v.fault("search_entries "+r.ID.String(), "is of what is not there: %s", r.Kind)
	}
	if err != nil {
		return err
	}
	query := "SELECT CAST(e.id AS TEXT), '' FROM search_entries e WHERE e.workspace_id = $1 AND e.pieces <> " + wordsOf(v.tables).count()
	return pairs(ctx, v.run, query, func(id, _ string) { v.fault("search_entries "+id, "has not as many pieces in search_words as it says") }, v.tables.workspace)
}

// backlog notes whether the start after a migration (7 or 11) has still to fill the index.
func (v *verification) backlog(ctx context.Context) error {
	_, err := v.q.GetSearchBacklog(ctx, v.tables.workspace)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	v.unindexed = true
	return err
}

// namesOf makes the rows by which a search knows that a party is named.
func (p *recordedPiece) namesOf(number int64, body *string) {
	v, err := decode[ledger.Party](ledger.KindOfParty, "", text(body), nil)
	if err != nil || v.MergedInto != nil || v.Retracted != nil {
		return // what cannot be read is told with the party
	}
	for _, words := range v.SearchNames() {
		p.add("search_names", &dueRow{values: map[string]any{"words": words, "party_id": v.ID}, number: number})
	}
}
