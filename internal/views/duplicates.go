package views

import (
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"parley/internal/edtf"
)

// countOnce leaves of statements of one party for, or against, one concept that
// repeat each other only the first. Which repeat each other is the caller's
// choice: duplicates is one of the rules above.
func countOnce(statements []utterance, duplicates string) []utterance {
	if duplicates == DuplicatesNone {
		return statements
	}
	type repeated struct {
		saying
		bucket string
	}
	seen := map[repeated]bool{}
	return slices.DeleteFunc(slices.Clone(statements), func(s utterance) bool {
		key := repeated{sayingOf(s), bucket(s, duplicates)}
		before := seen[key]
		seen[key] = true
		return before
	})
}

// bucket names what a statement shares with those that repeat it. Where the date
// is imprecise its first day decides.
func bucket(s utterance, duplicates string) string {
	switch duplicates {
	case DuplicatesArticle:
		return s.inArticle()
	case DuplicatesDay:
		return s.Stated.Earliest().String()
	case DuplicatesWeek:
		return isoWeek(s.Stated.Earliest())
	case DuplicatesMonth:
		return month(s.Stated.Earliest())
	}
	return DuplicatesRange
}

// inArticle names the article, or else the position: of two positions without
// evidence nothing says that they were read in one article.
func (s utterance) inArticle() string {
	if s.article == uuid.Nil {
		return s.ID.String()
	}
	return s.article.String()
}

// isoWeek is the week of ISO 8601 with the year it belongs to, which around New
// Year is not the year of the day.
func isoWeek(d edtf.Day) string {
	year, week := midnight(d).ISOWeek()
	return fmt.Sprintf("%d-W%02d", year, week)
}

func month(d edtf.Day) string { return midnight(d).Format("2006-01") }

func midnight(d edtf.Day) time.Time { return time.Unix(int64(d)*24*60*60, 0).UTC() }
