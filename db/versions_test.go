package db_test

import (
	"encoding/json"
	"fmt"
	"math"
	"testing"

	"parley/db"
	"parley/db/dbtest"
	"parley/internal/edtf"
	"parley/internal/ledger"
)

// story is one position with one evidence, and what both were under each number.
type story struct {
	t                    *testing.T
	l                    *ledger.Ledger
	position, evidence   string
	positions, evidences map[int64]string
}

const storyText = "Ukraine offers a mutual withdrawal."

func newStory(t *testing.T, s *db.Store) *story {
	x := &story{t: t, l: ledger.New(s), positions: map[int64]string{}, evidences: map[int64]string{}}
	x.write(func(tx *ledger.Writer) error {
		n, err := tx.CreateNegotiation(ledger.NegotiationFields{Name: "Talks"})
		must(t, err)
		issue, err := tx.CreateIssue(ledger.IssueFields{Negotiation: ledger.RefTo(n.ID), Question: "Who withdraws?"})
		must(t, err)
		party, err := tx.CreateParty(ledger.PartyFields{Name: "Ukraine", Kind: ledger.KindState})
		must(t, err)
		article, err := tx.CreateArticle(ledger.ArticleInput{Text: new(storyText)})
		must(t, err)
		p, err := tx.CreatePosition(ledger.PositionInput{
			PositionFields: ledger.PositionFields{Party: ledger.RefTo(party.ID), Issue: ledger.RefTo(issue.ID), Act: "offer",
				Summary: "0", Stated: edtf.MustParse("2026-01-22")},
			Evidence: []ledger.EvidenceInput{{Article: new(ledger.RefTo(article.ID)), Quote: new("a mutual withdrawal")}}})
		must(t, err)
		x.position, x.evidence = p.ID.String(), p.Evidence[0].ID.String()
		return nil
	})
	return x
}

// write runs fn as a transaction and then notes both as they now are.
func (x *story) write(fn func(*ledger.Writer) error) {
	x.t.Helper()
	_, err := ledger.Write(x.t.Context(), x.l, ledger.Caller{Workspace: "default", Actor: "x"}, func(tx *ledger.Writer) (int, error) { return 0, fn(tx) })
	must(x.t, err)
	r, err := x.l.Read(x.t.Context(), "default")
	must(x.t, err)
	p, err := r.Position(x.position)
	must(x.t, err)
	e, err := r.EvidenceOf(x.position, x.evidence)
	must(x.t, err)
	p.Evidence, e.Selected = nil, nil
	x.positions[p.Number], x.evidences[e.Number] = asJSON(x.t, p), asJSON(x.t, e)
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	body, err := json.Marshal(v)
	must(t, err)
	return string(body)
}

func (x *story) summarize(tx *ledger.Writer, text string) error {
	_, err := tx.UpdatePosition(x.position, ledger.Expect{Any: true}, func(in *ledger.PositionFields) error { in.Summary = text; return nil })
	return err
}

func (x *story) annotate(tx *ledger.Writer, text string) error {
	_, err := tx.UpdateEvidence(x.position, x.evidence, ledger.Expect{Any: true}, func(in *ledger.EvidenceFields) error { in.Note = &text; return nil })
	return err
}

// Versions are what was current, each in force for a range of numbers [from, to).
func TestVersionsAreWhatWasCurrent(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		d := open(t, url)
		x := newStory(t, db.NewStore(d))
		x.write(func(tx *ledger.Writer) error { return x.summarize(tx, "1") })
		x.write(func(tx *ledger.Writer) error { return x.annotate(tx, "1") })
		x.write(func(tx *ledger.Writer) error { // the second change of a transaction replaces the first
			must(t, x.summarize(tx, "2"))
			must(t, x.annotate(tx, "2"))
			must(t, x.summarize(tx, "3"))
			return x.annotate(tx, "3")
		})
		x.write(func(tx *ledger.Writer) error { _, err := tx.RetractPosition(x.position, "wrong"); return err })
		checkVersions(t, d, "position", x.position, x.positions)
		checkVersions(t, d, "evidence", x.evidence, x.evidences)
		x.checkList()
		x.checkChanges()
	})
}

// checkVersions compares the stored versions with what was current, and checks
// that their ranges follow each other and the last one is open.
func checkVersions(t *testing.T, d *db.DB, kind, id string, want map[int64]string) {
	t.Helper()
	rows, err := d.Read.Query(fmt.Sprintf("SELECT from_number, to_number, body FROM %[1]s_versions WHERE workspace_id = 1 AND id = $1 ORDER BY from_number", kind), id)
	must(t, err)
	defer rows.Close()
	n, next := 0, int64(0)
	for ; rows.Next(); n++ {
		var from, to int64
		var body string
		must(t, rows.Scan(&from, &to, &body))
		if n > 0 && from != next || to <= from {
			t.Errorf("%s version [%d, %d) follows the number %d", kind, from, to, next)
		}
		if body != want[from] {
			t.Errorf("%s under number %d was\n%s, kept as\n%s", kind, from, want[from], body)
		}
		next = to
	}
	must(t, rows.Err())
	if next != math.MaxInt64 || n != len(want) {
		t.Errorf("%d versions of the %s for %d states; the last ends at %d", n, kind, len(want), next)
	}
}

func (x *story) checkList() {
	r, err := x.l.Read(x.t.Context(), "default")
	must(x.t, err)
	list, err := r.PositionVersions(x.position, ledger.Page{})
	must(x.t, err)
	for _, v := range list {
		if asJSON(x.t, v.Position) != x.positions[v.Number] || v.Actor != "x" {
			x.t.Errorf("version %d is listed as %+v", v.Number, v)
		}
	}
	if len(list) != len(x.positions) {
		x.t.Errorf("%d versions are listed of %d", len(list), len(x.positions))
	}
}

// checkChanges checks that the ledger tells each change as before and after.
func (x *story) checkChanges() {
	r, err := x.l.Read(x.t.Context(), "default")
	must(x.t, err)
	before := ""
	for number := int64(1); number <= 5; number++ {
		v, err := r.Transaction(number)
		must(x.t, err)
		for _, c := range v.Changes {
			if c.Kind == "position" && (string(c.After) != x.positions[number] || string(c.Before) != before) {
				x.t.Errorf("under number %d the position changed from %s to %s", number, c.Before, c.After)
			}
		}
		if now, changed := x.positions[number]; changed {
			before = now
		}
	}
}
