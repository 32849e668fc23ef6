package prose

import "strings"

// sentences parts a paragraph. A stop inside a quotation ends the sentence only
// where the quotation does and no small letter goes on after it.
func (b *Block) sentences() []Range {
	var list []Range
	from := 0
	for i := 0; i < len(b.Tokens); i++ {
		end, ends := b.sentenceEnd(i)
		if !ends {
			continue
		}
		list = append(list, Range{from, end})
		from, i = end, end-1
	}
	if from < len(b.Tokens) {
		list = append(list, Range{from, len(b.Tokens)})
	}
	return list
}

// sentenceEnd tells whether a sentence ends with the token, and behind which
// token if what trails a stop is counted in.
func (b *Block) sentenceEnd(i int) (end int, ends bool) {
	t := b.Tokens[i]
	switch {
	case b.inside[i] && !b.closesWithStop(i):
		return 0, false
	case b.inside[i]:
	case mayEnd(t):
		return i + 1, i+1 < len(b.Tokens) && b.Tokens[i+1].Capital()
	case !isStop(t):
		return 0, false
	}
	end = i + 1
	for end < len(b.Tokens) && trails(b.Tokens[end]) {
		end++
	}
	if end == len(b.Tokens) {
		return end, true
	}
	n := b.Tokens[end]
	goesOn := n.Lower() || n.Kind == Sign && strings.Contains(",;:–—-", n.Text)
	return end, !goesOn && (n.Spaced || isFullStop(t) || b.inside[i])
}

// closesWithStop tells whether the token is the mark that ends a quotation right
// after a stop.
func (b *Block) closesWithStop(i int) bool { return b.closing[i] && isStop(b.Tokens[i-1]) }

func isStop(t Token) bool {
	return t.Kind == Sign && strings.Contains(".!?…؟۔।。！？｡", t.Text)
}

// isFullStop names the stops that need no space behind them.
func isFullStop(t Token) bool { return t.Kind == Sign && strings.Contains("。！？｡", t.Text) }

// trails tells whether a token belongs to the stop before it.
func trails(t Token) bool {
	return t.Kind == Sign && !t.Spaced && (isStop(t) || strings.Contains(`"'”’»›」』)]）】`, t.Text))
}
