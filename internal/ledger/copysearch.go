package ledger

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"parley/internal/shingle"
)

const (
	// frequentRun is under how many texts the index keeps one run. A run that so many
	// have is a standing phrase: later texts are not put under it, so that neither
	// the index nor the work for a text grows with what all texts have.
	frequentRun = 128
	// manyFrequent is how many such runs alone make a text worth comparing.
	manyFrequent = 3
	// mostCompared bounds with how many texts one is compared.
	mostCompared = 256
	// slack is how far below what is expected the sampled runs of two texts may be
	// that they are still compared. Of two texts at LeastContainment, of which 12 runs
	// are expected in both samples, fewer than a quarter are once in 2,000.
	slack = 4
)

// copySearch looks for what one text has in common with those of other articles.
type copySearch struct {
	ctx    context.Context
	tables Tables
	text   RevisionID
	set    shingle.Set
	number int64 // of the ledger, under which likenesses are found
	found  []Likeness
	rare   shingle.Set // the runs to put it into the index under
	// bounded is set where not every text that may be alike was compared: its frequent
	// runs alone would make a likeness, or too many texts are likely.
	bounded bool
}

// run finds the texts that are alike, and the runs under which to put this one into
// the index: those that are not frequent there.
func (s *copySearch) run() error {
	sample := s.set.Sample()
	having, err := s.tables.Copies().TextsByRun(s.ctx, sample)
	if err != nil {
		return err
	}
	shared, rarely := map[int64]int{}, map[int64]bool{}
	for _, run := range sample {
		isRare := len(having[run]) < frequentRun
		if isRare {
			s.rare = append(s.rare, run)
		}
		for _, text := range having[run] {
			shared[text]++
			rarely[text] = rarely[text] || isRare
		}
	}
	s.bounded = (len(sample)-len(s.rare))*s.set.Rarity() >= LeastShared
	for text, n := range shared {
		if !rarely[text] && n < manyFrequent {
			delete(shared, text)
		}
	}
	return s.compareLikely(shared)
}

// compareLikely compares the texts that may be alike, by how many sampled runs
// they share, the likeliest first.
func (s *copySearch) compareLikely(shared map[int64]int) error {
	texts, err := s.tables.Copies().Texts(s.ctx, slices.Sorted(maps.Keys(shared)))
	if err != nil {
		return err
	}
	texts = slices.DeleteFunc(texts, func(t IndexedText) bool {
		return t.Article == s.text.Article || shared[t.Number] < s.least(t.Runs)
	})
	likely := func(t IndexedText) float64 {
		return float64(shared[t.Number]*s.rarity(t.Runs)) / float64(min(t.Runs, len(s.set)))
	}
	slices.SortFunc(texts, func(t, u IndexedText) int {
		return cmp.Or(cmp.Compare(likely(u), likely(t)), cmp.Compare(t.Number, u.Number))
	})
	if len(texts) > mostCompared {
		s.bounded, texts = true, texts[:mostCompared]
	}
	return s.compare(texts)
}

// least is how many sampled runs a text with so many runs must share to be compared.
func (s *copySearch) least(runs int) int {
	shared := max(LeastShared, LeastContainment*float64(min(runs, len(s.set))))
	return max(1, int(shared)/s.rarity(runs)/slack)
}

// rarity is of how many shared runs one is in both samples.
func (s *copySearch) rarity(runs int) int { return max(s.set.Rarity(), shingle.RarityOf(runs)) }

// compare counts exactly what is shared with each text.
func (s *copySearch) compare(texts []IndexedText) error {
	sets, err := s.tables.Revisions().Runs(s.ctx, revisionsOf(texts))
	s.compareSets(texts, sets)
	return err
}

func (s *copySearch) compareSets(texts []IndexedText, sets map[RevisionID]shingle.Set) {
	for _, id := range revisionsOf(texts) {
		l := Alike(s.text, s.set, id, sets[id])
		if l.Number = s.number; l.Counts() {
			s.found = append(s.found, l)
		}
	}
}

func revisionsOf(texts []IndexedText) []RevisionID {
	ids := make([]RevisionID, len(texts))
	for i, t := range texts {
		ids[i] = t.RevisionID
	}
	return ids
}
