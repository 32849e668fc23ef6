package ledger

import (
	"github.com/google/uuid"
)

// prepared is evidence whose passage was found and whose fields were judged,
// before anything is stored.
type prepared struct {
	evidence Evidence
	passage  Passage
	isNew    bool
}

// prepareEvidence judges a list of evidence, noting faults at /evidence/0 and so on.
func (w *Writer) prepareEvidence(list []EvidenceInput, root string, f *faults) ([]prepared, error) {
	var ready []prepared
	for i, in := range list {
		pointer := root
		if root != "" {
			pointer = at(root, i)
		}
		p, err := w.prepareOne(in, pointer, f)
		if err != nil {
			return nil, err
		}
		ready = append(ready, p)
	}
	return ready, nil
}

func (w *Writer) prepareOne(in EvidenceInput, pointer string, f *faults) (prepared, error) {
	p := prepared{evidence: Evidence{EvidenceFields: in.EvidenceFields}}
	if err := checkEvidenceFields(w, &p.evidence.EvidenceFields, pointer, f); err != nil {
		return p, err
	}
	if (in.Passage == nil) == (in.Article == nil) {
		f.add(pointer, "choice", "give either a passage, or an article with a quote or with start and end")
		return p, nil
	}
	var err error
	if in.Passage != nil {
		p.passage, err = resolve(w, passages(), f, pointer+"/passage", in.Passage)
		return p, err
	}
	p.isNew = true
	p.passage, err = w.selectInArticle(in, pointer, f)
	return p, err
}

func (w *Writer) selectInArticle(in EvidenceInput, pointer string, f *faults) (Passage, error) {
	a, err := resolve(w, articles(), f, pointer+"/article", in.Article)
	if err != nil || a.ID == uuid.Nil {
		return Passage{}, err
	}
	passage, found, err := w.selectPassage(a, PassageInput{Revision: in.Revision, Quote: in.Quote,
		Prefix: in.Prefix, Suffix: in.Suffix, Start: in.Start, End: in.End}, pointer)
	f.list = append(f.list, found.list...)
	return passage, err
}

// storeEvidence stores prepared evidence with its new passages.
func (w *Writer) storeEvidence(ready []prepared, position, salience *uuid.UUID) ([]Evidence, error) {
	stored := make([]Evidence, 0, len(ready))
	for _, p := range ready {
		if p.isNew {
			if err := w.insertPassage(&p.passage); err != nil {
				return nil, err
			}
		}
		e := p.evidence
		e.Position, e.Salience = position, salience
		e.Passage, e.Article = p.passage.ID, RefTo(p.passage.Article)
		e, err := create(w, evidence(), e)
		if err != nil {
			return nil, err
		}
		e.Selected = &p.passage
		stored = append(stored, e)
	}
	return stored, nil
}

func articlesOf(list []Evidence) []uuid.UUID {
	return ids(list, func(e Evidence) uuid.UUID { return e.Article.ID })
}
