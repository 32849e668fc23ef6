// Package export writes rows as files that spreadsheets, statistics programs and
// databases read: CSV, NDJSON, XLSX and Parquet, and the network as GraphML. Names,
// order and types of columns come from package codebook. It imports internal
// packages only, and the libraries of the formats.
package export

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"strconv"

	"parley/internal/codebook"
)

// Format is one way to write a table.
type Format struct {
	Name      string // as in the path: csv
	MediaType string
	// MaxRows is how many rows a file takes; 0 is any number.
	MaxRows int64
	begin   func(io.Writer, head) (rows, error)
	// tells is set for formats that tell the sum of their rows inside.
	tells bool
}

// rows writes one row after the other, and then what ends the file.
type rows interface {
	row(cells []cell) error
	end(Sum) error
}

// head is what a format knows before the first row.
type head struct {
	codebook.Table
	Options
	about About
}

// Options are choices within a format.
type Options struct {
	// BOM begins a CSV with a byte order mark, by which Excel knows UTF-8.
	BOM bool
	// Bare leaves out the guard of a CSV against formulas.
	Bare bool
	// Manifest computes Sum.RowsSHA256 also where the format does not need it.
	Manifest bool
}

// Sum says what was written, so that a reader can check that nothing is missing.
type Sum struct {
	Rows int64
	// RowsSHA256 is the SHA-256 of the rows as lines of NDJSON, the same in every
	// format; empty where nobody asked for it.
	RowsSHA256 string
	// Bytes and SHA256 are of the file.
	Bytes  int64
	SHA256 string
}

// Count is the number of rows as text.
func (s Sum) Count() string { return strconv.FormatInt(s.Rows, 10) }

// Each calls fn with every row and stops at its first error.
type Each[T any] func(fn func(*T) error) error

// Write writes every row that each gives. On an error the output is incomplete
// and no Sum is given.
func Write[T any](w io.Writer, f Format, t Table[T], about About, o Options, each Each[T]) (Sum, error) {
	file := digested{to: bufio.NewWriterSize(w, 64<<10), hash: sha256.New()}
	out, err := f.begin(&file, head{t.Table, o, about})
	if err != nil {
		return Sum{}, err
	}
	var lines lines
	if f.tells || o.Manifest {
		lines.begin(t.Table)
	}
	var sum Sum
	cells := make([]cell, len(t.Columns))
	err = each(func(row *T) error {
		sum.Rows++
		t.read(row, cells)
		lines.add(cells)
		return out.row(cells)
	})
	if err != nil {
		return Sum{}, err
	}
	sum.RowsSHA256 = lines.sum()
	if err := out.end(sum); err != nil {
		return Sum{}, err
	}
	return file.end(sum)
}

// digested passes bytes on, and counts and hashes them on the way.
type digested struct {
	to    *bufio.Writer
	hash  hash.Hash
	count int64
}

func (d *digested) Write(p []byte) (int, error) {
	d.hash.Write(p)
	d.count += int64(len(p))
	return d.to.Write(p)
}

func (d *digested) end(sum Sum) (Sum, error) {
	if err := d.to.Flush(); err != nil {
		return Sum{}, err
	}
	sum.Bytes, sum.SHA256 = d.count, hex.EncodeToString(d.hash.Sum(nil))
	return sum, nil
}

// lines hashes rows as lines of NDJSON; the zero value hashes nothing.
type lines struct {
	encode *jsonRow
	hash   hash.Hash
}

func (l *lines) begin(t codebook.Table) { l.encode, l.hash = newJSONRow(t), sha256.New() }

func (l *lines) add(cells []cell) {
	if l.hash != nil {
		l.hash.Write(l.encode.line(cells))
	}
}

func (l *lines) sum() string {
	if l.hash == nil {
		return ""
	}
	return hex.EncodeToString(l.hash.Sum(nil))
}
