// Package imports tells by its content what kind of file somebody brings, and reads
// it as the items of an import. A new kind is a package that yields items and a case
// here. It imports internal/bundle, internal/ledger for what faults are, and the
// packages of the kinds.
package imports

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"parley/internal/bundle"
	"parley/internal/datapackage"
	"parley/internal/dna"
	"parley/internal/ledger"
	"parley/internal/mapping"
)

// Kind is a kind of file.
type Kind string

const (
	// Auto looks at the content.
	Auto Kind = "auto"
	// Bundle is a coding bundle, NDJSON or JSON.
	Bundle Kind = "bundle"
	// DNA is a database of the Discourse Network Analyzer 3.
	DNA Kind = "dna"
	// CSV is a table, which is read by a mapping.
	CSV Kind = "csv"
	// DataPackage is a data package of Parley, a zip.
	DataPackage Kind = "datapackage"
)

// File is a file that somebody brings.
type File struct {
	// Folder is where the file Name is opened.
	Folder fs.FS
	Name   string
	// Path is the same file for what cannot read from a folder.
	Path string
}

// Options say what a file does not.
type Options struct {
	Kind Kind
	// Negotiation is for kinds that have none: the slug of the one the file is about.
	Negotiation string
	// Mapping says how a table is read; what has one is a table.
	Mapping []byte
}

// WrongError says why a file cannot be taken for what it should be.
type WrongError struct{ Detail string }

func (e *WrongError) Error() string { return e.Detail }

// Open reads a file as items, and tells of which kind it is. An error is a
// *WrongError, or a *MappingError, unless the machine failed.
func Open(ctx context.Context, f File, o Options) (bundle.Source, Kind, error) {
	found, err := kindOf(f, o.Mapping != nil)
	if err != nil {
		return nil, "", err
	}
	if o.Kind != Auto && o.Kind != "" && o.Kind != found && (o.Kind != Bundle || found != CSV) {
		return nil, "", wrong("%s was asked for, and by its content the file is %s", o.Kind, found)
	}
	if o.Mapping != nil || found == CSV {
		return openTable(f, found, o)
	}
	if o.Negotiation != "" && found != DNA {
		return nil, "", wrong("a %s names its negotiations itself; leave the negotiation out", found)
	}
	switch found {
	case DNA:
		return dna.File(f.Path, dna.Options{Negotiation: o.Negotiation}), DNA, nil
	case DataPackage:
		return opened(ctx, f)
	}
	return bundle.File(f.Folder, f.Name), Bundle, nil
}

// MappingError says what is wrong with a mapping, by JSON pointers into it.
type MappingError struct{ Faults []ledger.Fault }

func (e *MappingError) Error() string { return "the mapping cannot be used" }

func openTable(f File, found Kind, o Options) (bundle.Source, Kind, error) {
	switch {
	case found != CSV:
		return nil, "", wrong("a mapping is for tables (CSV), and by its content the file is %s", found)
	case o.Mapping == nil:
		return nil, "", wrong("the file is a table (CSV), which is read by a mapping: give one that says what becomes of its columns (docs/imports.md)")
	case o.Negotiation != "":
		return nil, "", wrong("a mapping names the negotiations itself; leave the negotiation out")
	}
	m, err := mapping.Read(o.Mapping)
	var faulty *ledger.Error
	if errors.As(err, &faulty) {
		return nil, "", &MappingError{faulty.Faults}
	}
	return mapping.File(f.Folder, f.Name, m), CSV, err
}

// opened looks a data package through, which may take a while.
func opened(ctx context.Context, f File) (bundle.Source, Kind, error) {
	p, err := datapackage.Open(ctx, f.Path)
	var not *datapackage.NotOneError
	if errors.As(err, &not) {
		return nil, "", wrong("%s", not.Detail)
	}
	return p, DataPackage, err
}

func wrong(format string, args ...any) error { return &WrongError{fmt.Sprintf(format, args...)} }

// kindOf looks at the beginning of a file. A table of one column is known by its
// mapping only.
func kindOf(f File, mapped bool) (Kind, error) {
	in, err := f.Folder.Open(f.Name)
	if err != nil {
		return "", err
	}
	defer in.Close() //nolint:errcheck // it was only read
	head := make([]byte, 512)
	n, err := io.ReadFull(in, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return "", err
	}
	if bytes.HasPrefix(head[:n], []byte(dna.Opening)) {
		return DNA, nil
	}
	if bytes.HasPrefix(head[:n], []byte(datapackage.Opening)) {
		return DataPackage, nil
	}
	if mapping.IsTable(head[:n]) || mapped && !isJSON(head[:n]) {
		return CSV, nil
	}
	return Bundle, nil
}

func isJSON(head []byte) bool {
	head = bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\ufeff")))
	return bytes.HasPrefix(head, []byte("{")) || bytes.HasPrefix(head, []byte("["))
}
