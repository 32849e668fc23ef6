package datapackage

import (
	"archive/zip"
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"time"

	"parley/internal/codebook"
	"parley/internal/ledger"
)

// Each calls fn with every resource of a kind, as ledger.Reader.EachOf does.
type Each func(kind ledger.Kind, fn func(any) error) error

// Sum says what was written.
type Sum struct {
	Rows   int64
	SHA256 string
}

// Write writes a package. One row is held at a time. What ends early lacks
// datapackage.json and the directory of the zip, so that nothing opens it.
func Write(w io.Writer, a About, each Each) (Sum, error) {
	hash := sha256.New()
	p := packing{zip: zip.NewWriter(io.MultiWriter(w, hash)), descriptor: describe(a)}
	if a.KnownAt.RecordedAt != nil {
		p.modified = *a.KnownAt.RecordedAt
	}
	for _, t := range Tables(a.WithText) {
		if err := p.table(t, a.WithText, each); err != nil {
			return Sum{}, err
		}
	}
	if err := p.codebook(); err != nil {
		return Sum{}, err
	}
	if err := p.end(); err != nil {
		return Sum{}, err
	}
	return Sum{p.rows, hex.EncodeToString(hash.Sum(nil))}, nil
}

// packing is a package on its way. The hashes of its files are known only when
// they are written, so the descriptor is the last of them.
type packing struct {
	zip        *zip.Writer
	descriptor descriptor
	modified   time.Time
	rows       int64
}

func (p *packing) table(t Table, withText bool, each Each) error {
	cells := make([]string, len(t.Columns))
	return p.file(t.describe(withText), func(record func([]string) error) error {
		return each(t.Kind, func(v any) error {
			return t.rows(v, func(b body) (err error) {
				for i, c := range t.Columns {
					if cells[i], err = c.cell(b); err != nil {
						return err
					}
				}
				return record(cells)
			})
		})
	})
}

// coded is the table of the codebook's values.
var coded = Table{Name: "codebook", Meaning: "What coded values mean.", Primary: []string{"variable", "value"}, Columns: []Column{
	{Name: "variable", Type: Text, Must: true, Meaning: "What is coded."},
	{Name: "value", Type: Text, Must: true, Meaning: "A value it can take."},
	{Name: "meaning", Type: Text, Must: true, Meaning: "What the value means."},
}}

func (p *packing) codebook() error {
	return p.file(coded.describe(false), func(record func([]string) error) error {
		for _, v := range codebook.Read().Variables {
			for _, value := range v.Values {
				if err := record([]string{v.Name, value.Value, value.Meaning}); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// file writes a CSV with its head line and adds it to the descriptor.
func (p *packing) file(r resource, fill func(record func([]string) error) error) error {
	entry, err := p.create(r.Path)
	if err != nil {
		return err
	}
	hash := sha256.New()
	out := bufio.NewWriterSize(io.MultiWriter(entry, hash), 64<<10)
	var line []byte
	record := func(cells []string) error {
		line = appendRecord(line[:0], cells)
		r.Bytes += int64(len(line))
		_, err := out.Write(line)
		return err
	}
	names := make([]string, len(r.Schema.Fields))
	for i, f := range r.Schema.Fields {
		names[i] = f.Name
	}
	if err := record(names); err != nil {
		return err
	}
	if err := fill(func(cells []string) error { r.Rows++; return record(cells) }); err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return err
	}
	r.Hash = "sha256:" + hex.EncodeToString(hash.Sum(nil))
	p.rows += r.Rows
	p.descriptor.Resources = append(p.descriptor.Resources, r)
	return nil
}

func (p *packing) create(name string) (io.Writer, error) {
	return p.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: p.modified})
}

func (p *packing) end() error {
	entry, err := p.create("datapackage.json")
	if err != nil {
		return err
	}
	e := json.NewEncoder(entry)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(p.descriptor); err != nil {
		return err
	}
	return p.zip.Close()
}
