package ledger

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"parley/internal/shingle"
)

// StoreText stores a text by put, with what it has in common with the newest texts
// of other articles, and puts it into the index in place of its predecessor.
func StoreText(ctx context.Context, tables Tables, v *Revision, put func(context.Context, *Revision) error) error {
	s := newCopySearch(ctx, tables, v)
	rare, err := s.run()
	if err != nil {
		return err
	}
	if v.TextNumber, err = tables.Copies().NextText(ctx); err != nil {
		return err
	}
	v.SearchBounded = s.bounded
	before, err := s.newest(v.Article)
	if err != nil {
		return err
	}
	if err := put(ctx, v); err != nil {
		return err
	}
	if err := s.replace(before, v.TextNumber, rare); err != nil {
		return err
	}
	cited, err := tables.Copies().CitedWith(ctx, v.Article)
	if err != nil {
		return err
	}
	if err := s.compareCited(cited); err != nil {
		return err
	}
	return s.store()
}

func newCopySearch(ctx context.Context, tables Tables, v *Revision) *copySearch {
	return &copySearch{ctx: ctx, tables: tables, text: RevisionID{v.Article, v.Revision}, set: shingle.FromBytes(v.Runs), number: v.Number}
}

// newest gives the newest indexed texts of articles.
func (s *copySearch) newest(articles ...uuid.UUID) ([]IndexedText, error) {
	if len(articles) == 0 {
		return nil, nil
	}
	return s.tables.Copies().Newest(s.ctx, articles)
}

// replace puts the text into the index and takes out its predecessors, of which
// nobody asks any more what is alike.
func (s *copySearch) replace(before []IndexedText, number int64, rare shingle.Set) error {
	sets, err := s.tables.Revisions().Runs(s.ctx, revisionsOf(before))
	if err != nil {
		return err
	}
	for _, t := range before {
		if err := s.tables.Copies().DeleteText(s.ctx, t.Number, sets[t.RevisionID].Sample()); err != nil {
			return err
		}
	}
	return s.tables.Copies().InsertText(s.ctx, number, rare)
}

// compareCited compares the text with the newest of articles that are evidence for
// the same position, however little the samples share: corroboration asks of
// these, and its answer may not hang on a sample.
func (s *copySearch) compareCited(articles []uuid.UUID) error {
	texts, err := s.newest(articles...)
	if err != nil || len(texts) == 0 {
		return err
	}
	known, err := s.tables.Copies().Among(s.ctx, append(slices.Clone(articles), s.text.Article))
	if err != nil {
		return err
	}
	return s.compare(slices.DeleteFunc(texts, func(t IndexedText) bool {
		return slices.ContainsFunc(slices.Concat(known, s.found), func(l Likeness) bool {
			return l.A == s.text && l.B == t.RevisionID || l.B == s.text && l.A == t.RevisionID
		})
	}))
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
// position with those of the others that are.
func (w *Writer) compareSources(position uuid.UUID, added []uuid.UUID) error {
	cited, err := w.tables.Copies().CitedFor(w.ctx, position)
	if err != nil || len(cited) < 2 {
		return err
	}
	texts, err := w.tables.Copies().Newest(w.ctx, added)
	if err != nil {
		return err
	}
	sets, err := w.tables.Revisions().Runs(w.ctx, revisionsOf(texts))
	if err != nil {
		return err
	}
	for _, t := range texts {
		s := copySearch{ctx: w.ctx, tables: w.tables, text: t.RevisionID, set: sets[t.RevisionID], number: w.entry.Number}
		others := slices.DeleteFunc(slices.Clone(cited), func(id uuid.UUID) bool { return id == t.Article })
		if err := s.compareCited(others); err != nil {
			return err
		}
		if err := s.store(); err != nil {
			return err
		}
	}
	return nil
}
