package origin

import (
	"github.com/google/uuid"

	"parley/internal/edtf"
)

// Article is what counts of an article: who published it, whose report it
// retells, and which original sources the evidence in it names.
type Article struct {
	ID        uuid.UUID
	Publisher string
	// Published is the zero date where nobody knows it.
	Published edtf.Date
	// Retells are the articles whose report it tells, the next first, as far as
	// that is recorded; they need not be among the evidence.
	Retells []Retold
	// RelaysOutlet is the outlet named at the end of that chain, if any.
	RelaysOutlet string
	Sources      []string
}

// Retold is an article that another one retells, and who published it.
type Retold struct {
	ID        uuid.UUID
	Publisher string
}

// Alike gives what the texts of two articles have in common: the share of the
// smaller one's runs of five words (package shingle) that stand in the other, and
// how many these are.
type Alike func(a, b uuid.UUID) (containment float64, shared int)

// Join says why two articles have one origin. Score is 1 except for near-identical
// text, where it is the containment.
type Join struct {
	A     uuid.UUID `json:"a"`
	B     uuid.UUID `json:"b"`
	Rule  string    `json:"rule"`
	Score float64   `json:"score"`
}

// Group is the articles of one origin and what joins them.
type Group struct {
	Articles []uuid.UUID `json:"articles"`
	Joins    []Join      `json:"joins"`
}
