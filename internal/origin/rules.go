package origin

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"parley/internal/edtf"
	"parley/internal/fold"
)

// Rules by which two articles are joined, the strongest first.
const (
	// RelaysArticle: one retells the other, or both retell a third.
	RelaysArticle = "relays_article"
	// RelaysOutlet: both relay one outlet, or one relays the outlet that published
	// the other or what the other retells. An outlet named without an article may
	// be any of its articles, so it joins; two known articles of one outlet are
	// two reports, and so are those that retell them.
	RelaysOutlet = "relays_outlet"
	// SameSource: the evidence in both names one original source, or the evidence
	// in one names the outlet that published or is relayed by the other.
	SameSource = "same_source"
	// NearIdenticalText: one text is largely in the other.
	NearIdenticalText = "near_identical_text"
)

// NearIdentical is the containment of five-word runs from which two articles
// count as one text. On the project's five articles the rewritten pair has
// 0.256 and the nearest other pair 0.076. Releases of one office with long standing
// paragraphs lie above it on different subjects (docs/copies.md), but mostly far
// apart in time, as copies of the news are not: see CopiedWithin.
const NearIdentical = 0.2

// CopiedWithin is how many days may lie between the publication of two texts that
// NearIdentical joins. Of texts further apart, only a Reprint is a copy.
const CopiedWithin = 14

// Reprint is the containment from which two texts are one whenever they were
// published. Of 2,000 releases, tables of a series with other figures reach 0.92
// over months.
const Reprint = 0.95

// MinShared is how many runs two texts must share at least, some 24 words in a
// row. Of a short text a shared quotation or the line at the foot of a page is
// a large part. Among 2,000 press releases no pair lies above NearIdentical and
// below MinShared.
const MinShared = 20

// joined gives the strongest rule that joins two articles.
func joined(a, b Article, alike Alike) (Join, bool) {
	join := Join{A: a.ID, B: b.ID, Score: 1}
	switch {
	case retells(a, b.ID) || retells(b, a.ID) || retellsSame(a, b):
		join.Rule = RelaysArticle
	case sameName(a.RelaysOutlet, b.RelaysOutlet) || isOutletOf(a.RelaysOutlet, b) || isOutletOf(b.RelaysOutlet, a):
		join.Rule = RelaysOutlet
	case namesSourceOf(a, b) || namesSourceOf(b, a):
		join.Rule = SameSource
	default:
		containment, shared := alike(a.ID, b.ID)
		join.Rule, join.Score = NearIdenticalText, containment
		return join, OneText(containment, shared, a.Published, b.Published)
	}
	return join, true
}

func retells(a Article, id uuid.UUID) bool {
	return slices.ContainsFunc(a.Retells, func(r Retold) bool { return r.ID == id })
}

func retellsSame(a, b Article) bool {
	return slices.ContainsFunc(a.Retells, func(r Retold) bool { return retells(b, r.ID) })
}

// isOutletOf tells whether a named outlet published an article or what it retells.
func isOutletOf(outlet string, a Article) bool {
	return sameName(outlet, a.Publisher) ||
		slices.ContainsFunc(a.Retells, func(r Retold) bool { return sameName(outlet, r.Publisher) })
}

// namesSourceOf tells whether a source named in a is one named in b, or the
// outlet of b.
func namesSourceOf(a, b Article) bool {
	return slices.ContainsFunc(a.Sources, func(source string) bool {
		named := func(s string) bool { return sameName(source, s) }
		return slices.ContainsFunc(b.Sources, named) || named(b.RelaysOutlet) || isOutletOf(source, b)
	})
}

// OneText tells whether texts with so much in common have one origin. A date that
// is not known, or only roughly, may be near.
func OneText(containment float64, shared int, published, other edtf.Date) bool {
	least := NearIdentical
	if apart(published, other) > CopiedWithin {
		least = Reprint
	}
	return containment >= least && shared >= MinShared
}

// apart is how many days lie between two dates at the least.
func apart(a, b edtf.Date) edtf.Day {
	return max(0, a.Earliest()-b.Latest(), b.Earliest()-a.Latest())
}

func sameName(a, b string) bool { return name(a) != "" && name(a) == name(b) }

// name is what counts of a name: neither case, accents nor spacing.
func name(s string) string { return strings.Join(strings.Fields(fold.Text(s)), " ") }
