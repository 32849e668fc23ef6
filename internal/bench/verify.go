package main

import (
	"context"
	"errors"
	"fmt"
	"reflect"

	"github.com/google/uuid"

	"parley/db"
	"parley/internal/ledger"
)

// verify reads a sample through the ledger and checks that it is whole: each
// quote stands in its article where its offsets say.
func verify(ctx context.Context, url string) (count int, err error) {
	d, err := db.Open(ctx, db.Options{URL: url})
	if err != nil {
		return 0, err
	}
	defer d.Close()
	if err := d.Read.QueryRowContext(ctx, "SELECT count(*) FROM positions").Scan(&count); err != nil {
		return 0, err
	}
	r, err := ledger.New(db.NewStore(d)).Read(ctx, "default")
	if err != nil {
		return 0, err
	}
	sample, err := r.Positions(ledger.PositionFilter{}, ledger.Page{Limit: 50, Sort: ledger.SortStated})
	if err != nil {
		return 0, err
	}
	for _, v := range sample {
		if err := verifyOne(r, v.ID.String()); err != nil {
			return 0, fmt.Errorf("position %s: %w", v.ID, err)
		}
	}
	return count, nil
}

func verifyOne(r *ledger.Reader, id string) error {
	v, err := r.Position(id)
	if err != nil {
		return err
	}
	if len(v.Evidence) == 0 {
		return errors.New("no evidence")
	}
	versions, err := r.PositionVersions(id, ledger.Page{Limit: 10})
	if err != nil || len(versions) != 1 {
		return fmt.Errorf("%d versions: %w", len(versions), err)
	}
	v.Evidence = nil
	if !reflect.DeepEqual(versions[0].Position, v) {
		return errors.New("the version differs from the position")
	}
	list, err := r.Evidence(ledger.EvidenceFilter{Positions: []uuid.UUID{v.ID}}, ledger.Page{Retracted: ledger.RetractedExclude})
	for _, e := range list {
		text, err := r.Revision(e.Article.ID.String(), e.Selected.Selector.Revision)
		if err != nil {
			return err
		}
		if said := string([]rune(*text.Text)[e.Selected.Start:e.Selected.Selector.End]); said != e.Selected.Exact {
			return fmt.Errorf("the quote %q is %q in the text", e.Selected.Exact, said)
		}
	}
	return err
}
