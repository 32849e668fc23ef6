package db_test

import (
	"fmt"
	"slices"
	"testing"

	"parley/db"
	"parley/db/dbtest"
	"parley/internal/edtf"
	"parley/internal/ledger"
)

// What a transaction records is indexed in the order of places and not of recording, since
// an index of SQLite that is written in another order takes several times as long.
func TestEntriesAreWrittenInOrder(t *testing.T) {
	d := open(t, dbtest.SQLite(t))
	writes(t, d, func(w *ledger.Writer) {
		n, err := w.CreateNegotiation(ledger.NegotiationFields{Name: "talks"})
		must(t, err)
		issue, err := w.CreateIssue(ledger.IssueFields{Negotiation: ledger.RefTo(n.ID), Question: "Which land?"})
		must(t, err)
		party, err := w.CreateParty(ledger.PartyFields{Kind: "state", Name: "Ukraine"})
		must(t, err)
		for i, day := range []int{20, 3, 28, 11, 7} {
			on := edtf.MustParse(fmt.Sprintf("2026-01-%02d", day))
			text := fmt.Sprintf("Text %d says what was said on that day.", i)
			a, err := w.CreateArticle(ledger.ArticleInput{Text: &text, ArticleFields: ledger.ArticleFields{Published: &on}})
			must(t, err)
			_, err = w.CreatePosition(ledger.PositionInput{
				PositionFields: ledger.PositionFields{Party: ledger.RefTo(party.ID), Issue: ledger.RefTo(issue.ID), Act: "offer", Summary: "It offers.", Stated: on},
				Evidence: []ledger.EvidenceInput{{Article: new(ledger.RefTo(a.ID)), Quote: new("says what was said"),
					EvidenceFields: ledger.EvidenceFields{Relation: "supports", Quotation: new("direct"), Attribution: new("named")}}},
			})
			must(t, err)
		}
	})
	for _, kind := range []string{"article", "position", "passage"} {
		if places := placesOf(t, d, kind); len(places) != 5 || !slices.IsSorted(places) {
			t.Errorf("the places of each %s, as they were written: %d", kind, places)
		}
	}
}

func writes(t *testing.T, d *db.DB, fn func(*ledger.Writer)) {
	t.Helper()
	_, err := ledger.Write(t.Context(), ledger.New(db.NewStore(d)), ledger.Caller{Workspace: "default", Actor: "x"}, func(w *ledger.Writer) (any, error) {
		fn(w)
		return nil, nil
	})
	must(t, err)
}

// placesOf are the places of a kind's entries, in the order in which they were written.
func placesOf(t *testing.T, d *db.DB, kind string) (places []int64) {
	t.Helper()
	rows, err := d.Read.Query("SELECT place FROM search_entries WHERE kind = $1 ORDER BY rowid", kind)
	must(t, err)
	defer rows.Close()
	for rows.Next() {
		var place int64
		must(t, rows.Scan(&place))
		places = append(places, place)
	}
	must(t, rows.Err())
	return places
}
