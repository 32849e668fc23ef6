// Package export writes the position history in the formats that spreadsheets
// and programs read. It imports internal/ledger for the rows and nothing of the
// edges.
package export

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"strconv"

	"parley/internal/ledger"
)

// Format begins an export on a writer.
type Format func(io.Writer) (rows, error)

// rows writes one row after the other.
type rows interface {
	Write(ledger.HistoryRow) error
	Flush() error
}

// Sum says what was written, so that a reader can check that nothing is missing:
// the number of rows and the SHA-256 of every byte.
type Sum struct {
	Rows   int64
	SHA256 string
}

// Count is the number of rows as text.
func (s Sum) Count() string { return strconv.FormatInt(s.Rows, 10) }

// History writes every row that each gives, in the given format. On an error
// the output is incomplete and no Sum is given.
func History(w io.Writer, format Format, each func(func(ledger.HistoryRow) error) error) (Sum, error) {
	digest := &digested{to: bufio.NewWriterSize(w, 64<<10), hash: sha256.New()}
	out, err := format(digest)
	if err != nil {
		return Sum{}, err
	}
	var sum Sum
	err = each(func(row ledger.HistoryRow) error {
		sum.Rows++
		return out.Write(row)
	})
	if err != nil {
		return Sum{}, err
	}
	if err := out.Flush(); err != nil {
		return Sum{}, err
	}
	if err := digest.to.Flush(); err != nil {
		return Sum{}, err
	}
	sum.SHA256 = hex.EncodeToString(digest.hash.Sum(nil))
	return sum, nil
}

// digested passes bytes on and hashes them on the way.
type digested struct {
	to   *bufio.Writer
	hash hash.Hash
}

func (d *digested) Write(p []byte) (int, error) {
	d.hash.Write(p)
	return d.to.Write(p)
}
