package db

import (
	"context"
	"errors"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/ledger"
)

// Cited reads the evidence of positions in one statement with the articles that it
// stands in, which a page of positions would otherwise ask for one after the other.
func (t evidenceTable) Cited(ctx context.Context, positions []uuid.UUID) ([]ledger.Evidence, ledger.Cited, error) {
	if t.at == present {
		return nil, ledger.Cited{}, errors.New("what positions cite is listed as of a number only")
	}
	w := t.where("e.")
	in(w, "position_id", positions)
	w.retracted(ledger.RetractedExclude)
	w.page(ledger.Page{})
	rows, err := sqlc.New(filtered{t.run, w}).ListCitedEvidenceAt(ctx, sqlc.ListCitedEvidenceAtParams{WorkspaceID: t.workspace, At: t.at})
	if err != nil {
		return nil, ledger.Cited{}, told(ledger.KindOfEvidence, "", err)
	}
	list, found := make([]ledger.Evidence, len(rows)), newCiting(len(rows))
	for i, row := range rows {
		if list[i], err = evidenceOf(row.Body, row.PassageBody); err != nil {
			return nil, ledger.Cited{}, err
		}
		if err = found.add(list[i].Article.ID, row.ArticleBody, row.Alike); err != nil {
			return nil, ledger.Cited{}, err
		}
	}
	return list, found.Cited, nil
}

// citing gathers the articles that evidence stands in, each once.
type citing struct {
	ledger.Cited
	known map[uuid.UUID]bool
}

// newCiting has room for the articles of that much evidence.
func newCiting(n int) citing {
	return citing{Cited: ledger.Cited{Articles: make([]ledger.Article, 0, n)}, known: make(map[uuid.UUID]bool, n)}
}

func (c *citing) add(article uuid.UUID, body string, alike int64) error {
	if c.known[article] {
		return nil
	}
	c.known[article] = true
	if alike > 0 {
		c.Alike = append(c.Alike, article)
	}
	a, err := decode[ledger.Article](ledger.KindOfArticle, "", body, nil)
	c.Articles = append(c.Articles, a)
	return err
}
