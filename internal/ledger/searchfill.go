package ledger

import (
	"context"

	"github.com/google/uuid"
)

// searched are the resources that hits show and belong to, by id.
type searched struct {
	negotiations map[uuid.UUID]Negotiation
	issues       map[uuid.UUID]Issue
	parties      map[uuid.UUID]Party
	articles     map[uuid.UUID]Article
	positions    map[uuid.UUID]Position
	passages     map[uuid.UUID]Passage
	statements   map[uuid.UUID][]Position
}

// fill reads the resources that hits are of and those they belong to, each kind
// with one query.
func (r *Reader) fill(list []sought) error {
	wanted := map[Kind][]uuid.UUID{}
	for _, h := range list {
		wanted[h.Kind] = append(wanted[h.Kind], h.ID)
	}
	s, err := r.searched(wanted)
	if err != nil {
		return err
	}
	for i := range list {
		if err := r.show(&list[i], s); err != nil {
			return err
		}
	}
	return nil
}

func (r *Reader) searched(wanted map[Kind][]uuid.UUID) (s searched, err error) {
	if s.positions, err = many(r, r.tables.Positions().Many, wanted[KindOfPosition]); err != nil {
		return s, err
	}
	if s.passages, err = many(r, r.tables.Passages().Many, wanted[KindOfPassage]); err != nil {
		return s, err
	}
	if s.statements, err = r.tables.Search().Statements(r.ctx, wanted[KindOfPassage]); err != nil {
		return s, err
	}
	for _, p := range s.passages {
		wanted[KindOfArticle] = append(wanted[KindOfArticle], p.Article)
	}
	for _, p := range s.positions {
		wanted[KindOfParty], wanted[KindOfIssue] = append(wanted[KindOfParty], p.Party.ID), append(wanted[KindOfIssue], p.Issue.ID)
	}
	if s.articles, err = many(r, r.tables.Articles().Many, wanted[KindOfArticle]); err != nil {
		return s, err
	}
	if s.parties, err = many(r, r.tables.Parties().Many, wanted[KindOfParty]); err != nil {
		return s, err
	}
	if s.issues, err = many(r, r.tables.Issues().Many, wanted[KindOfIssue]); err != nil {
		return s, err
	}
	for _, v := range s.issues {
		wanted[KindOfNegotiation] = append(wanted[KindOfNegotiation], v.Negotiation.ID)
	}
	s.negotiations, err = many(r, r.tables.Negotiations().Many, wanted[KindOfNegotiation])
	return s, err
}

// many reads the rows of ids, which may repeat, by id.
func many[T any](r *Reader, read func(context.Context, []uuid.UUID) ([]T, error), wanted []uuid.UUID) (map[uuid.UUID]T, error) {
	rows := map[uuid.UUID]T{}
	if len(wanted) == 0 {
		return rows, nil
	}
	list, err := read(r.ctx, ids(wanted, func(id uuid.UUID) uuid.UUID { return id }))
	for i := range list {
		rows[as(&list[i]).identity().ID] = list[i]
	}
	return rows, err
}

// show fills in a hit. What is not there has no texts and matches nothing.
func (r *Reader) show(h *sought, s searched) error {
	switch h.Kind {
	case KindOfParty:
		v := s.parties[h.ID]
		h.Slug, h.Title, h.texts, h.voices = v.Slug, &v.Name, v.SearchTexts(), []uuid.UUID{v.ID}
	case KindOfIssue:
		v := s.issues[h.ID]
		h.Slug, h.Title, h.texts = v.Slug, &v.Question, v.SearchTexts()
		h.Negotiation = s.negotiation(v.Negotiation.ID)
	case KindOfPosition:
		s.showPosition(h, s.positions[h.ID])
	case KindOfPassage:
		s.showPassage(h, s.passages[h.ID])
	case KindOfArticle:
		return r.showArticle(h, s.articles[h.ID])
	}
	return nil
}

func (s searched) showPosition(h *sought, v Position) {
	h.Slug, h.Title, h.Dated, h.texts, h.voices = v.Slug, &v.Summary, &v.Stated, v.SearchTexts(), v.Voices()
	h.Party, h.Negotiation = s.party(v.Party.ID), s.negotiation(v.Negotiation.ID)
	if i, found := s.issues[v.Issue.ID]; found {
		h.Issue = &Named{Identity{i.ID}, i.Slug, &i.Question}
	}
}

func (s searched) showPassage(h *sought, v Passage) {
	a := s.articles[v.Article]
	h.Title, h.Dated, h.texts = a.Title, a.Published, v.SearchTexts()
	h.Article = &Named{Identity{a.ID}, a.Slug, a.Title}
	for _, p := range s.statements[v.ID] {
		h.Positions, h.voices = append(h.Positions, p.ID), append(h.voices, p.Voices()...)
	}
}

func (r *Reader) showArticle(h *sought, v Article) error {
	h.Slug, h.Title, h.Dated, h.revision = v.Slug, v.Title, v.Published, v.LatestRevision
	text, err := r.newestText(v)
	h.texts = v.SearchTexts(text)
	return err
}

func (r *Reader) newestText(v Article) (*string, error) {
	if v.LatestRevision == 0 {
		return nil, nil
	}
	stored, err := r.tables.Revisions().Get(r.ctx, v.ID, v.LatestRevision)
	return stored.Text, err
}

func (s searched) party(id uuid.UUID) *Named {
	v, found := s.parties[id]
	if !found {
		return nil
	}
	return v.named()
}

func (s searched) negotiation(id uuid.UUID) *Named {
	v, found := s.negotiations[id]
	if !found {
		return nil
	}
	return &Named{Identity{v.ID}, v.Slug, &v.Name}
}
