package datapackage

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// longestRow bounds a row, in bytes: the longest text of an article, every
// character of it a quotation mark that is written twice, fits.
const longestRow = 24 << 20

// records reads what appendRecord writes, RFC 4180, and LF for its line ends too.
// encoding/csv would turn the CRLF inside of texts into LF.
type records struct {
	in *bufio.Reader
	// row counts from 0, which is the head line.
	row  int64
	line []byte
	ends []int
}

func newRecords(in io.Reader) *records {
	r := &records{in: bufio.NewReaderSize(in, 64<<10), row: -1}
	if mark, _ := r.in.Peek(3); bytes.Equal(mark, []byte("\ufeff")) {
		_, _ = r.in.Discard(3) // it was just looked at
	}
	return r
}

// formError is what is wrong with the form of a row.
type formError struct{ what string }

func (e formError) Error() string { return e.what }

// next gives the cells of the next row that is not an empty line; io.EOF after the
// last. A row that is not one is a formError, and ends the file.
func (r *records) next() ([]string, error) {
	for {
		r.line, r.ends = r.line[:0], r.ends[:0]
		blank, err := r.record()
		if err != nil {
			return nil, err
		}
		if !blank {
			break
		}
	}
	r.row++
	if !utf8.Valid(r.line) {
		return nil, formError{"it is not UTF-8; save the file as UTF-8"}
	}
	if bytes.IndexByte(r.line, 0) >= 0 {
		return nil, formError{"it has a NUL character, which cannot be recorded"}
	}
	text, start := string(r.line), 0
	cells := make([]string, len(r.ends))
	for i, end := range r.ends {
		cells[i], start = text[start:end], end
	}
	return cells, nil
}

// record reads up to the end of a row into line and ends.
func (r *records) record() (blank bool, err error) {
	for begun := false; ; begun = true {
		last, err := r.cell()
		if errors.Is(err, io.EOF) && !begun && len(r.line) == 0 {
			return false, io.EOF
		}
		if err != nil && !errors.Is(err, io.EOF) {
			r.row++
			return false, err
		}
		r.ends = append(r.ends, len(r.line))
		if last || err != nil {
			return !begun && len(r.line) == 0 && err == nil, nil
		}
	}
}

// cell reads one cell and the comma or the line end after it. io.EOF is the end of
// the last row.
func (r *records) cell() (last bool, err error) {
	c, err := r.in.ReadByte()
	if err == nil && c == '"' {
		return r.quoted()
	}
	for ; err == nil; c, err = r.in.ReadByte() {
		switch c {
		case ',':
			return false, nil
		case '\n':
			return true, nil
		case '\r':
			return true, r.lineFeed()
		case '"':
			return false, formError{"a quotation mark stands in a cell that does not begin with one"}
		}
		if err := r.add(c); err != nil {
			return false, err
		}
	}
	return false, err
}

func (r *records) quoted() (last bool, err error) {
	for {
		c, err := r.in.ReadByte()
		if errors.Is(err, io.EOF) {
			return false, formError{"the file ends inside of quotation marks"}
		}
		if err != nil {
			return false, err
		}
		if c == '"' {
			if c, err = r.in.ReadByte(); err != nil || c != '"' {
				return r.after(c, err)
			}
		}
		if err := r.add(c); err != nil {
			return false, err
		}
	}
}

// after is what may follow on a closing quotation mark.
func (r *records) after(c byte, err error) (last bool, _ error) {
	switch {
	case err != nil:
		return false, err
	case c == ',':
		return false, nil
	case c == '\n':
		return true, nil
	case c == '\r':
		return true, r.lineFeed()
	}
	return false, formError{fmt.Sprintf("%q follows on a closing quotation mark", rune(c))}
}

func (r *records) lineFeed() error {
	c, err := r.in.ReadByte()
	if err == nil && c == '\n' || errors.Is(err, io.EOF) {
		return nil
	}
	if err != nil {
		return err
	}
	return formError{"a carriage return stands alone outside of quotation marks"}
}

func (r *records) add(c byte) error {
	if len(r.line) == longestRow {
		return formError{fmt.Sprintf("it has more than %d MiB", longestRow>>20)}
	}
	r.line = append(r.line, c)
	return nil
}
