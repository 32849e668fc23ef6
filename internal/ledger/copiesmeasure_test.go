package ledger_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"iter"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"parley/db"
	"parley/internal/edtf"
	"parley/internal/ledger"
	"parley/internal/material"
	"parley/internal/origin"
	"parley/internal/shingle"
)

// Of 2,000 real releases the index finds the pairs that comparing each with each
// finds, whatever order they come in. docs/copies.md has the figures.
func TestCopiesAmongReleases(t *testing.T) {
	texts, published := releases(t)
	wanted := alikeByForce(texts)
	each(t, func(t *testing.T, w *world) {
		articles := w.printAll(texts)
		at := map[uuid.UUID]int{}
		for i, a := range articles {
			at[a.ID] = i
		}
		found, head := map[[2]int]bool{}, w.head()
		for i, a := range articles {
			for _, l := range w.similar(a, head) {
				found[ordered(i, at[l.B.Article])] = true
			}
		}
		for pair := range found {
			if _, ok := wanted[pair]; !ok {
				t.Errorf("releases %v are said to be alike", pair)
			}
		}
		joined := 0
		for pair, l := range wanted {
			if origin.OneText(l.Containment(), int(l.Shared), published[pair[0]], published[pair[1]]) {
				joined++
			}
		}
		if got, want := fmt.Sprintf("%d of %d, joined %d", len(found), len(wanted), joined), "10957 of 10957, joined 163"; got != want {
			t.Errorf("found %s, written down %s", got, want)
		}
	})
}

func ordered(i, j int) [2]int { return [2]int{min(i, j), max(i, j)} }

// alikeByForce compares each text with each, and gives the pairs that count.
func alikeByForce(texts []string) map[[2]int]ledger.Likeness {
	having := map[uint32][]int{}
	sets := make([]shingle.Set, len(texts))
	shared := map[[2]int]int64{}
	for i, text := range texts {
		sets[i] = shingle.Of(text)
		for _, run := range sets[i] {
			for _, j := range having[run] {
				shared[[2]int{j, i}]++
			}
			having[run] = append(having[run], i)
		}
	}
	alike := map[[2]int]ledger.Likeness{}
	for pair, n := range shared {
		l := ledger.Likeness{RunsA: int64(len(sets[pair[0]])), RunsB: int64(len(sets[pair[1]])), Shared: n}
		if n >= ledger.LeastShared && l.Containment() >= ledger.LeastContainment {
			alike[pair] = l
		}
	}
	return alike
}

func (w *world) printAll(texts []string) (articles []ledger.Article) {
	for piece := range slices.Chunk(texts, 100) {
		articles = append(articles, do(w, func(tx *ledger.Writer) (list []ledger.Article, err error) {
			for _, text := range piece {
				a, err := tx.CreateArticle(ledger.ArticleInput{Text: &text})
				if err != nil {
					return nil, err
				}
				list = append(list, a)
			}
			return list, nil
		})...)
	}
	return articles
}

// releases are real press releases, with their days, that may be tested with but not copied.
func releases(t *testing.T) (texts []string, published []edtf.Date) {
	t.Helper()
	for line := range bytes.Lines(material.Read(t, "data/press_releases.jsonl.gz")) {
		var v struct{ Text, Published string }
		if err := json.Unmarshal(line, &v); err != nil {
			t.Fatal(err)
		}
		texts, published = append(texts, v.Text), append(published, edtf.MustParse(v.Published[:len("2026-01-22")]))
	}
	return texts, published
}

// What a text costs that comes in does not grow with the store.
func BenchmarkTextAmong(b *testing.B) {
	for _, stored := range []int{200, 2_000, 20_000} {
		b.Run(fmt.Sprint(stored), func(b *testing.B) {
			d, err := db.Open(b.Context(), db.Options{URL: filepath.Join(b.TempDir(), "parley.db")})
			if err != nil {
				b.Fatal(err)
			}
			defer d.Close()
			store := db.NewStore(d)
			w := &world{t: b, l: ledger.New(store), store: store}
			w.printAll(slices.Collect(madeUp(stored)))
			for b.Loop() {
				for text := range madeUp(1) {
					w.print(text)
				}
			}
		})
	}
}

var made = rand.New(rand.NewPCG(1, 2))

// madeUp gives texts of 500 words of a vocabulary of 5,000, used as real ones are by
// Zipf's law, that all end with one standing paragraph of 60 words.
func madeUp(texts int) iter.Seq[string] {
	words := rand.NewZipf(made, 1.1, 10, 5_000)
	standing := wording("standing", 60)
	return func(yield func(string) bool) {
		for range texts {
			var b strings.Builder
			for range 500 {
				fmt.Fprintf(&b, "word%d ", words.Uint64())
			}
			if !yield(b.String() + standing) {
				return
			}
		}
	}
}
