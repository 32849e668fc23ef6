package datapackage

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/uuid"

	"parley/internal/bundle"
	"parley/internal/ledger"
)

// written is a small package, with texts or without.
func written(t *testing.T, withText bool) map[string][]byte {
	t.Helper()
	var out bytes.Buffer
	_, err := Write(&out, About{Workspace: "default", WithText: withText}, func(kind ledger.Kind, fn func(any) error) error {
		id := ledger.Identity{ID: uuid.Must(uuid.NewV7())}
		switch kind {
		case ledger.KindOfParty:
			return fn(ledger.Party{Identity: id, PartyFields: ledger.PartyFields{Kind: "state", Name: "Верховье", Aliases: []ledger.Alias{}, Identifiers: []ledger.Identifier{}}})
		case ledger.KindOfArticle:
			return fn(ledger.Article{Identity: id, LatestRevision: 1})
		case ledger.KindOfTransaction:
			return fn(ledger.Transaction{Number: 1, Actor: "me"})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[f.Name], err = io.ReadAll(in); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// zipped packs files, by headers that a test can change.
func zipped(t *testing.T, files map[string][]byte, change func(*zip.FileHeader)) string {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, content := range files {
		h := &zip.FileHeader{Name: name, Method: zip.Deflate}
		if change != nil {
			change(h)
		}
		w, err := z.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return saved(t, out.Bytes())
}

func saved(t *testing.T, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "package.zip")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// items reads a package, which must have the form of one.
func items(t *testing.T, path string) (list []bundle.Item) {
	t.Helper()
	p, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	for v, err := range p.Items(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, v)
	}
	return list
}

func TestReadsWhatWasWritten(t *testing.T) {
	list := items(t, zipped(t, written(t, true), nil))
	var got []string
	for _, v := range list {
		got = append(got, v.Place)
		if v.Err != nil || v.Record == nil {
			t.Errorf("%s: %v", v.Place, v.Err)
		}
	}
	const want = "data/parties.csv row 1, data/parties.csv row 1, data/articles.csv row 1, data/articles.csv row 1"
	if strings.Join(got, ", ") != want {
		t.Errorf("the items are %q", got)
	}
	p, err := Open(t.Context(), zipped(t, written(t, true), nil))
	if err != nil || p.Origin() != `data package of the workspace "default" as of its number 0` || len(p.LeftOut()) != 1 {
		t.Errorf("%q, %q, %v", p.Origin(), p.LeftOut(), err)
	}
}

// swapped replaces text in a file.
func swapped(file, old, new string) func(map[string][]byte) {
	return func(files map[string][]byte) { files[file] = bytes.ReplaceAll(files[file], []byte(old), []byte(new)) }
}

func removed(file string) func(map[string][]byte) {
	return func(files map[string][]byte) { delete(files, file) }
}

// What is no package that can be imported says why, before anything is read as one.
func TestNoPackage(t *testing.T) {
	const descriptor = "datapackage.json"
	for name, test := range map[string]struct {
		edit func(map[string][]byte)
		head func(*zip.FileHeader)
		want string
	}{
		"another zip":     {removed(descriptor), nil, "without datapackage.json"},
		"of others":       {swapped(descriptor, `"parley": {`, `"other": {`), nil, "no member parley"},
		"no JSON":         {swapped(descriptor, `{`, `[`), nil, "cannot be read"},
		"newer":           {swapped(descriptor, `"format": "1.0"`, `"format": "1.1"`), nil, "import it with a newer Parley"},
		"much newer":      {swapped(descriptor, `"format": "1.0"`, `"format": "2.0"`), nil, "import it with a newer Parley"},
		"older":           {swapped(descriptor, `"format": "1.0"`, `"format": "0.9"`), nil, "import it with the Parley that wrote it"},
		"no version":      {swapped(descriptor, `"format": "1.0"`, `"format": "one"`), nil, "should be as"},
		"a table less":    {swapped(descriptor, `"name": "rounds"`, `"name": "turns"`), nil, `lacks the resource "rounds"`},
		"a file less":     {removed("data/rounds.csv"), nil, `"data/rounds.csv" of its resource "rounds" is not in the zip`},
		"semicolons":      {swapped(descriptor, `"delimiter": ","`, `"delimiter": ";"`), nil, "with commas"},
		"twice":           {swapped(descriptor, `"name": "rounds"`, `"name": "issues"`), nil, `the resource "issues" twice`},
		"a path upwards":  {nil, func(h *zip.FileHeader) { h.Name = strings.Replace(h.Name, "data/rounds", "../rounds", 1) }, "leads out of the zip"},
		"a Windows path":  {nil, func(h *zip.FileHeader) { h.Name = strings.Replace(h.Name, "data/rounds", `C:\rounds`, 1) }, "leads out of the zip"},
		"an absolute one": {nil, func(h *zip.FileHeader) { h.Name = strings.Replace(h.Name, "data/rounds", "/rounds", 1) }, "leads out of the zip"},
		"a link":          {nil, func(h *zip.FileHeader) { h.SetMode(fs.ModeSymlink | 0o777) }, "not a file"},
		"two of a name":   {nil, func(h *zip.FileHeader) { h.Name = strings.Replace(h.Name, "rounds", "issues", 1) }, "there twice"},
	} {
		t.Run(name, func(t *testing.T) {
			files := written(t, true)
			if test.edit != nil {
				test.edit(files)
			}
			_, err := Open(t.Context(), zipped(t, files, test.head))
			var not *NotOneError
			if !errors.As(err, &not) || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v", err)
			}
		})
	}
}

// Nor is a zip that was cut, is encrypted, or has a directory without end.
func TestNoZip(t *testing.T) {
	whole, err := os.ReadFile(zipped(t, written(t, true), nil))
	if err != nil {
		t.Fatal(err)
	}
	encrypted := bytes.Clone(whole)
	for at := 0; at >= 0 && at < len(encrypted); {
		next := bytes.Index(encrypted[at:], []byte("PK\x01\x02"))
		if next < 0 {
			break
		}
		at += next + 8
		binary.LittleEndian.PutUint16(encrypted[at:], binary.LittleEndian.Uint16(encrypted[at:])|1)
	}
	many := map[string][]byte{}
	for range 20_000 {
		many["data/"+uuid.NewString()] = nil
	}
	long, err := os.ReadFile(zipped(t, many, nil))
	if err != nil {
		t.Fatal(err)
	}
	for want, content := range map[string][]byte{"cannot be opened": whole[:len(whole)-100], "is encrypted": encrypted, "directory is too long": long} {
		_, err := Open(t.Context(), saved(t, content))
		var not *NotOneError
		if !errors.As(err, &not) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}

// unhashed takes out of datapackage.json what tells whether files were changed, as
// somebody does who edits them.
func unhashed(files map[string][]byte) {
	for _, name := range []string{"bytes", "hash", "rows"} {
		swapped("datapackage.json", `"`+name+`":`, `"was_`+name+`":`)(files)
	}
}

// Faults of form are told one for each file, and then no row is an item.
func TestBrokenPackage(t *testing.T) {
	for name, test := range map[string]struct {
		edit   func(map[string][]byte)
		hashed bool
		places string
		want   string
	}{
		"a changed file":    {swapped("data/parties.csv", "state", "bloc!"), true, "data/parties.csv", "its SHA-256 is not the one"},
		"a longer file":     {swapped("data/parties.csv", "state", "organization"), true, "data/parties.csv", "bytes, and datapackage.json says"},
		"a codebook":        {swapped("data/codebook.csv", "party", "Party"), true, "data/codebook.csv", "its SHA-256 is not the one"},
		"other rows":        {swapped("datapackage.json", `"rows": 1,`, `"rows": 2,`), true, "data/transactions.csv data/parties.csv data/articles.csv", "1 rows, and datapackage.json says 2"},
		"another hash":      {swapped("datapackage.json", "sha256:", "md5:"), true, "", "not a SHA-256"},
		"an unknown column": {swapped("data/parties.csv", "aliases", "alias"), false, "data/parties.csv", `"alias" is not known`},
		"a column less":     {swapped("data/parties.csv", "id,slug", "id,id"), false, "data/parties.csv", `"id" is there twice`},
		"a cell more":       {swapped("data/parties.csv", ",state,", ",state,,"), false, "data/parties.csv", "row 1: it has 15 cells, and the head line has 14"},
		"no UTF-8":          {swapped("data/parties.csv", "Верховье", "\xc2\xe5"), false, "data/parties.csv", "row 1: it is not UTF-8"},
		"nothing":           {func(files map[string][]byte) { files["data/rounds.csv"] = nil }, false, "data/rounds.csv", "no head line"},
		"no texts": {func(files map[string][]byte) {
			delete(files, "data/article_revisions.csv")
			swapped("datapackage.json", `"name": "article_revisions"`, `"name": "notes"`)(files)
			swapped("datapackage.json", "data/article_revisions.csv", "data/rounds.csv")(files)
		}, false, "the package", "text=1"},
	} {
		t.Run(name, func(t *testing.T) {
			files := written(t, true)
			if test.edit(files); !test.hashed {
				unhashed(files)
			}
			var places []string
			for _, v := range items(t, zipped(t, files, nil)) {
				places = append(places, v.Place)
				if v.Err == nil || !strings.Contains(v.Err.Error(), test.want) {
					t.Errorf("%s: %v", v.Place, v.Err)
				}
			}
			if got := strings.Join(places, " "); got == "" || test.places != "" && got != test.places {
				t.Errorf("faults at %q", got)
			}
		})
	}
}

// A package that was edited is read, with columns in another order too.
func TestEditedPackage(t *testing.T) {
	files := written(t, true)
	swapped("data/parties.csv", "Верховье", "Upland")(files)
	unhashed(files)
	if list := items(t, zipped(t, files, nil)); len(list) != 4 || list[0].Err != nil || !bytes.Contains(list[0].Raw, []byte(`"name":"Upland"`)) {
		t.Errorf("%+v", list)
	}
}

// A zip that unpacks to no end is not unpacked to its end.
func TestBomb(t *testing.T) {
	files := written(t, true)
	files["data/rounds.csv"] = append(files["data/rounds.csv"], bytes.Repeat([]byte(strings.Repeat(",", 12)+"\r\n"), 10<<20)...)
	unhashed(files)
	list := items(t, zipped(t, files, nil))
	if len(list) == 0 || list[0].Place != "data/rounds.csv" || !strings.Contains(list[0].Err.Error(), "times its size") {
		t.Errorf("%+v", list)
	}
}
