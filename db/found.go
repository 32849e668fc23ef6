package db

import (
	"database/sql"
	"errors"

	"parley/internal/ledger"
)

// maxFound bounds the bytes that a transaction remembers; rowFound is what a row takes
// beside its body.
const (
	maxFound = 4 << 20
	rowFound = 100
)

// found remembers the bodies that a transaction read one by one, by id and by slug, and
// what was not there: an import names the same parties and issues again and again.
// Nobody else writes to a workspace whose next number is taken, so a body holds
// until the transaction itself writes something of its kind.
type found struct {
	kinds map[ledger.Kind]map[string]foundBody
	bytes int   // put in since it was last empty
	text  int64 // the number that the newest text took in the index of copies, 0 if none did
}

// foundBody is a body, or nothing where there is no such row.
type foundBody struct {
	body  string
	there bool
}

func newFound() *found { return &found{kinds: map[ledger.Kind]map[string]foundBody{}} }

// read gives what is remembered, or else reads it.
func (f *found) read(kind ledger.Kind, ref string, read func() (string, error)) (string, error) {
	if f == nil {
		return read()
	}
	if known, ok := f.kinds[kind][ref]; ok && known.there {
		return known.body, nil
	} else if ok {
		return "", sql.ErrNoRows
	}
	body, err := read()
	if err == nil || errors.Is(err, sql.ErrNoRows) {
		f.keep(kind, ref, foundBody{body, err == nil})
	}
	return body, err
}

func (f *found) keep(kind ledger.Kind, ref string, v foundBody) {
	if f.bytes += len(v.body) + rowFound; f.bytes > maxFound {
		clear(f.kinds)
		f.bytes = 0
	}
	if f.kinds[kind] == nil {
		f.kinds[kind] = map[string]foundBody{}
	}
	f.kinds[kind][ref] = v
}

// wrote forgets a kind, of which something was written. That may be under a slug
// that was looked for in vain.
func (f *found) wrote(kind ledger.Kind) {
	if f != nil {
		delete(f.kinds, kind)
	}
}

// numbered notes the number of a new text.
func (f *found) numbered(text int64) {
	if f != nil {
		f.text = max(f.text, text)
	}
}
