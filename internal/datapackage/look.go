package datapackage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"parley/internal/bundle"
)

// look reads every file once. What is wrong with its form is kept as items that are
// faults: then nothing of the package is recorded, not even with KeepGoing, since
// nobody can tell what else is wrong with it.
func (p *Package) look(ctx context.Context, a *archive) error {
	texts := false
	for _, t := range append(Tables(true), coded) {
		r, there := p.tables[t.Name]
		if !there {
			continue
		}
		texts = texts || t.WithText
		rows, err := p.lookAt(ctx, a, t, r)
		if ofMachine(err) {
			return err
		}
		if err != nil {
			p.breaks(r.Path, err)
		}
		if t.Name == transactions.Name && rows > 0 {
			p.leftOut = append(p.leftOut, fmt.Sprintf("%d transactions of the other ledger: what they recorded gets numbers, times and an actor of this one", rows))
		}
	}
	if !texts && p.lacksTexts(a) {
		p.breaks("the package", errors.New("it has no texts of articles, without which no passage can be held against its words; export it again with text=1"))
	}
	return nil
}

func (p *Package) breaks(place string, err error) {
	p.broken = append(p.broken, bundle.Item{Place: place, Err: bundle.Refuse("%w", err)})
}

// lookAt reads a table and holds it against what is told of it.
func (p *Package) lookAt(ctx context.Context, a *archive, t Table, r toldFile) (rows int64, err error) {
	in, err := a.open(r.Path)
	if err != nil {
		return 0, err
	}
	defer in.Close() //nolint:errcheck // it was only read
	table, err := newTable(in, t)
	for err == nil {
		if rows%1000 == 0 && ctx.Err() != nil {
			return rows, ctx.Err()
		}
		if _, err = table.next(); err == nil {
			rows++
		}
	}
	if !errors.Is(err, io.EOF) {
		return rows, err
	}
	// What a reader took ahead and left lies behind the last row, and is nothing.
	if _, err := io.Copy(io.Discard, in); err != nil {
		return rows, err
	}
	return rows, r.holds(in, rows)
}

// holds compares a file with what is told of it, where it is told.
func (r toldFile) holds(in *entry, rows int64) error {
	const why = "; the file was damaged or changed since it was written. Fetch it anew or, if you changed it yourself, take bytes, hash and rows of %q out of datapackage.json"
	algorithm, sum, named := strings.Cut(r.Hash, ":")
	switch {
	case r.Hash != "" && (!named || algorithm != "sha256"):
		return fmt.Errorf("its hash in datapackage.json is not a SHA-256 (sha256:…)"+why, r.Name)
	case r.Bytes != nil && *r.Bytes != in.bytes:
		return fmt.Errorf("it has %d bytes, and datapackage.json says %d"+why, in.bytes, *r.Bytes, r.Name)
	case r.Hash != "" && !strings.EqualFold(sum, in.sha256()):
		return fmt.Errorf("its SHA-256 is not the one that datapackage.json says"+why, r.Name)
	case r.Rows != nil && *r.Rows != rows:
		return fmt.Errorf("it has %d rows, and datapackage.json says %d"+why, rows, *r.Rows, r.Name)
	}
	return nil
}

// lacksTexts tells whether some article has texts that are not in the package.
func (p *Package) lacksTexts(a *archive) bool {
	in, err := a.open(p.tables["articles"].Path)
	if err != nil {
		return false // which is told already
	}
	defer in.Close() //nolint:errcheck // it was only read
	t, err := newTable(in, tableOf("articles"))
	for err == nil {
		var cells []string
		if cells, err = t.next(); err == nil && cells[t.of("latest_revision")] != "0" {
			return true
		}
	}
	return false
}

func tableOf(name string) Table {
	all := Tables(true)
	return all[slices.IndexFunc(all, func(t Table) bool { return t.Name == name })]
}

// reading is a table under way. Its cells stand in the order of the columns of
// Table, whatever their order in the file.
type reading struct {
	Table
	*records
	order []int
}

func newTable(in io.Reader, t Table) (*reading, error) {
	r := &reading{Table: t, records: newRecords(in)}
	head, err := r.records.next()
	if errors.Is(err, io.EOF) {
		err = errors.New("it has no head line")
	}
	if err != nil {
		return r, err
	}
	for i, name := range head {
		if r.of(name) < 0 {
			return r, fmt.Errorf("its column %q is not known in the version %s of the tables; a newer Parley may know it, and what you added yourself has to go out", name, Format)
		}
		if slices.Index(head, name) != i {
			return r, fmt.Errorf("its column %q is there twice", name)
		}
	}
	for _, c := range t.Columns {
		at := slices.Index(head, c.Name)
		if at < 0 {
			return r, fmt.Errorf("it lacks the column %q", c.Name)
		}
		r.order = append(r.order, at)
	}
	return r, nil
}

// of gives the place of a column, or less than 0.
func (r *reading) of(name string) int {
	return slices.IndexFunc(r.Columns, func(c Column) bool { return c.Name == name })
}

func (r *reading) next() ([]string, error) {
	cells, err := r.records.next()
	if err == nil && len(cells) != len(r.order) {
		err = formError{fmt.Sprintf("it has %d cells, and the head line has %d", len(cells), len(r.order))}
	}
	var form formError
	if errors.As(err, &form) {
		return nil, fmt.Errorf("row %d: %w", r.row, err)
	}
	if err != nil {
		return nil, err
	}
	sorted := make([]string, len(cells))
	for i, at := range r.order {
		sorted[i] = cells[at]
	}
	return sorted, nil
}
