// Package prose parts a text into paragraphs, sentences, words and quotations,
// as those need it who look for statements in news: what stands in quotation
// marks never ends the sentence around it, and an abbreviation ends none.
//
//   - A paragraph ends at a line break; in a text whose lines were broken to a
//     width, at an empty line. What is announced by a colon at its end, and a
//     quotation that goes on in the next paragraph behind a new opening mark,
//     belong to the paragraph before.
//   - A word is a run of letters and marks, with the apostrophes inside it; the
//     English possessive is a token of its own, each ideograph a word. "U.S.",
//     "Jan." and an initial keep their full stop.
//   - A quotation is what stands between two marks of a pair; quotations inside
//     it are part of it. Typographic marks of the European and East Asian
//     scripts and straight ones are known. A mark that is never closed in its
//     paragraph opens nothing.
//
// Offsets are Unicode code points of the whole text, as everywhere. The package
// imports internal/fold and nothing else of this module.
package prose
