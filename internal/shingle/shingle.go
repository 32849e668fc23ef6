// Package shingle measures how much of one text stands in another: texts are
// cut into overlapping runs of five words, and the runs they share count
// (A. Broder, "On the resemblance and containment of documents", 1997). It
// imports internal/fold, x/text and the standard library.
package shingle

import (
	"encoding/binary"
	"slices"
)

// Words is the length of a run. Five words are long enough that two reporters
// rarely write the same by chance, and short enough to survive light rewriting.
const Words = 5

// Set is the runs of a text, each once as its FNV-1a hash folded to 32 bits, in
// ascending order. The same text gives the same set in every process and version,
// so that an answer for an old ledger number stays the same. Two articles of a
// thousand runs share one by chance once in four thousand pairs.
type Set []uint32

// Of cuts a text into runs. Case, accents, punctuation and white space do not
// count. A text shorter than a run has none.
func Of(text string) Set {
	words := cut(text)
	if len(words) < Words {
		return Set{}
	}
	set := make(Set, 0, len(words)-Words+1)
	for i := range cap(set) {
		set = append(set, hash(words[i:i+Words]))
	}
	slices.Sort(set)
	return slices.Clip(slices.Compact(set))
}

// Parameters of the 64-bit FNV-1a hash.
const (
	offset = 14695981039346656037
	prime  = 1099511628211
)

// hash ends each word with a byte that no UTF-8 text has, so that words do not
// run together. It is written out because hash/fnv hides behind an interface
// and takes twice the time.
func hash(words []string) uint32 {
	h := uint64(offset)
	for _, w := range words {
		for i := range len(w) {
			h = (h ^ uint64(w[i])) * prime
		}
		h = (h ^ 0xff) * prime
	}
	return uint32(h>>32) ^ uint32(h)
}

// Bytes is the set as it is stored: four bytes for each run, the lowest first.
func (s Set) Bytes() []byte {
	out := make([]byte, 0, 4*len(s))
	for _, run := range s {
		out = binary.LittleEndian.AppendUint32(out, run)
	}
	return out
}

// Stored is how many runs a set has that takes so many bytes.
func Stored(bytes int64) int { return int(bytes / 4) }

// FromBytes reads a set that Bytes wrote.
func FromBytes(stored []byte) Set {
	s := make(Set, len(stored)/4)
	for i := range s {
		s[i] = binary.LittleEndian.Uint32(stored[4*i:])
	}
	return s
}

// Shared counts the runs that both texts have.
func Shared(a, b Set) int {
	shared := 0
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			shared, a, b = shared+1, a[1:], b[1:]
		}
	}
	return shared
}

// Containment is the share of the smaller text's runs that the other has too,
// between 0 and 1: a short copy inside a long article counts as a copy. Two
// texts of which one has no runs share nothing.
func Containment(a, b Set) float64 {
	smaller := min(len(a), len(b))
	if smaller == 0 {
		return 0
	}
	return float64(Shared(a, b)) / float64(smaller)
}
