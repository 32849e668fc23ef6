package datapackage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"slices"
	"strconv"
	"strings"

	"parley/internal/bundle"
)

// longestDescriptor bounds datapackage.json, in bytes.
const longestDescriptor = 4 << 20

// Package is a data package in a file, as a source of items: a row is an item.
type Package struct {
	path    string
	found   told
	tables  map[string]toldFile
	broken  []bundle.Item
	leftOut []string
}

// told is what datapackage.json tells of the package. What was edited by hand may
// leave out whatever only tells whether the files are as they were.
type told struct {
	Parley *struct {
		Format    string `json:"format"`
		Workspace string `json:"workspace"`
		KnownAt   struct {
			Number int64 `json:"number"`
		} `json:"known_at"`
		Head *string `json:"head"`
	} `json:"parley"`
	Resources []toldFile `json:"resources"`
}

// toldFile is what it tells of one file.
type toldFile struct {
	Name     string `json:"name"`
	Path     string `json:"path"`
	Encoding string `json:"encoding"`
	Dialect  *struct {
		Delimiter *string `json:"delimiter"`
		QuoteChar *string `json:"quoteChar"`
		Header    *bool   `json:"header"`
	} `json:"dialect"`
	Bytes *int64 `json:"bytes"`
	Hash  string `json:"hash"`
	Rows  *int64 `json:"rows"`
}

// Open looks a package through, all of it once: whether it is one, and whether its
// files are what datapackage.json says. An error is a *NotOneError, unless the
// machine failed. What is wrong with the form of its files is told by Items.
func Open(ctx context.Context, path string) (*Package, error) {
	a, err := openArchive(path)
	if err != nil {
		return nil, err
	}
	defer a.file.Close() //nolint:errcheck // it was only read
	p := &Package{path: path, tables: map[string]toldFile{}}
	if p.found, err = a.descriptor(); err != nil {
		return nil, err
	}
	if err := p.find(a); err != nil {
		return nil, err
	}
	return p, p.look(ctx, a)
}

func (a *archive) descriptor() (told, error) {
	var d told
	if a.files["datapackage.json"] == nil {
		return d, notOne("it is a zip without datapackage.json")
	}
	in, err := a.open("datapackage.json")
	if err != nil {
		return d, notOne("its datapackage.json cannot be read: %v", err)
	}
	defer in.Close() //nolint:errcheck // it was only read
	data, err := io.ReadAll(io.LimitReader(in, longestDescriptor+1))
	if err == nil && len(data) > longestDescriptor {
		err = fmt.Errorf("it has more than %d MiB", longestDescriptor>>20)
	}
	if err == nil {
		err = json.Unmarshal(data, &d)
	}
	if ofMachine(err) {
		return d, err
	}
	if err != nil {
		return d, notOne("its datapackage.json cannot be read: %v", err)
	}
	if d.Parley == nil {
		return d, notOne("its datapackage.json has no member parley, so other programs wrote it; what they hold comes in as a coding bundle")
	}
	return d, readable(d.Parley.Format)
}

// ofMachine tells a failure to read from what is wrong with a file.
func ofMachine(err error) bool {
	var failed *fs.PathError
	return errors.As(err, &failed) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// readable tells whether tables of a version are read here.
func readable(format string) error {
	number := func(s string) (major, minor int, err error) {
		before, after, _ := strings.Cut(s, ".")
		if major, err = strconv.Atoi(before); err == nil {
			minor, err = strconv.Atoi(after)
		}
		return major, minor, err
	}
	major, minor, err := number(format)
	ourMajor, ourMinor, _ := number(Format)
	switch {
	case err != nil:
		return notOne("its parley.format is %q and should be as %q", format, Format)
	case major > ourMajor || major == ourMajor && minor > ourMinor:
		return &NotOneError{fmt.Sprintf("the data package is of version %s, which is newer than %s of this program; import it with a newer Parley", format, Format)}
	case major < ourMajor:
		return &NotOneError{fmt.Sprintf("the data package is of version %s, which is no longer read; import it with the Parley that wrote it", format)}
	}
	return nil
}

// find looks for the file of each table.
func (p *Package) find(a *archive) error {
	for _, r := range p.found.Resources {
		if !isKnown(r.Name) {
			p.leftOut = append(p.leftOut, fmt.Sprintf("the resource %q, which no table of Parley is", r.Name))
			continue
		}
		if _, twice := p.tables[r.Name]; twice {
			return notOne("its datapackage.json has the resource %q twice", r.Name)
		}
		if a.files[r.Path] == nil {
			return notOne("the file %q of its resource %q is not in the zip", r.Path, r.Name)
		}
		if !r.isOurs() {
			return notOne("the resource %q is written in another way than Parley writes: it must be UTF-8 with commas, quotation marks and a head line", r.Name)
		}
		p.tables[r.Name] = r
	}
	for _, t := range Tables(false) {
		if _, there := p.tables[t.Name]; !there && t.Name != transactions.Name {
			return notOne("it lacks the resource %q", t.Name)
		}
	}
	return nil
}

func isKnown(name string) bool {
	return name == coded.Name || slices.ContainsFunc(Tables(true), func(t Table) bool { return t.Name == name })
}

// isOurs tells whether the dialect is that which Parley writes.
func (r toldFile) isOurs() bool {
	d := r.Dialect
	return (r.Encoding == "" || strings.EqualFold(r.Encoding, "utf-8")) &&
		(d == nil || (d.Delimiter == nil || *d.Delimiter == ",") && (d.QuoteChar == nil || *d.QuoteChar == `"`) && (d.Header == nil || *d.Header))
}

// Origin names the package and the record that it was taken from.
func (p *Package) Origin() string {
	from := p.found.Parley
	said := fmt.Sprintf("data package of the workspace %q as of its number %d", from.Workspace, from.KnownAt.Number)
	if from.Head != nil {
		said += ", head " + *from.Head
	}
	return said
}

// LeftOut says what has no place here.
func (p *Package) LeftOut() []string { return p.leftOut }

// Items gives every row, those that others name first, or what is wrong with the
// form of the package.
func (p *Package) Items(ctx context.Context) iter.Seq2[bundle.Item, error] {
	return func(yield func(bundle.Item, error) bool) {
		if len(p.broken) > 0 {
			for _, v := range p.broken {
				if !yield(v, nil) {
					return
				}
			}
			return
		}
		a, err := openArchive(p.path)
		if err != nil {
			yield(bundle.Item{}, err)
			return
		}
		defer a.file.Close() //nolint:errcheck // it was only read
		for _, s := range steps {
			if more, err := p.step(a, s, func(v bundle.Item) bool { return yield(v, nil) }); !more || err != nil {
				if err != nil {
					yield(bundle.Item{}, err)
				}
				return
			}
		}
	}
}
