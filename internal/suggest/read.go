package suggest

import (
	"iter"

	"parley/internal/anchor"
	"parley/internal/prose"
)

// Statements gives the passages of an article that may state a position, in their
// order. None of them begins or ends inside a character. What an article repeats
// word for word, such as its headline, is given once.
func Statements(a Article, names *Names) iter.Seq[Statement] {
	return func(yield func(Statement) bool) {
		text := anchor.NewText(a.Text)
		seen := map[string]bool{}
		for b := range prose.Blocks(a.Text) {
			for _, d := range read(b, names) {
				st, ok := d.statement(a, text)
				if !ok || seen[st.Passage.Exact] {
					continue
				}
				seen[st.Passage.Exact] = true
				if !yield(st) {
					return
				}
			}
		}
	}
}

// draft is a statement by its tokens.
type draft struct {
	*sentence
	passage   prose.Range
	quotation Quotation
	cue       *hit // nil: a quotation without a cue
	source    source
	named     prose.Range // the source, where no cue has it
	rules     []Rule
	// beside is where the source of a continued quotation stands.
	beside *draft
	// act is a hint from another cue of the same source in the sentence.
	act string
}

// read finds the statements of a paragraph.
func read(b *prose.Block, names *Names) []draft {
	var list []draft
	var alone []*sentence // quotations that wait for the cue behind them
	for _, s := range sentencesOf(b, names) {
		found := s.read()
		switch {
		case len(found) > 0:
			if found[0].quotation == Direct && found[0].startsWithQuote() {
				list = append(list, continued(alone, found[0])...)
			} else {
				list = append(list, orphans(alone)...)
			}
			list = append(list, found...)
			alone = nil
		case !s.isQuotation():
			list, alone = append(append(list, orphans(alone)...), s.announced()...), nil
		case len(list) > 0 && len(alone) == 0 && list[len(list)-1].To == s.From && list[len(list)-1].quotation != Indirect:
			list = append(list, continued([]*sentence{s}, list[len(list)-1])...)
		default:
			alone = append(alone, s)
		}
	}
	return append(list, orphans(alone)...)
}
