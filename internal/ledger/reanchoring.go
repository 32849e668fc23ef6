package ledger

import (
	"github.com/google/uuid"

	"parley/internal/anchor"
)

// bringUpToDate looks a passage of an older revision up in the newest, as it
// would have been had it been there before (rule 6).
func (w *Writer) bringUpToDate(v *Passage, a Article) error {
	if v.Revision == a.LatestRevision {
		return nil
	}
	newest, err := w.text(a.ID, a.LatestRevision)
	if err != nil {
		return err
	}
	return w.follow(v, newest, a.LatestRevision)
}

// reanchor looks every passage of an article up in its new revision. The
// selectors a passage was made with stay as they are.
func (w *Writer) reanchor(v Revision) error {
	list, err := w.tables.Passages().List(w.ctx, PassageFilter{Articles: []uuid.UUID{v.Article}}, Page{Retracted: RetractedExclude})
	if err != nil || len(list) == 0 {
		return err
	}
	text := anchor.NewText(*v.Text)
	for _, p := range list {
		after := p
		if err := w.follow(&after, text, v.Revision); err != nil {
			return err
		}
		if _, err := w.anchored(p, after); err != nil {
			return err
		}
	}
	return nil
}

// follow looks a passage up in a revision. It starts each time from the revision
// it was selected in, or from where a person placed it, not from where the rule
// last found it, so that small changes do not add up to another statement.
func (w *Writer) follow(p *Passage, text *anchor.Text, revision int64) error {
	from, err := w.text(p.Article, p.Revision)
	if err != nil {
		return err
	}
	var found anchor.Anchor
	reviewed := false
	if p.Placed == nil {
		found = text.Reanchor(hitOf(p.Selector), from)
	} else {
		placed, err := w.placedIn(p.Article, *p.Placed)
		if err != nil {
			return err
		}
		found, reviewed = text.ReanchorPlaced(hitOf(p.Selector), from, placed)
	}
	p.Anchor = anchoringAt(revision, p.Exact, found)
	p.State, p.Anchor.Reviewed = p.Anchor.State, reviewed
	return nil
}

func hitOf(s Selector) anchor.Hit {
	return anchor.Hit{Span: anchor.Span{Start: int(s.Start), End: int(s.End)},
		Kind: anchor.Exact, Exact: s.Exact, Prefix: s.Prefix, Suffix: s.Suffix}
}
