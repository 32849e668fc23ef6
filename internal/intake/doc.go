// Package intake reads the documents that people send: saved web pages,
// Markdown files and plain text. Of each it gives the text of the article,
// without navigation and markup, and what the document says of itself.
//
// What a page says of itself is read where pages say it to machines (JSON-LD,
// meta, link); a date is never guessed from the text, for a chronology is
// better off without a date than with a wrong one. Finding the text is left to
// two extractors, go-trafilatura and, where that finds none or the page is
// large, go-readability. They are given lines and paragraphs in the one form they
// keep whole (flatten.go, loose.go). They cannot be interrupted and were not written for
// hostile pages, so what they are given is bounded before (limits.go), and a
// panic of theirs counts as having found nothing.
//
// Nothing is ever fetched. The extractors could, which is why this package
// reaches net/http; it only calls those of their functions that are given a page.
//
// The package imports internal/edtf, golang.org/x/net and x/text, and the extractors.
package intake
