package suggest

import (
	"parley/internal/anchor"
	"parley/internal/edtf"
	"parley/internal/naming"
)

// Article is what suggestions are made from: the stored text and the day it was
// published, which may be imprecise or unknown (zero).
type Article struct {
	Text      string
	Published edtf.Date
}

// Piece is a stretch of the text in its own characters, in code points.
type Piece struct {
	Start, End int
	Exact      string
}

// Quotation says how the article renders the words.
type Quotation string

// The ways to render words, as evidence has them.
const (
	Direct   Quotation = "direct"
	Indirect Quotation = "indirect"
	Mixed    Quotation = "mixed"
)

// Kind sorts sources by what the article calls them.
type Kind string

// The kinds of source.
const (
	// Name is a name, recorded or not.
	Name Kind = "name"
	// Pronoun stands for a source named elsewhere; it is left open.
	Pronoun Kind = "pronoun"
	// Anonymous is a source that is not named: "people familiar with the matter".
	Anonymous Kind = "anonymous"
	// Spokesperson speaks for somebody without a name of its own.
	Spokesperson Kind = "spokesperson"
	// Institution is a ministry, an office and so on: "the Russian defence ministry".
	Institution Kind = "institution"
	// Document is a text that speaks: "the joint statement said".
	Document Kind = "document"
	// Outlet is a newspaper, an agency and so on.
	Outlet Kind = "outlet"
	// Description is any other way to refer to somebody: "the Ukrainian leader".
	Description Kind = "description"
	// Nobody: the article gives no source.
	Nobody Kind = "none"
)

// Source is whom the article gives for a statement. Matches are the recorded
// holders of names it may mean; Certain that the first is meant and no other.
type Source struct {
	Kind Kind
	Piece
	Matches []Match
	Certain bool
}

// Match is a recorded holder, the words that name it and the rule by which.
type Match struct {
	Holder int
	Piece
	Rule NameRule
}

// Cue is the verb or phrase that says that something was said. Act is the speech
// act it hints at, empty where it hints at none.
type Cue struct {
	Verb string
	Piece
	Act string
}

// Date is a date in the text, resolved against the publication. EDTF is zero
// where that cannot be done. OfStatement: it dates the statement, not something
// the statement is about.
type Date struct {
	Piece
	EDTF        edtf.Date
	Rule        DateRule
	OfStatement bool
}

// Statement is a passage that may state a position.
type Statement struct {
	Passage   anchor.Hit
	Quotation Quotation
	// Quoted are the words in quotation marks within the passage.
	Quoted []Piece
	Cue    *Cue
	Source Source
	// Attribution is named, anonymous, official_document or unattributed; empty
	// where that depends on who is meant.
	Attribution string
	Dates       []Date
	Rules       []Rule
}

// Names finds recorded names; Holder of a Match is that of the name.
type Names = naming.Names
