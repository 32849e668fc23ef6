package bundle

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"iter"
)

const (
	// maxValues bounds what one item says, since to hold a value takes tens of times its
	// bytes: some times a position with 1,000 passages.
	maxValues = 100_000
	// maxItem bounds one item, in bytes: the longest text of an article in JSON, escaped.
	maxItem = 16 << 20
	// maxWhole bounds a JSON bundle, in bytes. Its lists may stand in any order, so it
	// is read as a whole; NDJSON is not, and has no bound.
	maxWhole = 32 << 20
	// opening is how much of a file is looked at to tell the two apart.
	opening = 64 << 10
)

const byteOrderMark = "\ufeff"

// file is a coding bundle in a file.
type file struct {
	files fs.FS
	name  string
}

// File is the coding bundle, NDJSON or JSON, in a file.
func File(files fs.FS, name string) Source { return file{files, name} }

// LeftOut is nothing: a bundle has no item without a place here.
func (file) LeftOut() []string { return nil }

// Origin is not told by a bundle.
func (file) Origin() string { return "" }

// Items reads NDJSON line by line and JSON as a whole.
func (f file) Items(context.Context) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		in, err := f.files.Open(f.name)
		if err != nil {
			yield(Item{}, err)
			return
		}
		defer in.Close() //nolint:errcheck // it was only read
		if err := read(in, func(v Item) bool { return yield(v, nil) }); err != nil {
			yield(Item{}, err)
		}
	}
}

// read finds the items of a bundle in the order they are recorded: JSON, an
// object of lists by kind, or NDJSON, one object a line whose only member is
// the kind.
func read(in io.Reader, yield func(Item) bool) error {
	r := bufio.NewReaderSize(in, opening)
	head, err := r.Peek(opening)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if rest, found := bytes.CutPrefix(head, []byte(byteOrderMark)); found {
		head = rest
		_, _ = r.Discard(len(byteOrderMark)) // it was just looked at
	}
	if isWhole(head) {
		return readAll(r, yield)
	}
	return readLines(r, yield)
}

func readAll(r io.Reader, yield func(Item) bool) error {
	data, err := io.ReadAll(io.LimitReader(r, maxWhole+1))
	if err != nil {
		return err
	}
	if len(data) > maxWhole {
		yield(Item{Line: 1, Err: Refuse("a JSON bundle has at most %d MiB; a longer one is NDJSON, with one item on a line", maxWhole>>20)})
		return nil
	}
	for _, v := range readWhole(data) {
		if !yield(v) {
			break
		}
	}
	return nil
}

func readLines(r *bufio.Reader, yield func(Item) bool) error {
	for n := 1; ; n++ {
		line, tooLong, err := readBounded(r)
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		blank := !tooLong && len(line) == 0
		if !blank && !yield(itemOf(line, tooLong, n)) || err != nil {
			return nil
		}
	}
}

func itemOf(line []byte, tooLong bool, n int) Item {
	v := Item{Err: Refuse("a line has at most %d MiB", maxItem>>20)}
	if !tooLong {
		v = readLine(line)
	}
	v.Line = n
	return v
}

// readBounded reads a line without the white space around it. Of one that is too
// long it keeps nothing.
func readBounded(r *bufio.Reader) (line []byte, tooLong bool, err error) {
	for {
		part, err := r.ReadSlice('\n')
		if tooLong = tooLong || len(line)+len(part) > maxItem; tooLong {
			line = nil
		} else {
			line = append(line, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return bytes.TrimSpace(line), tooLong, err
		}
	}
}
