package dna_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"parley/db"
	"parley/db/dbtest"
	"parley/internal/anchor"
	"parley/internal/bundle"
	"parley/internal/dna"
	"parley/internal/ledger"
	"parley/internal/material"
)

func TestMain(m *testing.M) { os.Exit(dbtest.Main(m)) }

func open(t *testing.T, url string) *ledger.Ledger {
	t.Helper()
	d, err := db.Open(t.Context(), db.Options{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	store := db.NewStore(d)
	t.Cleanup(func() { store.Close() })
	return ledger.New(store)
}

func load(t *testing.T, l *ledger.Ledger, path string) bundle.Report {
	t.Helper()
	by := ledger.Caller{Workspace: "default", Actor: "test", Reason: new("import of " + filepath.Base(path))}
	report, err := bundle.Record(t.Context(), l, by, dna.File(path, dna.Options{}), filepath.Base(path), bundle.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// span is a statement as the database has it, read without package dna.
type span struct {
	id        int
	exact     string
	person    string
	org       string
	concept   string
	agreement int
	coder     string
	date      int64
}

// spans reads the statements of type 1 and cuts their words out as a Java program does.
func spans(t *testing.T, path string) []span {
	t.Helper()
	d, err := sql.Open("sqlite", "file:"+path+"?mode=ro&immutable=1")
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	value := func(variable string) string {
		return `(SELECT e.Value FROM DATASHORTTEXT x JOIN ENTITIES e ON e.ID = x.Entity JOIN VARIABLES v ON v.ID = x.VariableId
			WHERE x.StatementId = s.ID AND v.Variable = '` + variable + `')`
	}
	rows, err := d.Query(`SELECT s.ID, s.Start, s.Stop, d.Text, d.Date, k.Name, ` + value("person") + `, ` + value("organization") + `, ` + value("concept") + `,
		(SELECT Value FROM DATABOOLEAN b WHERE b.StatementId = s.ID) FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId JOIN CODERS k ON k.ID = s.Coder
		WHERE s.StatementTypeId = 1 ORDER BY s.ID`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var all []span
	for rows.Next() {
		var s span
		var start, stop int
		var text string
		if err := rows.Scan(&s.id, &start, &stop, &text, &s.date, &s.coder, &s.person, &s.org, &s.concept, &s.agreement); err != nil {
			t.Fatal(err)
		}
		s.exact = string(utf16.Decode(utf16.Encode([]rune(text))[start:stop]))
		all = append(all, s)
	}
	if rows.Err() != nil {
		t.Fatal(rows.Err())
	}
	return all
}

type shown struct {
	position ledger.Position
	party    ledger.Party
	speaker  string
	issue    ledger.Issue
}

// read reads what was recorded of a statement.
func read(t *testing.T, r *ledger.Reader, id int) shown {
	t.Helper()
	all, err := r.Positions(ledger.PositionFilter{}, ledger.Page{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range all {
		if p.Note != nil && strings.HasPrefix(*p.Note+",", fmt.Sprintf("DNA statement %d,", id)) {
			v := shown{}
			v.position, err = r.Position(p.ID.String())
			if err == nil {
				v.party, err = r.Party(p.Party.String())
			}
			if err == nil {
				v.issue, err = r.Issue(p.Issue.String())
			}
			if err == nil && p.Speaker != nil {
				var s ledger.Party
				s, err = r.Party(p.Speaker.String())
				v.speaker = s.Name
			}
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
	}
	t.Fatalf("statement %d was not recorded", id)
	return shown{}
}

// exact wants that every span reads back as the database has it, from the stored
// text itself and not only from the quote beside it.
func exact(t *testing.T, l *ledger.Ledger, path string) int {
	t.Helper()
	r, err := l.Read(t.Context(), "default")
	if err != nil {
		t.Fatal(err)
	}
	all := spans(t, path)
	for _, s := range all {
		v := read(t, r, s.id)
		want, err := anchor.Normalize(s.exact)
		if err != nil {
			t.Fatal(err)
		}
		e := v.position.Evidence[0]
		text, err := r.Revision(e.Article.String(), 1)
		if err != nil {
			t.Fatal(err)
		}
		got := string([]rune(*text.Text)[e.Selected.Start:e.Selected.End])
		if got != want || e.Selected.Exact != want {
			t.Errorf("statement %d reads %q, not %q", s.id, got, want)
		}
		coded(t, s, v)
	}
	return len(all)
}

func coded(t *testing.T, s span, v shown) {
	t.Helper()
	party, speaker := s.org, s.person
	if s.org == "" {
		party, speaker = s.person, ""
	}
	stance, act := "opposes", "reject"
	if s.agreement == 1 {
		stance, act = "supports", "accept"
	}
	if v.party.Name != party || v.speaker != speaker || v.issue.Question != s.concept || *v.position.Stance != stance || v.position.Act != act {
		t.Errorf("statement %d: %s, %s, %s, %s %s of %+v", s.id, v.party.Name, v.speaker, v.issue.Question, v.position.Act, *v.position.Stance, s)
	}
}

// All of a real database: every statement with its exact words, whatever has no
// place said, and nothing the second time.
func TestSample(t *testing.T) {
	sample := material.Path(t, "data/sample.dna")
	before, err := os.ReadFile(sample)
	if err != nil {
		t.Fatal(err)
	}
	dbtest.Each(t, func(t *testing.T, url string) {
		l := open(t, url)
		report := load(t, l, sample)
		if len(report.Faults) > 0 || report.Recorded != report.Items {
			t.Fatalf("%+v", report)
		}
		if n := exact(t, l, sample); n != 40 {
			t.Errorf("%d statements", n)
		}
		for _, says := range []string{`1 statements of the type "Annotation"`, `of the attribute "Type" of "person"`, "7 sections of documents", "6 regular expressions"} {
			if !slices.ContainsFunc(report.LeftOut, func(s string) bool { return strings.Contains(s, says) }) {
				t.Errorf("%q is not said to be left out: %q", says, report.LeftOut)
			}
		}
		reasons(t, l, "import of sample.dna; coded by Coder 1")
		again := load(t, l, sample)
		if again.Recorded != 0 || again.Known != report.Items || !slices.Equal(again.LeftOut, report.LeftOut) {
			t.Errorf("%+v", again)
		}
	})
	if after, err := os.ReadFile(sample); err != nil || string(after) != string(before) {
		t.Errorf("the database was written: %v", err)
	}
}

func reasons(t *testing.T, l *ledger.Ledger, want string) {
	t.Helper()
	r, err := l.Read(t.Context(), "default")
	if err != nil {
		t.Fatal(err)
	}
	list, err := r.Transactions(ledger.TransactionFilter{}, ledger.Page{})
	if err != nil || len(list) != 1 || *list[0].Reason != want {
		data, _ := json.Marshal(list)
		t.Errorf("%s %v", data, err)
	}
}

// Nothing is read of what is not a database of DNA 3, and it is said what it is.
func TestNoDNA(t *testing.T) {
	dir := t.TempDir()
	for name, c := range map[string]struct {
		make func(*testing.T, string)
		says string
	}{
		"text":       {func(t *testing.T, path string) { write(t, path, "no database") }, "not a database"},
		"cut off":    {func(t *testing.T, path string) { write(t, path, dna.Opening+"cut") }, "cannot be read as a DNA 3"},
		"other":      {func(t *testing.T, path string) { build(t, path, "CREATE TABLE DOCUMENTS(ID INTEGER)") }, "no table SETTINGS"},
		"version":    {func(t *testing.T, path string) { made(t, path, "UPDATE SETTINGS SET Value = '2.0'") }, `version "2.0"`},
		"no version": {func(t *testing.T, path string) { made(t, path, "DELETE FROM SETTINGS") }, "no rows"},
		"a view": {func(t *testing.T, path string) {
			made(t, path, "DROP TABLE REGEXES", "CREATE VIEW REGEXES AS WITH RECURSIVE e(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM e) SELECT n FROM e")
		}, "REGEXES is not a table"},
		"missing": {func(*testing.T, string) {}, "unable to open"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(dir, name+".dna")
			c.make(t, path)
			report := load(t, open(t, dbtest.SQLite(t)), path)
			if len(report.Faults) != 1 || !strings.Contains(report.Faults[0].Error(), c.says) || report.Recorded > 0 {
				t.Errorf("%+v", report)
			}
		})
	}
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// Whoever takes the items may stop; a request that was ended is no fault of the file.
func TestStops(t *testing.T) {
	path := filepath.Join(t.TempDir(), "made.dna")
	made(t, path)
	n := 0
	for range dna.File(path, dna.Options{}).Items(t.Context()) {
		if n++; n == 3 {
			break
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for v, err := range dna.File(path, dna.Options{}).Items(ctx) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%+v %v", v, err)
		}
	}
}
