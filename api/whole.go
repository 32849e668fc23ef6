package api

import (
	"fmt"
	"strings"

	"parley/internal/codec"
	"parley/internal/ledger"
	"parley/internal/views"
)

// wholePosition is a views.PositionRead that is shown as the store has it. To read all of it
// and to write it anew took an eighth of an answer's processor time (docs/performance.md).
type wholePosition struct {
	*ledger.WholePosition
	views.Judged
}

// readWhole judges a position, which is shown as it is stored unless something is expanded
// in it.
func readWhole(r *ledger.Reader, whole *ledger.WholePosition, x ledger.Expansion) (numbered, error) {
	if !x.Party && !x.Issue && !x.Article {
		judged, err := views.Judge(r, whole)
		return wholePosition{whole, judged}, err
	}
	p, err := whole.Read()
	if err != nil {
		return nil, err
	}
	x.Loaded = true
	one := []ledger.Position{p}
	if err := r.Expand(one, x); err != nil {
		return nil, err
	}
	read, err := views.ReadCited(r, one, whole.Cited)
	return read[0], err
}

// AppendJSON writes what encoding the PositionRead would, byte for byte.
func (v wholePosition) AppendJSON(text []byte) ([]byte, error) {
	text = append(text, strings.TrimSuffix(v.Body, "}")...)
	text = append(text, `,"evidence":[`...)
	for i, e := range v.Evidence {
		if i > 0 {
			text = append(text, ',')
		}
		// The passage stands before the first member of what is said of the evidence.
		before, after, is := strings.Cut(e.Body, ofEvidence)
		if !is {
			return nil, fmt.Errorf("the body of evidence %s has no relation", e.ID)
		}
		for _, part := range []string{before, `,"selected":`, e.Passage, ofEvidence, after} {
			text = append(text, part...)
		}
	}
	text = append(text, ']')
	begin := len(text)
	text, err := codec.Append(text, v.Judged)
	if err == nil {
		text[begin] = ',' // and not the brace of an object of its own
	}
	return text, err
}

const ofEvidence = `,"relation":`
