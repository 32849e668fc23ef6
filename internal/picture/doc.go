// Package picture draws views as SVG for people who look at a dashboard before
// they read: the matrix of a negotiation and the timeline of its positions. A
// picture is one file that needs nothing else, neither script nor font nor
// network; it follows the reader's light or dark setting, says everything that
// it shows in colour also by a sign and a word, and every mark is a link to its
// position.
//
// Names come from whoever wrote to the record, so every text passes clean and
// is escaped. What does not fit is cut with an ellipsis and stands in full in the
// mark's title; what is too much to draw is left out with a sentence that says
// how much.
//
// The package imports internal/views, internal/ledger, internal/edtf and the
// standard library.
package picture
