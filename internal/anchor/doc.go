// Package anchor finds where a quotation stands in the text of an article, and
// where it stands after the article has been revised.
//
// Every claim of the tracker points to a passage: its characters with a little
// of the text on either side (a W3C TextQuoteSelector) and its offsets in
// Unicode code points (a TextPositionSelector). A client sends what it believes
// it is quoting; this package decides whether the article says so, and where.
//
// The rule of matching is to find the passage or to refuse, never to guess:
//
//   - A quote is looked up as given. Where that leads to no passage it is looked
//     up folded: all single quotation marks count as one, all double ones as
//     one, all dashes, hyphens and minus signs as one, any run of white space as
//     one space, … as three full stops, composed characters as decomposed ones;
//     soft hyphens, zero-width spaces and word joiners do not count at all.
//     Letter case does.
//   - A prefix or suffix that is given must stand next to the passage, compared
//     folded and without regard to white space at the joint. This also holds
//     for a quote that occurs only once.
//   - Occurrences may overlap; each counts. More than one left is an error that
//     lists them, none left is an error that shows the nearest sentence.
//   - A passage never begins or ends inside a character as readers see it: a
//     letter with its marks, an emoji sequence, a flag.
//   - What is returned are always the article's own characters.
//
// Some likenesses are deliberately not folded. Two apostrophes are not one
// double mark and two hyphens are not a dash, since either may be meant. Zero
// width joiners and non-joiners carry meaning in emoji and in several scripts.
// 《》 and 〈〉 mark titles, not speech.
//
// After a revision a passage is looked for in the same way, and where that leads
// nowhere, for what comes close to it (docs/anchoring.md has the figures):
//
//   - Characters that stand in several places are told apart by the old prefix
//     and suffix, then by how much of them is kept and by the old place. Where
//     the old text had more such places than the new one, the passage must fit
//     what is left better than its old twins do.
//   - Approximately: the windows that share most trigrams with the quote are
//     compared with it by edit distance. The likeness asked for (accept.go)
//     falls with the context that is kept and near the old place, never below
//     one half, and rises for short quotes up to the quote itself.
//   - The place must also rank above its rivals by a margin; else the passage is
//     ambiguous. Where nothing will do it is orphaned. Rather that than wrong.
//
// Callers bound the length of what clients send: the work done is linear in the
// text for a quote, but a long context is compared at every occurrence. Quotes of
// more than 5,000 characters are not looked for approximately.
//
// The package is pure: it imports the standard library and
// golang.org/x/text/unicode/norm, and nothing that knows of HTTP, SQL or the
// rest of this module.
package anchor
