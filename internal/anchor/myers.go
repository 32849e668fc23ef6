package anchor

const wordBits = 64

// pattern is a quote prepared for the bit-parallel edit distance of Myers (1999):
// a column of the table of distances is kept as the differences between its
// cells, +1 or -1, one bit each, so that 64 cells are done in a few instructions.
// A quote of more than 64 characters takes several words, which hand the
// difference at their common edge down the column.
type pattern struct {
	runes []rune
	words int
	// masks has, for each character of the quote, the places where it stands.
	masks map[rune][]uint64
	none  []uint64 // of any other character
}

func newPattern(quote []rune) *pattern {
	const alphabet = 32 // what most quotes make do with; more is made room for when met
	p := &pattern{runes: quote, words: (len(quote) + wordBits - 1) / wordBits, masks: make(map[rune][]uint64, min(len(quote), alphabet))}
	p.none = make([]uint64, p.words)
	var spare []uint64
	for i, r := range quote {
		if p.masks[r] == nil {
			if len(spare) == 0 {
				spare = make([]uint64, alphabet*p.words)
			}
			p.masks[r], spare = spare[:p.words], spare[p.words:]
		}
		p.masks[r][i/wordBits] |= 1 << (i % wordBits)
	}
	return p
}

// column is the table at one character of the text.
type column struct{ plus, minus []uint64 }

func (p *pattern) column() column {
	c := column{make([]uint64, p.words), make([]uint64, p.words)}
	for i := range c.plus {
		c.plus[i] = ^uint64(0)
	}
	return c
}

// scan passes for every end in text the least distance of the quote to a stretch
// that ends there: to any such stretch, or to the one from the start of text.
func (p *pattern) scan(text []rune, fromStart bool, visit func(end, distance int)) {
	c, distance, top := p.column(), len(p.runes), 0
	if fromStart {
		top = 1
	}
	visit(0, distance)
	for i, r := range text {
		masks, ok := p.masks[r]
		if !ok {
			masks = p.none
		}
		distance += p.advance(&c, masks, top)
		visit(i+1, distance)
	}
}

// advance takes the column over one character and tells how its last cell changed.
func (p *pattern) advance(c *column, masks []uint64, difference int) int {
	for i, mask := range masks {
		last := wordBits - 1
		if i == p.words-1 {
			last = (len(p.runes) - 1) % wordBits
		}
		difference = c.word(i, mask, difference, last)
	}
	return difference
}

// word is the step of Myers, in the notation of Hyyrö (2003): from the difference
// above the word to the one at its last cell.
func (c *column) word(i int, equal uint64, above, last int) int {
	plus, minus := c.plus[i], c.minus[i]
	vertical := equal | minus
	if above < 0 {
		equal |= 1
	}
	horizontal := (((equal & plus) + plus) ^ plus) | equal
	up, down := minus|^(horizontal|plus), plus&horizontal
	below := int(up>>last&1) - int(down>>last&1)
	up, down = up<<1, down<<1
	if above > 0 {
		up |= 1
	} else if above < 0 {
		down |= 1
	}
	c.plus[i], c.minus[i] = down|^(vertical|up), up&vertical
	return below
}
