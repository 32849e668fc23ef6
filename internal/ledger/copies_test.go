package ledger_test

import (
	"fmt"
	"hash/crc64"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"parley/internal/ledger"
	"parley/internal/shingle"
)

// wording is so many words that stand nowhere else, the same for a name.
func wording(name string, words int) string {
	var b strings.Builder
	random := rand.New(rand.NewPCG(uint64(len(name)), crc64.Checksum([]byte(name), crc64.MakeTable(crc64.ISO))))
	for range words {
		for range 10 {
			b.WriteRune('а' + random.Int32N(32))
		}
		b.WriteByte(' ')
	}
	return b.String()
}

func (w *world) print(text string) ledger.Article {
	w.t.Helper()
	return do(w, func(tx *ledger.Writer) (ledger.Article, error) {
		return tx.CreateArticle(ledger.ArticleInput{Text: &text})
	})
}

// similar lists the articles that an article is like, at a number, the likeliest copy first.
func (w *world) similar(a ledger.Article, at int64) []ledger.Likeness {
	w.t.Helper()
	r := w.readAt(ledger.KnownAt{Number: &at})
	a, err := r.Article(a.ID.String())
	if err != nil {
		w.t.Fatal(err)
	}
	list, err := r.Similar(a, ledger.Page{})
	if err != nil {
		w.t.Fatal(err)
	}
	return list
}

func articlesIn(list []ledger.Likeness) (ids []uuid.UUID) {
	for _, l := range list {
		ids = append(ids, l.B.Article)
	}
	return ids
}

func TestWhatIsSimilar(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		source := w.print("Женева, 5 березня. " + wording("слово", 100))
		verbatim := w.print("ЖЕНЕВА, 5 березня — " + strings.ToUpper(wording("слово", 100)))
		short := w.print(wording("слово", 30) + "and no more")
		long := w.print(wording("before", 3000) + wording("слово", 50) + wording("after", 3000))
		w.print(wording("other", 400))
		tooFew := w.print(wording("слово", 23) + wording("tooFew", 5))
		tooSmall := w.print(wording("before", 250) + wording("tooSmall", 2500))

		if got := articlesIn(w.similar(source, w.head())); !slices.Equal(got, []uuid.UUID{verbatim.ID, short.ID, long.ID}) {
			t.Errorf("similar to the source: %v", got)
		}
		for _, a := range []ledger.Article{tooFew, tooSmall} {
			if got := w.similar(a, w.head()); len(got) != 0 {
				t.Errorf("%+v", got)
			}
		}
		got := w.similar(short, w.head())[0]
		if got.B.Article != long.ID || got.Shared != 26 || got.RunsA != 29 || got.RunsB != 6046 || got.Number != long.Number {
			t.Errorf("the short one is like %+v", got)
		}
	})
}

// A list shows the newest texts of its number, whatever was printed since.
func TestSimilarAsOfANumber(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		revise := func(a ledger.Article, text string) int64 {
			return do(w, func(tx *ledger.Writer) (ledger.Revision, error) {
				v, _, err := tx.CreateRevision(a.ID.String(), ledger.RevisionFields{Text: text})
				return v, err
			}).Number
		}
		a := w.print(wording("a", 50))
		b := w.print(wording("a", 40))
		both := b.Number
		apart := revise(b, wording("b", 50))
		again := revise(a, wording("b", 45))
		for _, c := range []struct {
			at, shared int64
		}{{a.Number, 0}, {both, 36}, {apart, 0}, {again, 41}} {
			var shared int64
			for _, l := range w.similar(a, c.at) {
				shared += l.Shared
			}
			if shared != c.shared {
				t.Errorf("at %d they share %d runs, want %d", c.at, shared, c.shared)
			}
		}
	})
}

// A sample misses some short passages of long texts. Of articles that are
// evidence for one position none may be missed, and a list of an earlier number
// stays as it was.
func TestEvidenceIsComparedWhateverTheSample(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		missed := 0
		for i := range 60 {
			shared := wording(fmt.Sprint("пара", i, "x"), 22)
			short := w.print("Цитата лишається тут. " + shared + wording(fmt.Sprint("short", i, "x"), 60))
			long := w.print("Цитата лишається тут. " + shared + wording(fmt.Sprint("long", i, "x"), 500))
			if len(w.similar(short, w.head())) > 0 {
				continue
			}
			missed++
			p := w.state(func(in *ledger.PositionInput) { in.Evidence = []ledger.EvidenceInput{quoting(short)} })
			before := w.head()
			do(w, func(tx *ledger.Writer) (ledger.Evidence, error) {
				return tx.CreateEvidence(p.ID.String(), quoting(long))
			})
			if got := w.similar(long, w.head()); len(got) != 1 || got[0].Shared < ledger.LeastShared || got[0].Number != w.head() {
				t.Errorf("pair %d: %+v", i, got)
			}
			if got := w.similar(long, before); len(got) != 0 {
				t.Errorf("pair %d, before: %+v", i, got)
			}
			if list, err := w.readAt(ledger.KnownAt{Number: &before}).Likenesses([]uuid.UUID{short.ID, long.ID}); err != nil || len(list) != 0 {
				t.Errorf("pair %d, before: %+v, %v", i, list, err)
			}
		}
		if missed == 0 {
			t.Error("the samples missed none, so this test shows nothing")
		}
	})
}

func quoting(a ledger.Article) ledger.EvidenceInput {
	return ledger.EvidenceInput{Article: new(ledger.RefTo(a.ID)), Quote: new("Цитата лишається тут")}
}

// What very many texts have neither fills the index nor hides a copy, and a text
// of which not all copies were sought says so.
func TestStandingPhrases(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		foot := wording("foot", 60)
		for i := range 130 {
			w.print(wording(fmt.Sprint("report", i, "x"), 100) + foot)
		}
		last := w.print(wording("report7x", 100) + foot)
		if list := w.similar(last, w.head()); len(list) < 100 || list[0].Shared != 156 {
			t.Errorf("%d are similar, the first by %d", len(list), list[0].Shared)
		}
		for a, want := range map[string]bool{w.article: false, last.ID.String(): true} {
			if v, err := w.read().Revision(a, 1); err != nil || v.SearchBounded != want {
				t.Errorf("bounded: %v, %v", v.SearchBounded, err)
			}
		}
		tables, err := w.store.Read(t.Context(), "default")
		if err != nil {
			t.Fatal(err)
		}
		texts, err := tables.Copies().TextsByRun(t.Context(), shingle.Of(foot))
		if err != nil || len(texts) == 0 {
			t.Fatal(len(texts), err)
		}
		for run, list := range texts {
			if len(list) != 128 {
				t.Errorf("the run %x is kept of %d texts", run, len(list))
			}
		}
	})
}
