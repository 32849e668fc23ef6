package main

import (
	"fmt"

	"parley/internal/ledger"
)

func (t *talks) rename() error {
	for n := range renamedTwice {
		for i := range talkParties {
			err := later(t, func(w *ledger.Writer) (ledger.Party, error) {
				return w.UpdateParty(t.party[i].ID.String(), always, func(f *ledger.PartyFields) error {
					f.Name = fmt.Sprintf("Party %d as it is called now %d", i, n)
					return nil
				})
			})
			if err != nil {
				return err
			}
		}
		for i := range t.table {
			err := later(t, func(w *ledger.Writer) (ledger.Issue, error) {
				return w.UpdateIssue(t.table[i].ID.String(), always, func(f *ledger.IssueFields) error {
					f.Question = fmt.Sprintf("Shall %s as it is asked now %d?", t.words(8), n)
					return nil
				})
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *talks) retitle() error {
	for i := range retitled {
		err := later(t, func(w *ledger.Writer) (ledger.Article, error) {
			return w.UpdateArticle(t.text[i].article.ID.String(), always, nil, func(f *ledger.ArticleFields) error {
				f.Title = ptr(t.words(9))
				return nil
			})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *talks) revise() error {
	for i := range revised {
		from := t.text[i*len(t.text)/revised]
		err := later(t, func(w *ledger.Writer) (ledger.Revision, error) {
			v, _, err := w.CreateRevision(from.article.ID.String(), ledger.RevisionFields{Text: t.rewritten(from.text)})
			return v, err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
