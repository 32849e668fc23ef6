package draft

import (
	"github.com/google/uuid"

	"parley/internal/anchor"
	"parley/internal/edtf"
	"parley/internal/ledger"
	"parley/internal/suggest"
	"parley/internal/views"
)

// Suggestions are the passages of an article that may state positions. NextFrom
// is the code point to go on from; nil: these are all.
type Suggestions struct {
	KnownAt     ledger.Moment    `json:"known_at"`
	Article     views.ArticleRef `json:"article"`
	Revision    int64            `json:"revision"`
	Suggestions []Suggestion     `json:"suggestions"`
	NextFrom    *int64           `json:"next_from"`
}

// Suggestion is one passage with what the rules say of it. LeftOpen are pointers
// to the members of Position that a person has to fill in.
type Suggestion struct {
	Passage     ledger.Selector   `json:"passage"`
	Quotation   suggest.Quotation `json:"quotation"`
	Quoted      []Piece           `json:"quoted"`
	Cue         *Cue              `json:"cue"`
	Source      Source            `json:"source"`
	Party       Party             `json:"party"`
	Attribution *string           `json:"attribution"`
	Stated      Stated            `json:"stated"`
	Dates       []Date            `json:"dates"`
	Issues      []Issue           `json:"issues"`
	Rules       []suggest.Rule    `json:"rules"`
	LeftOpen    []string          `json:"left_open"`
	Position    Position          `json:"position"`
}

// Piece is a stretch of the text, in code points.
type Piece struct {
	Exact string `json:"exact"`
	Start int64  `json:"start"`
	End   int64  `json:"end"`
}

// Cue is the word or phrase that says that something was said, and the act it hints at.
type Cue struct {
	Piece
	Verb string  `json:"verb"`
	Act  *string `json:"act"`
}

// Source is whom the article gives for the statement. Words is nil where it gives
// nobody, Chosen where several parties or none may be meant.
type Source struct {
	Kind       suggest.Kind `json:"kind"`
	Words      *Piece       `json:"words"`
	Candidates []Candidate  `json:"candidates"`
	Chosen     *views.Ref   `json:"chosen"`
}

// Candidate is a recorded party that the words may mean, and by which rule.
type Candidate struct {
	Party views.Ref `json:"party"`
	Kind  string    `json:"kind"`
	Piece
	Rule suggest.NameRule `json:"rule"`
}

// Party says whose position it may be: that of the source itself, or of a group
// that a person speaks for.
type Party struct {
	Candidates []Holder   `json:"candidates"`
	Chosen     *views.Ref `json:"chosen"`
}

// Holder is a party whose position it may be. Membership and Role are of the
// person who spoke.
type Holder struct {
	Party      views.Ref  `json:"party"`
	Rule       HolderRule `json:"rule"`
	Membership *uuid.UUID `json:"membership"`
	Role       *string    `json:"role"`
}

// HolderRule names why a position may be a party's.
type HolderRule string

// The rules for whose position it is.
const (
	// BySource: the source is the party.
	BySource HolderRule = "source"
	// ByMembership: the source is a person who is a member of the party at the time.
	ByMembership HolderRule = "membership"
	// ByDescription: the party describes a source that has no name.
	ByDescription HolderRule = "description"
)

// Stated is when the statement was made, as far as the text says, and by which
// rule. EDTF is nil where nothing is known.
type Stated struct {
	EDTF *edtf.Date `json:"edtf"`
	Rule *string    `json:"rule"`
}

// ByPublication is the rule for a statement that the text does not date: it was
// made by the day of publication, from a day nobody knows.
const ByPublication = "by_publication"

// Date is a date in the sentence. EDTF is nil where it cannot be resolved.
type Date struct {
	Piece
	EDTF        *edtf.Date       `json:"edtf"`
	Rule        suggest.DateRule `json:"rule"`
	OfStatement bool             `json:"of_statement"`
}

// Issue is an issue some of whose words occur in the passage.
type Issue struct {
	Issue  views.Ref `json:"issue"`
	Words  []string  `json:"words"`
	Weight float64   `json:"weight"`
}

// Position is the body of a proposed position, without what is left open.
type Position struct {
	Party      *uuid.UUID `json:"party,omitempty"`
	Act        string     `json:"act,omitempty"`
	Summary    string     `json:"summary"`
	Speaker    *uuid.UUID `json:"speaker,omitempty"`
	OnBehalfOf *uuid.UUID `json:"on_behalf_of,omitempty"`
	Stated     edtf.Date  `json:"stated,omitzero"`
	Note       string     `json:"note"`
	Status     string     `json:"status"`
	Evidence   []Evidence `json:"evidence"`
}

// Evidence is the passage as evidence of the position.
type Evidence struct {
	Article      uuid.UUID         `json:"article"`
	Revision     int64             `json:"revision"`
	Quote        string            `json:"quote"`
	Start        int64             `json:"start"`
	End          int64             `json:"end"`
	Relation     string            `json:"relation"`
	Quotation    suggest.Quotation `json:"quotation"`
	Attribution  string            `json:"attribution,omitempty"`
	AttributedTo *uuid.UUID        `json:"attributed_to,omitempty"`
	Source       string            `json:"source,omitempty"`
	ReportedDate edtf.Date         `json:"reported_date,omitzero"`
}

func pieceOf(p suggest.Piece) Piece {
	return Piece{Exact: p.Exact, Start: int64(p.Start), End: int64(p.End)}
}

func selector(revision int64, h anchor.Hit) ledger.Selector {
	return ledger.Selector{Revision: revision, Exact: h.Exact, Prefix: h.Prefix, Suffix: h.Suffix, Start: int64(h.Start), End: int64(h.End)}
}
