package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// arrows says for each package what of this module it may import, and for those
// that promise it in their doc comment, what else. Tests may import more.
var arrows = map[string]struct {
	own []string
	// others limits imports from outside the module and the standard library;
	// nil: any.
	others []string
	// reaches are edges that something it imports brings along.
	reaches []string
}{
	"parley/api":                {own: []string{"parley/api/oas", "parley/internal/*"}},
	"parley/api/oas":            {},
	"parley/api/oidc":           {own: []string{"parley/internal/access"}},
	"parley/db":                 {own: []string{"parley/db/sqlc", "parley/db/migrations", "parley/internal/access", "parley/internal/gather", "parley/internal/meanwhile", "parley/internal/codec", "parley/internal/edtf", "parley/internal/fold", "parley/internal/ledger", "parley/internal/search", "parley/internal/shingle", "parley/internal/webhook"}},
	"parley/db/sqlc":            {others: []string{"github.com/google/uuid"}},
	"parley/db/migrations":      {others: []string{}},
	"parley/db/dbtest":          {own: []string{"parley/db"}},
	"parley/internal/meanwhile": {others: []string{}},
	"parley/internal/gather":    {others: []string{}},
	"parley/internal/garbage":   {others: []string{}},
	"parley/internal/material":  {others: []string{}},
	"parley/internal/codebook":  {others: []string{}},
	"parley/internal/codec":     {others: []string{"github.com/bytedance/sonic", "github.com/bytedance/sonic/encoder", "github.com/bytedance/sonic/option"}},
	"parley/internal/anchor":    {others: []string{"golang.org/x/text/*"}},
	"parley/internal/edtf":      {others: []string{}},
	"parley/internal/canonical": {others: []string{"golang.org/x/net/idna"}},
	// The extractors of web pages could also fetch them; TestNothingIsFetched.
	"parley/internal/annotate": {others: []string{"golang.org/x/text/*"}},
	"parley/internal/intake":   {own: []string{"parley/internal/edtf"}, reaches: []string{"net/http"}},
	"parley/internal/fold":     {others: []string{"golang.org/x/text/*"}},
	"parley/internal/search":   {own: []string{"parley/internal/fold"}, others: []string{}},
	"parley/internal/shingle":  {own: []string{"parley/internal/fold"}, others: []string{"golang.org/x/text/unicode/norm"}},
	"parley/internal/origin":   {own: []string{"parley/internal/edtf", "parley/internal/fold"}, others: []string{"github.com/google/uuid"}},
	"parley/internal/prose":    {own: []string{"parley/internal/fold"}, others: []string{}},
	"parley/internal/naming":   {own: []string{"parley/internal/fold", "parley/internal/prose"}, others: []string{}},
	"parley/internal/suggest":  {own: []string{"parley/internal/anchor", "parley/internal/edtf", "parley/internal/fold", "parley/internal/naming", "parley/internal/prose"}, others: []string{}},
	"parley/internal/draft":    {own: []string{"parley/internal/anchor", "parley/internal/edtf", "parley/internal/fold", "parley/internal/ledger", "parley/internal/naming", "parley/internal/suggest", "parley/internal/views"}, others: []string{"github.com/google/uuid"}},
	"parley/internal/views":    {own: []string{"parley/internal/anchor", "parley/internal/edtf", "parley/internal/ledger", "parley/internal/origin", "parley/internal/shingle"}, others: []string{"github.com/google/uuid"}},
	"parley/internal/picture":  {own: []string{"parley/internal/edtf", "parley/internal/ledger", "parley/internal/views"}, others: []string{"github.com/google/uuid"}},
	"parley/internal/access":   {own: []string{"parley/internal/ledger"}, others: []string{"github.com/google/uuid"}},
	"parley/internal/ledger":   {own: []string{"parley/internal/anchor", "parley/internal/canonical", "parley/internal/codec", "parley/internal/edtf", "parley/internal/fold", "parley/internal/search", "parley/internal/shingle"}, others: []string{"github.com/google/uuid"}},
	// parquet-go imports brotli, which has a helper for HTTP servers.
	"parley/internal/export":      {own: []string{"parley/internal/codebook", "parley/internal/edtf", "parley/internal/ledger", "parley/internal/views", "parley/internal/xlsx"}, reaches: []string{"net/http"}},
	"parley/internal/datapackage": {own: []string{"parley/internal/bundle", "parley/internal/codebook", "parley/internal/ledger", "parley/internal/wellformed"}, others: []string{"github.com/google/uuid"}},
	"parley/internal/xlsx":        {others: []string{}},
	"parley/internal/wellformed":  {others: []string{}},
	"parley/internal/feed":        {own: []string{"parley/internal/codec", "parley/internal/ledger"}, others: []string{"github.com/google/uuid"}},
	"parley/internal/atom":        {own: []string{"parley/internal/ledger"}, others: []string{}},
	"parley/internal/webhook":     {own: []string{"parley/internal/feed", "parley/internal/ledger"}, others: []string{"github.com/google/uuid"}},
	"parley/internal/bundle":      {own: []string{"parley/internal/meanwhile", "parley/internal/ledger", "parley/internal/edtf", "parley/internal/fold", "parley/internal/wellformed"}},
	"parley/internal/imports":     {own: []string{"parley/internal/bundle", "parley/internal/datapackage", "parley/internal/dna", "parley/internal/ledger", "parley/internal/mapping"}, others: []string{}, reaches: []string{"database/sql"}},
	"parley/internal/mapping":     {own: []string{"parley/internal/bundle", "parley/internal/edtf", "parley/internal/fold", "parley/internal/ledger"}, others: []string{"golang.org/x/text/*"}},
	// The files of DNA are SQLite; nothing but such a file is read with the driver.
	"parley/internal/dna":  {own: []string{"parley/internal/anchor", "parley/internal/bundle"}, others: []string{"modernc.org/sqlite"}, reaches: []string{"database/sql"}},
	"parley/internal/demo": {own: []string{"parley/internal/bundle", "parley/internal/edtf", "parley/internal/ledger"}, others: []string{}},
	// Edges, like api and db, that only the program itself imports.
	"parley/internal/sender": {own: []string{"parley/internal/webhook"}, reaches: []string{"net/http"}, others: []string{}},
	"parley/internal/ops":    {own: []string{}, reaches: []string{"net/http", "database/sql"}},
	"parley/internal/bench":  {own: []string{"parley/*"}}, // measures the whole, like main
	"parley":                 {own: []string{"parley/*"}},
}

// edges are HTTP, SQL and the command line. The core and its neighbours reach
// none of them, not even through something they import.
var edges = []string{"parley/api", "parley/db", "net/http", "database/sql", "github.com/gin-gonic/*", "github.com/alecthomas/kong"}

type listed struct {
	ImportPath string
	Standard   bool
	Imports    []string
	Deps       []string
}

func TestArrows(t *testing.T) {
	packages := list(t)
	standard := map[string]bool{}
	for _, p := range packages {
		standard[p.ImportPath] = p.Standard
	}
	for _, p := range packages {
		if p.ImportPath != "parley" && !strings.HasPrefix(p.ImportPath, "parley/") {
			continue
		}
		may, known := arrows[p.ImportPath]
		if !known {
			t.Errorf("%s: say in arrows what it may import", p.ImportPath)
		}
		for _, i := range p.Imports {
			isOwn := i == "parley" || strings.HasPrefix(i, "parley/")
			if (i == "parley/internal/ops" || i == "parley/internal/sender") && p.ImportPath != "parley" {
				t.Errorf("%s imports %s, which is for the program alone", p.ImportPath, i)
			}
			if isOwn && !matches(i, may.own) || !isOwn && !standard[i] && may.others != nil && !matches(i, may.others) {
				t.Errorf("%s imports %s", p.ImportPath, i)
			}
		}
		if strings.HasPrefix(p.ImportPath, "parley/internal/") && p.ImportPath != "parley/internal/bench" {
			for _, d := range p.Deps {
				if matches(d, edges) && !matches(d, may.reaches) {
					t.Errorf("%s reaches %s", p.ImportPath, d)
				}
			}
		}
	}
}

func matches(path string, patterns []string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		prefix, isPrefix := strings.CutSuffix(p, "*")
		return path == p || isPrefix && strings.HasPrefix(path, prefix)
	})
}

func list(t *testing.T) (packages []listed) {
	t.Helper()
	out, err := exec.Command("go", "list", "-deps", "-json=ImportPath,Standard,Imports,Deps", "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
}
