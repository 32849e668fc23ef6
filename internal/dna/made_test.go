package dna_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"parley/db/dbtest"
	"parley/internal/bundle"
	"parley/internal/dna"
	"parley/internal/ledger"
)

// schema is what of DNA 3's is read, with the columns that are.
const schema = `CREATE TABLE SETTINGS(Property TEXT PRIMARY KEY, Value TEXT); INSERT INTO SETTINGS VALUES ('version', '3.0.11');
CREATE TABLE CODERS(ID INTEGER PRIMARY KEY, Name TEXT); INSERT INTO CODERS VALUES (1, 'Оля'), (2, 'Ana');
CREATE TABLE DOCUMENTS(ID INTEGER PRIMARY KEY, Title TEXT, Text TEXT, Coder INTEGER, Author TEXT DEFAULT '', Source TEXT DEFAULT '', Section TEXT DEFAULT '', Notes TEXT DEFAULT '', Type TEXT DEFAULT '', Date INTEGER);
CREATE TABLE STATEMENTTYPES(ID INTEGER PRIMARY KEY, Label TEXT); INSERT INTO STATEMENTTYPES VALUES (1, 'Claim'), (2, 'Memo');
CREATE TABLE VARIABLES(ID INTEGER PRIMARY KEY, Variable TEXT, DataType TEXT, StatementTypeId INTEGER);
INSERT INTO VARIABLES VALUES (1, 'person', 'short text', 1), (2, 'Organisation', 'short text', 1), (3, 'concept', 'short text', 1), (4, 'agreement', 'boolean', 1), (5, 'location', 'short text', 1), (6, 'memo', 'long text', 2);
CREATE TABLE VARIABLELINKS(ID INTEGER PRIMARY KEY); CREATE TABLE REGEXES(Label TEXT);
CREATE TABLE STATEMENTS(ID INTEGER PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER, Stop INTEGER, Coder INTEGER);
CREATE TABLE DATABOOLEAN(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
CREATE TABLE DATAINTEGER(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Entity INTEGER);
CREATE TABLE DATALONGTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value TEXT);
CREATE TABLE ENTITIES(ID INTEGER PRIMARY KEY, VariableId INTEGER, Value TEXT, ChildOf INTEGER);
CREATE TABLE ATTRIBUTEVARIABLES(ID INTEGER PRIMARY KEY, VariableId INTEGER, AttributeVariable TEXT);
CREATE TABLE ATTRIBUTEVALUES(ID INTEGER PRIMARY KEY, EntityId INTEGER, AttributeVariableId INTEGER, AttributeValue TEXT);
INSERT INTO ENTITIES VALUES (1, 1, '', NULL), (2, 1, 'Ada 🌍 Brook', NULL), (3, 2, 'Союз', NULL), (4, 2, '', NULL), (5, 3, 'Откроют ли плотину?', NULL), (6, 3, '', NULL), (7, 5, 'Kyiv', NULL), (8, 2, 'Ada 🌍 Brook', 3);
INSERT INTO ATTRIBUTEVARIABLES VALUES (1, 2, 'Alias'), (2, 2, 'Notes'), (3, 2, 'Type');
INSERT INTO ATTRIBUTEVALUES VALUES (1, 3, 1, 'The Union'), (2, 3, 2, 'Founded 1990.'), (3, 3, 3, 'Bloc');`

// words are spans in a text that has everything by which counting can go wrong:
// characters outside the basic plane, joiners, combining marks that are composed when
// stored, line breaks of two characters, and several scripts.
const (
	coding = "🌊 Вчера: «Мы откроем плотину» 👩‍👩‍👧‍👦.\r\nCafe\u0301 — 𝄞 e\u0301e\u0301.\r\nالسد مفتوح 🇺🇦 大坝 end"
)

var words = []string{"«Мы откроем плотину» 👩‍👩‍👧‍👦", "🌊", "Cafe\u0301 — 𝄞", ".\r\nالسد مفتوح", "🇺🇦 大坝 end", coding}

// build makes a SQLite file by statements.
func build(t *testing.T, path string, statements ...string) {
	t.Helper()
	d, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	for _, s := range statements {
		if _, err := d.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }

// made makes a database with a statement for each of words.
func made(t *testing.T, path string, more ...string) {
	t.Helper()
	all := []string{schema, fmt.Sprintf("INSERT INTO DOCUMENTS VALUES (3, 'Дамба', '%s', 1, 'A. Writer', 'Газета', 's', '', 'news', 1767225600)", coding)}
	for i, w := range words {
		start := units(coding[:strings.Index(coding, w)])
		org, person := 3, 2
		if i%2 == 1 {
			org = 4
		}
		if i == 2 {
			person = 1
		}
		all = append(all, fmt.Sprintf("INSERT INTO STATEMENTS VALUES (%d, 1, 3, %d, %d, %d)", i+1, start, start+units(w), 1+i%2),
			fmt.Sprintf("INSERT INTO DATABOOLEAN(StatementId, VariableId, Value) VALUES (%d, 4, %d)", i+1, i%2),
			fmt.Sprintf("INSERT INTO DATASHORTTEXT(StatementId, VariableId, Entity) VALUES (%[1]d, 1, %[2]d), (%[1]d, 2, %[3]d), (%[1]d, 3, 5), (%[1]d, 5, 7)", i+1, person, org))
	}
	build(t, path, append(all, more...)...)
}

func TestEveryScript(t *testing.T) {
	path := filepath.Join(t.TempDir(), "made.dna")
	made(t, path)
	dbtest.Each(t, func(t *testing.T, url string) {
		l := open(t, url)
		report := load(t, l, path)
		if len(report.Faults) > 0 || report.Recorded != report.Items {
			t.Fatalf("%v", report.Faults)
		}
		// The variable of the organisation has another name here.
		renamed := filepath.Join(t.TempDir(), "renamed.dna")
		made(t, renamed, "UPDATE VARIABLES SET Variable = 'organization' WHERE ID = 2")
		if n := exact(t, l, renamed); n != len(words) {
			t.Errorf("%d statements", n)
		}
		if again := load(t, l, renamed); again.Recorded != 0 {
			t.Errorf("%d recorded from the same coding in another file", again.Recorded)
		}
		reasons(t, l, "import of made.dna; coded by Оля, Ana")
	})
}

// In another negotiation the same statements are other positions, of the same parties.
func TestAnotherNegotiation(t *testing.T) {
	path := filepath.Join(t.TempDir(), "made.dna")
	made(t, path)
	l := open(t, dbtest.SQLite(t))
	load(t, l, path)
	by := ledger.Caller{Workspace: "default", Actor: "test"}
	report, err := bundle.Record(t.Context(), l, by, dna.File(path, dna.Options{Negotiation: "second"}), "made.dna", bundle.Options{})
	if want := len(words) + 2; err != nil || len(report.Faults) > 0 || report.Recorded != want {
		t.Errorf("%d recorded, not %d: %v %v", report.Recorded, want, report.Faults, err)
	}
}

// Statements that cannot be recorded are faults, and what is not coded is counted.
func TestWrongStatements(t *testing.T) {
	for name, c := range map[string]struct {
		change, says string
	}{
		"half a character":    {"UPDATE STATEMENTS SET Start = 1 WHERE ID = 2; UPDATE STATEMENTS SET Stop = 4 WHERE ID = 2", "statement 2: its place 1 to 4 in document 3: it cuts a character"},
		"half a line break":   {fmt.Sprintf("UPDATE STATEMENTS SET Stop = %d WHERE ID = 1", units(coding[:strings.Index(coding, "\n")])), "statement 1: its place"},
		"half a letter":       {fmt.Sprintf("UPDATE STATEMENTS SET Stop = %d WHERE ID = 3", units(coding[:strings.Index(coding, "Cafe")+4])), "inside a character"},
		"beyond the text":     {"UPDATE STATEMENTS SET Stop = 9000 WHERE ID = 1", fmt.Sprintf("the text ends at %d", units(coding))},
		"empty":               {"UPDATE STATEMENTS SET Stop = Start WHERE ID = 1", "it is empty"},
		"no document":         {"UPDATE STATEMENTS SET DocumentId = 99 WHERE ID = 1", "statement 1: there is no document 99"},
		"an earlier document": {"UPDATE STATEMENTS SET DocumentId = 1 WHERE ID = 1", "statement 1: there is no document 1"},
		"not UTF-8":           {"UPDATE DOCUMENTS SET Text = CAST(x'C3' || Text AS TEXT)", "document 3: "},
		"a text too long":     {"UPDATE DOCUMENTS SET Text = Text || CAST(zeroblob(17000000) AS TEXT)", "document 3: its text is longer than 16 MiB"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "wrong.dna")
			made(t, path, c.change)
			report := load(t, open(t, dbtest.SQLite(t)), path)
			if len(report.Faults) != 1 || !strings.Contains(report.Faults[0].Error(), c.says) {
				t.Errorf("%v", report.Faults)
			}
		})
	}
}

// What has no place is counted and told.
func TestLeftOut(t *testing.T) {
	path := filepath.Join(t.TempDir(), "more.dna")
	made(t, path,
		"UPDATE DATASHORTTEXT SET Entity = 6 WHERE StatementId = 1 AND VariableId = 3",
		"UPDATE DATASHORTTEXT SET Entity = 1 WHERE StatementId = 2 AND VariableId = 1",
		"INSERT INTO STATEMENTS VALUES (50, 2, 3, 0, 2, 1), (51, NULL, 3, 0, 2, 1)",
		"UPDATE DOCUMENTS SET Date = Date + 3600, Notes = 'see'")
	l := open(t, dbtest.SQLite(t))
	report := load(t, l, path)
	if len(report.Faults) > 0 {
		t.Fatal(report.Faults)
	}
	all := strings.Join(report.LeftOut, "\n")
	for _, says := range []string{"1 statements without a concept", "1 statements with neither person nor organisation", `1 statements of the type "Memo"`,
		"1 statements without a type", `6 values of the variable "location" (short text) of "Claim"`, `1 entities of the variable "location"`,
		`1 values of the attribute "Type" of "Organisation"`, "1 entities that stand below another", "1 sections", "1 types of documents", "1 notes on documents", "1 times of day", "colours"} {
		if !strings.Contains(all, says) {
			t.Errorf("%q is not told in\n%s", says, all)
		}
	}
	if strings.Contains(all, "Alias") || strings.Contains(all, `"Notes"`) {
		t.Errorf("what has a place is told as left out:\n%s", all)
	}
	union(t, l)
}

// union has the attributes that have a place.
func union(t *testing.T, l *ledger.Ledger) {
	t.Helper()
	r, err := l.Read(t.Context(), "default")
	if err != nil {
		t.Fatal(err)
	}
	found, err := r.Parties(ledger.PartyFilter{Name: "The Union"}, ledger.Page{})
	if err != nil || len(found) != 1 || found[0].Name != "Союз" || *found[0].Description != "Founded 1990." {
		t.Errorf("%+v %v", found, err)
	}
}
