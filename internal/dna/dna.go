// Package dna reads databases of the Discourse Network Analyzer, version 3, as
// items of an import: documents as articles, statements as positions with the
// passage they were coded in, persons and organisations as parties with
// memberships, concepts as issues. docs/imports.md says what becomes what. The file
// is SQLite and only read. The package imports internal/anchor and internal/bundle.
package dna

import (
	"context"
	"database/sql"
	"iter"
	"net/url"
	"path/filepath"
	"strings"

	_ "modernc.org/sqlite" // the driver

	"parley/internal/bundle"
)

// Opening are the bytes that the file begins with.
const Opening = "SQLite format 3\x00"

// Options say what the file does not.
type Options struct {
	// Negotiation is the slug of the negotiation that the concepts become issues of;
	// it is made where it is not there.
	Negotiation string
}

// DefaultNegotiation is the negotiation of an import that names none.
const DefaultNegotiation = "dna"

type file struct {
	path        string
	negotiation string
	leftOut     []string
}

// File is the DNA database in a file.
func File(path string, o Options) bundle.Source {
	if o.Negotiation == "" {
		o.Negotiation = DefaultNegotiation
	}
	return &file{path: path, negotiation: o.Negotiation}
}

// LeftOut says what of the database has no place here.
func (f *file) LeftOut() []string { return f.leftOut }

// Origin is not told beside the name of the file; who coded is told of each item.
func (f *file) Origin() string { return "" }

// Items reads the database. Whatever is wrong with it is a fault of an item, for
// the file is not the machine's but somebody's.
func (f *file) Items(ctx context.Context) iter.Seq2[bundle.Item, error] {
	return func(yield func(bundle.Item, error) bool) {
		r := &reader{ctx: ctx, negotiation: f.negotiation, yield: func(v bundle.Item) bool { return yield(v, nil) }}
		err := r.open(f.path)
		if err == nil {
			err = r.all()
			_ = r.db.Close() // it was only read
		}
		f.leftOut = r.leftOut
		switch {
		case r.ended:
		case ctx.Err() != nil:
			yield(bundle.Item{}, ctx.Err())
		case err != nil:
			yield(bundle.Item{Place: "the database", Err: bundle.Refuse("it cannot be read as a DNA 3 database: %w", err)}, nil)
		}
	}
}

// reader is one pass over a database.
type reader struct {
	ctx         context.Context
	db          *sql.DB
	negotiation string
	yield       func(bundle.Item) bool
	ended       bool // by the one who takes the items
	leftOut     []string
	incomplete  map[string]int
	timed       int // documents with a time of day
}

// open opens the file so that nothing can be written, beside it neither, and
// nothing in its schema is run.
func (r *reader) open(path string) error {
	abs, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	where := url.URL{Scheme: "file", Path: filepath.ToSlash(abs),
		RawQuery: "mode=ro&immutable=1&_pragma=query_only(1)&_pragma=trusted_schema(0)&_pragma=cell_size_check(1)"}
	if r.db, err = sql.Open("sqlite", strings.Replace(where.String(), "file://", "file:", 1)); err != nil {
		return err
	}
	if err := r.check(); err != nil {
		_ = r.db.Close() // it was only read
		return err
	}
	return nil
}

// all yields everything, what is referred to first.
func (r *reader) all() error {
	r.incomplete = map[string]int{}
	for _, step := range []func() error{r.talks, r.parties, r.memberships, r.issues, r.documents, r.others} {
		if err := step(); err != nil || r.ended {
			return err
		}
	}
	return nil
}

// talks is the negotiation.
func (r *reader) talks() error {
	r.item("negotiation", "the negotiation", "", object{"slug": r.negotiation, "name": "Statements coded in DNA (" + r.negotiation + ")"})
	return nil
}
