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
		if after, err = save(w, passages(), ActionAnchor, p, after); err != nil {
			return err
		}
		if err := w.tables.Passages().InsertAnchor(w.ctx, &after); err != nil {
			return err
		}
	}
	return nil
}

// follow looks a passage up in a revision. It starts each time from the revision
// it was selected in, not from where it was last found, so that small changes do
// not add up to another statement.
func (w *Writer) follow(p *Passage, text *anchor.Text, revision int64) error {
	from, err := w.text(p.Article, p.Revision)
	if err != nil {
		return err
	}
	place(p, revision, text.Reanchor(hitOf(*p), from))
	return nil
}

func hitOf(p Passage) anchor.Hit {
	return anchor.Hit{Span: anchor.Span{Start: int(p.Start), End: int(p.End)},
		Kind: anchor.Exact, Exact: p.Exact, Prefix: p.Prefix, Suffix: p.Suffix}
}

func place(p *Passage, revision int64, found anchor.Anchor) {
	p.State = string(found.State)
	p.Anchor = Anchoring{Revision: revision, State: p.State}
	if found.State == anchor.Ambiguous || found.State == anchor.Orphaned {
		return
	}
	start, end := int64(found.Span.Start), int64(found.Span.End)
	p.Anchor.Start, p.Anchor.End, p.Anchor.Exact = &start, &end, &found.Exact
	if found.State == anchor.Changed {
		p.Anchor.Score = &found.Score
	}
}
