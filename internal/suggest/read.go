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
		r := reader{names: names}
		for b := range prose.Blocks(a.Text) {
			for _, d := range r.paragraph(b) {
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

// reader reads an article paragraph by paragraph.
type reader struct {
	names *Names
	found []draft
	alone []*sentence // quotations that wait for the cue behind them
	// herald has announced a statement that has not come yet.
	herald *draft
}

// paragraph finds the statements of a paragraph.
func (r *reader) paragraph(b *prose.Block) []draft {
	r.found = nil
	for _, s := range sentencesOf(b, r.names) {
		r.sentence(s)
	}
	r.settle(nil)
	return r.found
}

func (r *reader) sentence(s *sentence) {
	list := s.read()
	if n := len(list); n > 0 && list[n-1].isHerald() {
		r.settle(nil)
		r.herald, r.found = &list[n-1], append(r.found, list[:n-1]...)
		return
	}
	if r.herald != nil && len(list) == 0 && s.isQuotation() {
		r.found = append(r.found, continued([]*sentence{s}, *r.herald)...)
		return
	}
	r.herald = nil
	switch {
	case len(list) > 0:
		r.settle(&list[0])
		r.found = append(r.found, list...)
	case !s.isQuotation():
		r.settle(nil)
		r.found = append(r.found, s.announced()...)
	case len(r.alone) == 0 && r.follows(s):
		r.found = append(r.found, continued([]*sentence{s}, r.found[len(r.found)-1])...)
	default:
		r.alone = append(r.alone, s)
	}
}

// settle says whose the waiting quotations are: those of the statement behind
// them, if that begins with one, or nobody's.
func (r *reader) settle(behind *draft) {
	if behind != nil && behind.quotation == Direct && behind.startsWithQuote() {
		r.found = append(r.found, continued(r.alone, *behind)...)
	} else {
		r.found = append(r.found, orphans(r.alone)...)
	}
	r.alone = nil
}

// follows tells whether a sentence stands right behind one with quoted words.
func (r *reader) follows(s *sentence) bool {
	n := len(r.found)
	return n > 0 && r.found[n-1].To == s.From && r.found[n-1].Block == s.Block && r.found[n-1].quotation != Indirect
}
