package ledger_test

import (
	"flag"
	"os"
	"testing"

	"parley/db"
	"parley/db/dbtest"
	"parley/internal/edtf"
	"parley/internal/ledger"
)

func TestMain(m *testing.M) {
	flag.Set("rapid.checks", "25") // each is a story in a database; the command line overrules it
	os.Exit(dbtest.Main(m))
}

// world is a ledger with one negotiation, an article and a few parties and issues.
type world struct {
	t                           testing.TB
	l                           *ledger.Ledger
	store                       ledger.Store
	negotiation, issue, article string
	ukraine, russia, bloc       string
}

const articleText = "Ukraine offers a mutual withdrawal. Russia demands the whole region. One issue is left."

// each runs a test on both engines.
func each(t *testing.T, f func(t *testing.T, w *world)) {
	dbtest.Each(t, func(t *testing.T, url string) {
		d, err := db.Open(t.Context(), db.Options{URL: url})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { d.Close() })
		store := db.NewStore(d)
		w := &world{t: t, l: ledger.New(store), store: store}
		w.furnish()
		f(t, w)
	})
}

func (w *world) furnish() {
	w.negotiation = do(w, func(tx *ledger.Writer) (ledger.Negotiation, error) {
		return tx.CreateNegotiation(ledger.NegotiationFields{Name: "Talks"})
	}).ID.String()
	w.issue = w.newIssue(nil)
	w.ukraine, w.russia, w.bloc = w.newParty("Ukraine"), w.newParty("Russia"), w.newParty("Union")
	w.article = do(w, func(tx *ledger.Writer) (ledger.Article, error) {
		return tx.CreateArticle(ledger.ArticleInput{Text: new(articleText)})
	}).ID.String()
}

func (w *world) newParty(name string) string {
	return do(w, func(tx *ledger.Writer) (ledger.Party, error) {
		return tx.CreateParty(ledger.PartyFields{Name: name, Kind: ledger.KindState})
	}).ID.String()
}

func (w *world) newIssue(parent *string) string {
	in := ledger.IssueFields{Negotiation: ref(w.negotiation), Question: "Who withdraws?"}
	if parent != nil {
		in.Parent = new(ref(*parent))
	}
	return do(w, func(tx *ledger.Writer) (ledger.Issue, error) { return tx.CreateIssue(in) }).ID.String()
}

// position is an input that is accepted as it is.
func (w *world) position() ledger.PositionInput {
	return ledger.PositionInput{
		PositionFields: ledger.PositionFields{Party: ref(w.ukraine), Issue: ref(w.issue), Act: "offer",
			Summary: "A mutual withdrawal", Stated: edtf.MustParse("2026-01-22")},
		Evidence: []ledger.EvidenceInput{w.quote("a mutual withdrawal")},
	}
}

func (w *world) quote(text string) ledger.EvidenceInput {
	return ledger.EvidenceInput{Article: new(ref(w.article)), Quote: &text}
}

// state records a position with changes to the usual one.
func (w *world) state(change func(*ledger.PositionInput)) ledger.Position {
	w.t.Helper()
	in := w.position()
	change(&in)
	return do(w, func(tx *ledger.Writer) (ledger.Position, error) { return tx.CreatePosition(in) })
}

func as(*ledger.PositionInput) {}

func ref(s string) ledger.Reference { return ledger.ParseReference(s) }

var by = ledger.Caller{Workspace: "default", Actor: "tester"}

var whatever = ledger.Expect{Any: true}

func try[T any](w *world, fn func(*ledger.Writer) (T, error)) (T, error) {
	return ledger.Write(w.t.Context(), w.l, by, fn)
}

func do[T any](w *world, fn func(*ledger.Writer) (T, error)) T {
	w.t.Helper()
	v, err := try(w, fn)
	if err != nil {
		w.t.Fatal(err)
	}
	return v
}

// refused checks that fn is refused in the given way and changes nothing.
func refused[T any](w *world, kind ledger.ErrorKind, code string, fn func(*ledger.Writer) (T, error)) {
	w.t.Helper()
	before := w.head()
	_, err := try(w, fn)
	if !ledger.IsKind(err, kind) || code != "" && !hasCode(err, code) {
		w.t.Errorf("got %v, want %s %s", err, kind, code)
	}
	if after := w.head(); after != before {
		w.t.Errorf("a refusal took number %d", after)
	}
}

func hasCode(err error, code string) bool {
	for _, f := range err.(*ledger.Error).Faults {
		if f.Code == code {
			return true
		}
	}
	return false
}

func (w *world) readAt(asked ledger.KnownAt) *ledger.Reader {
	w.t.Helper()
	r, err := w.l.ReadAt(w.t.Context(), "default", ledger.Asked{KnownAt: asked})
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

func (w *world) read() *ledger.Reader {
	w.t.Helper()
	r, err := w.l.Read(w.t.Context(), "default")
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

// head is the newest number of the ledger.
func (w *world) head() int64 {
	w.t.Helper()
	list, err := w.read().Transactions(ledger.TransactionFilter{}, ledger.Page{Limit: 1, Sort: ledger.SortRecordedDesc})
	if err != nil || len(list) != 1 {
		w.t.Fatal(len(list), err)
	}
	return list[0].Number
}

// find reads a position anew.
func (w *world) find(id string) ledger.Position {
	w.t.Helper()
	v, err := w.read().Position(id)
	if err != nil {
		w.t.Fatal(err)
	}
	return v
}
