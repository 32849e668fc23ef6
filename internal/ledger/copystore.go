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
	before, err := tables.Copies().Newest(ctx, []uuid.UUID{v.Article})
	if err != nil {
		return 0, err
	}
	cited, err := tables.Copies().CitedWith(ctx, v.Article)
	if err != nil {
		return 0, err
	}
	return storeText(ctx, tables, v, put, before, cited)
}

// storeText is StoreText for a text of which it is known what other texts of its article
// are in the index, and what articles are evidence together with it: of an article that is
// new, none.
func storeText(ctx context.Context, tables Tables, v *Revision, put func(context.Context, *Revision) error, before []IndexedText, cited []uuid.UUID) (alike int, err error) {
	s := &copySearch{ctx: ctx, tables: tables, text: RevisionID{v.Article, v.Revision}, set: shingle.FromBytes(v.Runs), number: v.Number}
	if err := s.run(); err != nil {
		return 0, err
	}
	if err := s.put(v, before, put); err != nil {
		return 0, err
	}
	if err := s.compareCited(cited); err != nil {
		return 0, err
	}
	return len(s.found), s.store()
}

// put stores the text and takes those before it out of the index, of which nobody
// asks any more what is alike.
func (s *copySearch) put(v *Revision, before []IndexedText, put func(context.Context, *Revision) error) (err error) {
	index := s.tables.Copies()
	if v.TextNumber, err = index.NextText(s.ctx); err != nil {
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
			return l.isOf(s.text, t.RevisionID)
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
	sets, err := w.tables.Revisions().Runs(w.ctx, revisionsOf(texts))
	if err != nil {
		return err
	}
	s := copySearch{ctx: w.ctx, tables: w.tables, number: w.entry.Number}
	for _, t := range texts {
		if slices.Contains(added, t.Article) {
			s.text, s.set = t.RevisionID, sets[t.RevisionID]
			s.compareSets(s.uncompared(texts, s.found), sets)
		}
	}
	return s.storeNew(cited)
}

// storeNew stores what is not known yet. Most texts have nothing in common.
func (s *copySearch) storeNew(articles []uuid.UUID) error {
	if len(s.found) == 0 {
		return nil
	}
	known, err := s.tables.Copies().Among(s.ctx, articles)
	if err != nil {
		return err
	}
	s.found = slices.DeleteFunc(s.found, func(l Likeness) bool {
		return slices.ContainsFunc(known, func(k Likeness) bool { return k.isOf(l.A, l.B) })
	})
	return s.store()
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
