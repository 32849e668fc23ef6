package suggest

import "parley/internal/naming"

// Rule names why a passage is suggested, and how its source was found.
type Rule string

// The rules. docs/suggestions.md has an example of each.
const (
	// BySourceBefore: the source stands before its cue.
	BySourceBefore Rule = "source_before_cue"
	// BySourceAfter: the source stands behind its cue.
	BySourceAfter Rule = "source_after_cue"
	// ByApposition: a clause or an apposition parts the source from its cue.
	ByApposition Rule = "apposition"
	// BySharedSubject: the cue has its source from an earlier verb of the sentence.
	BySharedSubject Rule = "shared_subject"
	// ByAccordingTo: "according to" and the like.
	ByAccordingTo Rule = "according_to"
	// ByAgent: the cue is passive and its agent the source.
	ByAgent Rule = "passive_agent"
	// ByNarratedAct: the article tells the act itself and gives no words.
	ByNarratedAct Rule = "narrated_act"
	// ByOwnDocument: the source speaks "in a statement".
	ByOwnDocument Rule = "own_document"
	// ByHerald: the sentence before announces the quotation: "issued the following
	// statement".
	ByHerald Rule = "following_statement"
	// ByContinuedQuotation: a quotation with no cue of its own, beside one that has.
	ByContinuedQuotation Rule = "continued_quotation"
	// ByColon: a recorded name and a colon introduce a quotation, without a known cue.
	ByColon Rule = "name_before_colon"
	// ByQuotationAlone: a quotation for which the article gives no source.
	ByQuotationAlone Rule = "quotation_alone"
)

// NameRule names how the words of a source fit a recorded name: one of the rules
// of package naming or, inside a description, ByModifier or ByDemonym.
type NameRule string

// The rules for names inside the description of a source.
const (
	// ByModifier: a recorded name describes the source: "Kremlin officials".
	ByModifier NameRule = "modifier"
	// ByDemonym: the adjective of a recorded name does: "the Russian ministry".
	ByDemonym NameRule = "demonym"
)

// sure tells whether a name found by the rule can stand for the source itself.
func (r NameRule) sure() bool {
	return r == NameRule(naming.ByName) || r == NameRule(naming.BySurname) || r == NameRule(naming.ByCode) ||
		r == NameRule(naming.ByPlace) || r == NameRule(naming.ByInflection) || r == NameRule(naming.ByTransliteration)
}

// DateRule names how a date was resolved.
type DateRule string

// The rules for dates.
const (
	// ByFullDate: day, month and year are in the text, or month and year, or a year.
	ByFullDate DateRule = "full_date"
	// ByNearestYear: the year is the one that brings the day nearest to publication.
	ByNearestYear DateRule = "nearest_year"
	// ByLastOccurrence: the last such weekday or month up to publication.
	ByLastOccurrence DateRule = "last_occurrence"
	// ByNextOccurrence: the next such weekday or month from publication, for what
	// the sentence puts into the future.
	ByNextOccurrence DateRule = "next_occurrence"
	// ByDistance: so many days, weeks and so on from publication.
	ByDistance DateRule = "distance"
	// ByPeriod: a week, month or year by its place to publication, up to it where
	// it is the running one.
	ByPeriod DateRule = "period"
	// Unresolved: the publication is not known to the day.
	Unresolved DateRule = "unresolved"
)
