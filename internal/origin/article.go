package origin

import (
	"github.com/google/uuid"

	"parley/internal/shingle"
)

// Text is the five-word runs of an article's text.
type Text = shingle.Set

// Article is what counts of an article: who published it, whose report it
// retells, which original sources the evidence in it names, and its text.
type Article struct {
	ID        uuid.UUID
	Publisher string
	// Retells are the articles whose report it tells, the next first, as far as
	// that is recorded; they need not be among the evidence.
	Retells []Retold
	// RelaysOutlet is the outlet named at the end of that chain, if any.
	RelaysOutlet string
	Sources      []string
	Text         Text
}

// Retold is an article that another one retells, and who published it.
type Retold struct {
	ID        uuid.UUID
	Publisher string
}

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
