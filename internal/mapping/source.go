package mapping

import (
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

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

// place finds the columns of the mapping in the head.
func (r *reader) place() (faults []ledger.Fault) {
	r.places, r.filled = map[string]int{}, map[int]int{}
	names := r.named()
	for _, name := range names {
		switch n := slices.Index(r.head, name); {
		case n < 0:
			faults = append(faults, ledger.Fault{Column: name, Code: "column", Detail: "there is no such column; the head line has " + strings.Join(r.head, ", ")})
		case slices.Contains(r.head[n+1:], name):
			faults = append(faults, ledger.Fault{Column: name, Code: "column", Detail: "two columns have this name; which one is meant is not known"})
		default:
			r.places[name] = n
		}
	}
	for i, name := range r.head {
		if !slices.Contains(names, name) {
			r.unused = append(r.unused, i)
		}
	}
	return faults
}

// leftOut says which columns have no place in the mapping.
func (r *reader) leftOut() (list []string) {
	if r.table == nil {
		return nil
	}
	for _, i := range r.unused {
		switch n := r.filled[i]; {
		case r.head[i] != "":
			list = append(list, fmt.Sprintf("%d cells of the column %q", n, r.head[i]))
		case n > 0:
			list = append(list, fmt.Sprintf("%d cells of column %d, which has no name", n, i+1))
		}
	}
	if r.blank > 0 {
		list = append(list, fmt.Sprintf("%d empty rows", r.blank))
	}
	return list
}

// row makes items of a row.
func (r *reader) row(cells []string, line int) error {
	if !slices.ContainsFunc(cells, func(s string) bool { return strings.TrimSpace(s) != "" }) {
		r.blank++
		return nil
	}
	for _, i := range r.unused {
		if i < len(cells) && strings.TrimSpace(cells[i]) != "" {
			r.filled[i]++
		}
	}
	if faults := r.shape(cells); len(faults) > 0 {
		return r.refuse(line, faults)
	}
	for len(cells) < len(r.head) { // Excel leaves out empty cells at the end of a row
		cells = append(cells, "")
	}
	v := &row{Mapping: r.Mapping, cells: cells, places: r.places, part: map[string]string{}}
	items := v.items(line)
	if len(v.faults) > 0 {
		return r.refuse(line, v.faults)
	}
	for _, item := range items {
		if err := r.send(item); err != nil {
			return err
		}
	}
	return nil
}

// shape finds what is wrong with a row as such.
func (r *reader) shape(cells []string) (faults []ledger.Fault) {
	for _, s := range cells[min(len(cells), len(r.head)):] {
		if strings.TrimSpace(s) != "" {
			return []ledger.Fault{{Code: "csv", Detail: fmt.Sprintf("the row has %d cells, and the head line %d; a cell with the delimiter or a line break in it stands in quotation marks", len(cells), len(r.head))}}
		}
	}
	for i, s := range cells[:min(len(cells), len(r.head))] {
		switch {
		case !utf8.ValidString(s):
			faults = append(faults, ledger.Fault{Column: r.head[i], Code: "encoding", Detail: "it is not UTF-8; name the encoding of the file in the mapping, for example \"encoding\": \"windows-1252\""})
		case r.encoding != nil && strings.ContainsRune(s, utf8.RuneError):
			faults = append(faults, ledger.Fault{Column: r.head[i], Code: "encoding", Detail: "it cannot be read in the encoding that the mapping names"})
		}
	}
	return faults
}

// send gives an item on, unless it is one that was given before.
func (r *reader) send(v made) error {
	if v.kind == "position" {
		return r.position(v)
	}
	raw, err := json.Marshal(v.content)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(append([]byte(v.kind+" "), raw...))
	if key := [16]byte(sum[:]); r.made[key] {
		return nil
	} else {
		r.made[key] = true
	}
	if v.kind == "retraction" { // of what stands before it
		if err := r.flush(); err != nil {
			return err
		}
	}
	return r.give(v.item(raw))
}
