package ledger

import (
	"context"
	"errors"
	"slices"

	"github.com/google/uuid"

	"parley/internal/shingle"
)

// StoreText stores a text by put, with what it has in common with the newest texts
// of other articles, and puts it into the index in place of its predecessor. It
// gives how many texts are like it.
func StoreText(ctx context.Context, tables Tables, v *Revision, put func(context.Context, *Revision) error) (alike int, err error) {
	s := &copySearch{ctx: ctx, tables: tables, text: RevisionID{v.Article, v.Revision}, set: shingle.FromBytes(v.Runs), number: v.Number}
	if err := s.run(); err != nil {
		return 0, err
	}
	if err := s.put(v, put); err != nil {
		return 0, err
	}
	cited, err := tables.Copies().CitedWith(ctx, v.Article)
	if err != nil {
		return 0, err
	}
	if err := s.compareCited(cited); err != nil {
		return 0, err
	}
	return len(s.found), s.store()
}

// put stores the text and takes its predecessors out of the index, of which nobody
// asks any more what is alike.
func (s *copySearch) put(v *Revision, put func(context.Context, *Revision) error) (err error) {
	index := s.tables.Copies()
	if v.TextNumber, err = index.NextText(s.ctx); err != nil {
		return err
	}
	before, err := index.Newest(s.ctx, []uuid.UUID{v.Article})
	if err != nil {
		return err
	}
	v.SearchBounded = s.bounded
	if err := put(s.ctx, v); err != nil {
		return err
	}
	sets, err := s.tables.Revisions().Runs(s.ctx, revisionsOf(before))
	for _, t := range before {
		err = errors.Join(err, index.DeleteText(s.ctx, t.Number, sets[t.RevisionID].Sample()))
	}
	return errors.Join(err, index.InsertText(s.ctx, v.TextNumber, s.rare))
}

// compareCited compares the text with the newest of articles that are evidence for
// the same position, however little the samples share: corroboration asks of
// these, and its answer may not hang on a sample.
func (s *copySearch) compareCited(articles []uuid.UUID) error {
	if len(articles) == 0 {
		return nil
	}
	texts, err := s.tables.Copies().Newest(s.ctx, articles)
	if err != nil {
		return err
	}
	known, err := s.tables.Copies().Among(s.ctx, append(slices.Clone(articles), s.text.Article))
	if err != nil {
		return err
	}
	return s.compare(s.uncompared(texts, append(known, s.found...)))
}

// uncompared leaves out the text itself and those that are known to be like it.
func (s *copySearch) uncompared(texts []IndexedText, known []Likeness) []IndexedText {
	return slices.DeleteFunc(slices.Clone(texts), func(t IndexedText) bool {
		return t.Article == s.text.Article || slices.ContainsFunc(known, func(l Likeness) bool {
			return l.A == s.text && l.B == t.RevisionID || l.B == s.text && l.A == t.RevisionID
		})
	})
}

func (s *copySearch) store() error {
	for _, l := range s.found {
		if err := s.tables.Copies().Insert(s.ctx, l); err != nil {
			return err
		}
	}
	return nil
}

// compareSources compares the newest texts of articles that became evidence for a
// position with those of all that are evidence for it.
func (w *Writer) compareSources(cited, added []uuid.UUID) error {
	if len(cited) < 2 {
		return nil
	}
	texts, err := w.tables.Copies().Newest(w.ctx, cited)
	if err != nil || !slices.ContainsFunc(texts, func(t IndexedText) bool { return slices.Contains(added, t.Article) }) {
		return err
	}
	known, err := w.tables.Copies().Among(w.ctx, cited)
	if err != nil {
		return err
	}
	sets, err := w.tables.Revisions().Runs(w.ctx, revisionsOf(texts))
	if err != nil {
		return err
	}
	for _, t := range texts {
		if !slices.Contains(added, t.Article) {
			continue
		}
		s := copySearch{ctx: w.ctx, tables: w.tables, text: t.RevisionID, set: sets[t.RevisionID], number: w.entry.Number}
		s.compareSets(s.uncompared(texts, known), sets)
		if err := s.store(); err != nil {
			return err
		}
		known = append(known, s.found...)
	}
	return nil
}

// compareCitedFor compares the texts of articles that became evidence for a position
// that may have had other evidence.
func (w *Writer) compareCitedFor(position uuid.UUID, added ...uuid.UUID) error {
	cited, err := w.tables.Copies().CitedFor(w.ctx, position)
	if err != nil {
		return err
	}
	return w.compareSources(cited, added)
}
