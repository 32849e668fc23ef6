package export

import "crypto/sha256"

// recent remembers which IRIs were written: the last maxRecent that it was asked
// about at least, and twice as many at most. What comes again later than that is written again: to
// say a thing of linked data twice is to say it once, and memory stays bounded.
type recent struct{ newer, older map[mark]struct{} }

const maxRecent = 100_000

// mark stands for an IRI: the beginning of its SHA-256.
type mark [16]byte

// first tells whether an IRI is not remembered, and remembers it.
func (w *recent) first(iri string) bool {
	sum := sha256.Sum256([]byte(iri))
	m := mark(sum[:])
	if _, known := w.newer[m]; known {
		return false
	}
	_, known := w.older[m]
	if len(w.newer) == maxRecent || w.newer == nil {
		w.newer, w.older = map[mark]struct{}{}, w.newer
	}
	w.newer[m] = struct{}{}
	return !known
}
