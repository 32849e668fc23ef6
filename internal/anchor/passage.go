package anchor

// ContextLength is how many code points of the article a Hit carries on either
// side of the passage, fewer at the ends of the text.
const ContextLength = 32

// Span is a stretch of text in Unicode code points, half open.
type Span struct{ Start, End int }

// Quote is a passage as a client gives it. Prefix and Suffix may be empty,
// which says nothing about what surrounds the passage.
type Quote struct{ Exact, Prefix, Suffix string }

// Kind tells how a quote met the article's text.
type Kind string

const (
	// Exact means the quote has the very characters of the article.
	Exact Kind = "exact"
	// Folded means the quote differs from the article in its typography only.
	Folded Kind = "folded"
	// Approximate means that the article has other words there. Locate never
	// gives such a place, Survey does.
	Approximate Kind = "approximate"
)

// Hit is a passage of the article, in the article's own characters.
type Hit struct {
	Span
	Kind                  Kind
	Exact, Prefix, Suffix string
}
