package db_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"parley/db"
	"parley/db/dbtest"
	"parley/internal/access"
	"parley/internal/demo"
	"parley/internal/edtf"
	"parley/internal/ledger"
)

// copied records a position that rests on two articles of one text, one of them longer,
// and one on a third that is like neither.
func copied(t *testing.T, s *db.Store) {
	t.Helper()
	l := ledger.New(s)
	do := func(fn func(*ledger.Writer) error) {
		t.Helper()
		_, err := ledger.Write(t.Context(), l, ledger.Caller{Workspace: "default", Actor: "x"}, func(w *ledger.Writer) (any, error) { return nil, fn(w) })
		must(t, err)
	}
	words := func(word string, n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "%s%d ", word, i)
		}
		return b.String()
	}
	evidence := []ledger.EvidenceInput{}
	for _, text := range []string{words("copy", 90), words("copy", 90) + words("more", 40), words("other", 100)} {
		do(func(w *ledger.Writer) error {
			v, err := w.CreateArticle(ledger.ArticleInput{Text: &text})
			article := ledger.RefTo(v.ID)
			evidence = append(evidence, ledger.EvidenceInput{Article: &article, Start: new(int64(0)), End: new(int64(5))})
			return err
		})
	}
	do(func(w *ledger.Writer) error {
		n, err := w.CreateNegotiation(ledger.NegotiationFields{Name: "Talks"})
		must(t, err)
		p, err := w.CreateParty(ledger.PartyFields{Kind: "state", Name: "State"})
		must(t, err)
		i, err := w.CreateIssue(ledger.IssueFields{Negotiation: ledger.RefTo(n.ID), Question: "When?"})
		must(t, err)
		_, err = w.CreatePosition(ledger.PositionInput{PositionFields: ledger.PositionFields{Party: ledger.RefTo(p.ID), Issue: ledger.RefTo(i.ID), Act: "offer",
			Summary: "Soon", Stated: edtf.MustParse("2026-01-22")}, Evidence: evidence})
		return err
	})
}

// What texts have in common is what corroboration counts by: two that are copies are one
// origin. Each count of it that is changed, a likeness that is gone and one that was made
// up are told.
func TestVerifyTellsOfLikenesses(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		s := db.NewStore(open(t, url))
		copied(t, s)
		if found := told(t, s); len(found) > 0 {
			t.Fatalf("unharmed: %v", found)
		}
		hand := unchecked(t, url)
		_, err := hand.ExecContext(t.Context(), "CREATE TABLE kept AS SELECT * FROM similar_revisions")
		must(t, err)
		const one = "article_id < other_id"
		do := func(query string) {
			t.Helper()
			_, err := hand.ExecContext(t.Context(), query)
			must(t, err)
		}
		for harm, want := range map[string]string{
			"UPDATE similar_revisions SET shared = shared - 1, score = score - 1":       "has the counts",
			"UPDATE similar_revisions SET score = score + 1":                            "has the counts",
			"UPDATE similar_revisions SET runs = runs + 1, other_runs = other_runs + 1": "has the counts",
			"UPDATE similar_revisions SET number = number + 1":                          "is known since number 3",
			"UPDATE similar_revisions SET number = 1":                                   "is known since number 1",
			"UPDATE similar_revisions SET shared = shared + 1 WHERE " + one:             "as it is from the other side",
			"DELETE FROM similar_revisions WHERE " + one:                                "as it is from the other side",
			"DELETE FROM similar_revisions":                                             "is missing: the texts share 86 runs of words",
		} {
			do(harm)
			if found := told(t, s); !slices.ContainsFunc(found, func(f string) bool { return strings.HasPrefix(f, "similar_revisions ") && strings.Contains(f, want) }) {
				t.Errorf("%s: %v", harm, found)
			}
			do("DELETE FROM similar_revisions")
			do("INSERT INTO similar_revisions SELECT * FROM kept")
		}
	})
}

// Search has an entry with all its pieces for each thing, and none for nothing.
func TestVerifyTellsOfWhatIsDerived(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		s := db.NewStore(open(t, url))
		if _, err := demo.Load(t.Context(), ledger.New(s)); err != nil {
			t.Fatal(err)
		}
		hand := unchecked(t, url)
		words := "DELETE FROM search_words WHERE rowid = (SELECT MAX(place) FROM search_entries)"
		if strings.HasPrefix(url, "postgres") {
			words = "DELETE FROM search_words WHERE place = (SELECT MAX(place) FROM search_entries)"
		}
		for _, harm := range [][2]string{
			{"INSERT INTO search_backlog (workspace_id, kind, after) VALUES (1, 'party', " + nobody + ")", "is not indexed for search"},
			{"DELETE FROM search_backlog", ""},
			{words, "has not as many pieces"},
			{"DELETE FROM search_entries WHERE kind = 'issue'", "has no row in search_entries"},
			{"UPDATE search_entries SET id = " + nobody + " WHERE id = (SELECT id FROM search_entries WHERE kind = 'article' LIMIT 1)", "is of what is not there: article"},
		} {
			_, err := hand.ExecContext(t.Context(), harm[0])
			must(t, err)
			found := told(t, s)
			if !strings.Contains(strings.Join(found, "\n"), harm[1]) || len(found) > 0 && harm[1] == "" {
				t.Errorf("%s: %v", harm[0], found)
			}
		}
	})
}

// told is what is wrong with the workspace default.
func told(t *testing.T, s *db.Store) (found []string) {
	t.Helper()
	_, err := s.Verify(t.Context(), access.Workspace{Slug: "default"}, nil, func(f db.Fault) { found = append(found, f.Where+" "+f.What) })
	must(t, err)
	return found
}
