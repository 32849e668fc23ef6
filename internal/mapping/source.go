package mapping

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"

	"parley/internal/bundle"
	"parley/internal/ledger"
)

// file is a table in a file, read by a mapping.
type file struct {
	files   fs.FS
	name    string
	mapping *Mapping
	leftOut []string
}

// File is the table (CSV) in a file, read by a mapping.
func File(files fs.FS, name string, m *Mapping) bundle.Source {
	return &file{files: files, name: name, mapping: m}
}

// LeftOut says which columns were not read.
func (f *file) LeftOut() []string { return f.leftOut }

// Origin is not told by a table.
func (f *file) Origin() string { return "" }

// Items reads the table row by row.
func (f *file) Items(context.Context) iter.Seq2[bundle.Item, error] {
	return func(yield func(bundle.Item, error) bool) {
		in, err := f.files.Open(f.name)
		if err != nil {
			yield(bundle.Item{}, err)
			return
		}
		defer in.Close() //nolint:errcheck // it was only read
		r := &reader{Mapping: f.mapping, made: map[[16]byte]bool{}, yield: func(v bundle.Item) bool { return yield(v, nil) }}
		err = r.all(in)
		f.leftOut = r.leftOut()
		if err != nil && !errors.Is(err, errEnded) {
			yield(bundle.Item{}, err)
		}
	}
}

// errEnded says that whoever takes the items wants no more.
var errEnded = errors.New("ended")

// reader is one pass over a table.
type reader struct {
	*Mapping
	*table
	places map[string]int
	// unused are the places of columns that are not read, and with something in how many rows.
	unused  []int
	filled  map[int]int
	blank   int
	made    map[[16]byte]bool // items of which one is enough
	waiting *waiting
	yield   func(bundle.Item) bool
}

func (r *reader) all(in io.Reader) error {
	var err error
	if r.table, err = openTable(in, r.Mapping); err != nil {
		return r.broken(1, err)
	}
	if faults := r.place(); len(faults) > 0 {
		return r.refuse(1, faults)
	}
	for {
		cells, err := r.next()
		if errors.Is(err, io.EOF) {
			return r.flush()
		}
		if err != nil {
			err = r.broken(r.after, err)
		} else {
			err = r.row(cells, r.line)
		}
		if err != nil {
			return err
		}
	}
}

// broken tells of a row that is not CSV, and goes on after it.
func (r *reader) broken(line int, err error) error {
	var bad *csv.ParseError
	switch {
	case errors.As(err, &bad):
		detail := "a quotation mark stands inside a cell that does not begin with one, or is not written twice inside one that does"
		if errors.Is(bad.Err, csv.ErrQuote) && bad.Line > bad.StartLine {
			detail = "a quotation mark is not closed, or one inside of the cell is not written twice"
		}
		return r.refuse(r.linesBefore()+bad.StartLine, []ledger.Fault{{Code: "csv", Detail: fmt.Sprintf("%s (line %d, byte %d)", detail, r.linesBefore()+bad.Line, bad.Column)}})
	case bundle.IsRefusal(err):
		if err := r.refuse(line, []ledger.Fault{{Code: "csv", Detail: err.Error()}}); err != nil {
			return err
		}
		return errEnded
	}
	return err
}

func (r *reader) linesBefore() int {
	if r.table == nil {
		return 0
	}
	return r.before
}

// refuse tells what is wrong with a row, or with the file at its head.
func (r *reader) refuse(line int, faults []ledger.Fault) error {
	return r.give(bundle.Item{Line: line, Err: &ledger.Error{Kind: ledger.KindInvalid, Detail: "the row cannot be read", Faults: faults}})
}

func (r *reader) give(v bundle.Item) error {
	if !r.yield(v) {
		return errEnded
	}
	return nil
}
