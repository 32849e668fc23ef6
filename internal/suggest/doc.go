// Package suggest finds the passages of an article that may state a position,
// for a person to judge. It is made of rules, each of which is named with what it
// found, and it knows nothing of the world but tables of words:
//
//   - cues, the verbs and phrases by which an article says that somebody stated
//     something (cuesenglish.go, cuesslavic.go), some with the speech act they
//     hint at;
//   - the words by which a noun phrase is told from a clause (words.go);
//   - the words for dates (datewords.go) and outlets (outlet.go).
//
// A sentence is read in this order. Its cues are found, and for each the noun
// phrase of its source by grammar alone: before the cue, behind it after a
// quotation, across an apposition, shared with another verb. The phrase is
// sorted: a name, a pronoun, somebody anonymous and so on; a recorded name gives
// the holders it may mean (package naming). A quotation beside a cue is direct
// speech; else the sentence is the passage, and one of its cues is the outermost.
// A pronoun stays open: nothing is guessed across sentences.
//
// English is read best. Ukrainian and Russian have the commonest cues and dates;
// of other languages only quotations are found that a colon or a paragraph of
// their own sets off. docs/suggestions.md says how often it is right.
//
// The package imports internal/anchor, internal/edtf, internal/fold,
// internal/naming and internal/prose and nothing else of this module.
package suggest
