package export

import (
	"time"

	"parley/internal/ledger"
)

// annotation is the link from a position to a passage, as the Web Annotation Data
// Model has it: the passage is the target, the position the body. The quote finds
// the passage in whatever text stands at the source; offsets hold for one revision
// only, so they refine its state, which names that revision.
func (l *linked) annotation(r *ledger.HistoryRecord) node {
	e, s := r.Evidence, r.Evidence.Selected.Selector
	offsets := node{"type": "TextPositionSelector", "start": s.Start, "end": s.End}
	state := node{"type": "TimeState", "cached": l.revision(r), "refinedBy": offsets}
	if r.Article.RetrievedAt != nil {
		state["sourceDate"] = instant(*r.Article.RetrievedAt)
	}
	return node{
		"@context": []string{annotationContext, l.base + ContextPath},
		"id":       urn(e.ID), "type": "Annotation", "motivation": "classifying",
		"created": instant(e.RecordedAt), "modified": instant(e.UpdatedAt),
		"body": []any{
			urn(r.Position.ID),
			node{"type": "TextualBody", "value": r.Position.Summary, "format": "text/plain", "purpose": "describing"},
		},
		"target": node{
			"id": urn(e.Passage), "type": "SpecificResource", "source": sourceOf(r.Article), "state": state,
			"selector": []any{node{"type": "TextQuoteSelector", "exact": s.Exact, "prefix": s.Prefix, "suffix": s.Suffix}, offsets},
		},
	}
}

// sourceOf is where an article is on the web, else what it is here.
func sourceOf(a *ledger.Article) string {
	if a.URL != nil {
		return *a.URL
	}
	return urn(a.ID)
}

func instant(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }
