package mapping_test

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"parley/internal/mapping"
)

const says = `{"party": {"slug": "{Nr}", "kind": "state", "name": "{Full name}"}}`

// However a program writes a table, the same is read.
func TestHowTablesAreWritten(t *testing.T) {
	table := "Nr,Full name\r\n1,\"Ада, «Брук» 👩‍🚀\"\r\n2,\"a \"\"b\"\"\nc\"\r\n"
	want := []string{`2 party {"kind":"state","name":"Ада, «Брук» 👩‍🚀","slug":"1"}`, `3 party {"kind":"state","name":"a \"b\"\nc","slug":"2"}`}
	little, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(strings.ReplaceAll(table, ",\"", "\t\""))
	big, _ := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(table)
	unmarked, _ := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String(table)
	for name, c := range map[string]struct{ before, table string }{
		"UTF-8 with CRLF":                     {"", table},
		"LF":                                  {"", strings.ReplaceAll(table, "\r\n", "\n")},
		"CR":                                  {"", strings.ReplaceAll(strings.ReplaceAll(table, "\r\n", "\n"), "\n", "\r")},
		"a byte order mark":                   {"", "\ufeff" + table},
		"semicolons":                          {"", strings.NewReplacer("Nr,", "Nr;", "1,", "1;", "2,", "2;").Replace(table)},
		"tabs":                                {"", strings.NewReplacer("Nr,", "Nr\t", "1,", "1\t", "2,", "2\t").Replace(table)},
		"Unicode text of Excel":               {"", strings.ReplaceAll(little, "r\x00,\x00", "r\x00\t\x00")},
		"UTF-16, the other end first":         {"", big},
		"UTF-16 without a mark":               {`"encoding": "utf-16le", `, unmarked},
		"a delimiter that the mapping names":  {`"delimiter": "|", `, strings.NewReplacer("Nr,", "Nr|", "1,", "1|", "2,", "2|").Replace(table)},
		"a head of several lines":             {"", strings.Replace(table, "Full name", "\"Full\n  name\"", 1)},
		"cells left out at the end of a row":  {"", strings.Replace(table, "Full name", "Full name,Memo", 1)},
		"empty cells after the end of a row":  {"", strings.ReplaceAll(table, "\"\r\n", "\",,\r\n")},
		"a mark wins over the named encoding": {`"encoding": "windows-1251", `, "\ufeff" + table},
	} {
		t.Run(name, func(t *testing.T) {
			got, _ := items(t, withItems(c.before, says), c.table)
			for i, line := range got { // of heads of several lines
				_, got[i], _ = strings.Cut(line, " ")
			}
			for i, line := range want {
				_, line, _ = strings.Cut(line, " ")
				if i >= len(got) || got[i] != line {
					t.Errorf("got\n%s", strings.Join(got, "\n"))
				}
			}
		})
	}
}

func TestLines(t *testing.T) {
	got, _ := items(t, withItems("", says), "sep=;\nNr;\"Full\nname\"\n1;\"a\nb\"\n\n2;c\n")
	wants(t, got, `4 party {"kind":"state","name":"a\nb","slug":"1"}`, `7 party {"kind":"state","name":"c","slug":"2"}`)
}

func TestFaultyTables(t *testing.T) {
	cp1251, _ := charmap.Windows1251.NewEncoder().String("Nr,Full name\n1,Низина\n")
	got, _ := items(t, withItems(`"encoding": "windows-1251", `, says), cp1251)
	wants(t, got, `2 party {"kind":"state","name":"Низина","slug":"1"}`)
	for name, c := range map[string]struct{ before, table, want string }{
		"nothing":                      {"", "", "1 [] the file is empty; the first line of a table names its columns"},
		"not UTF-8":                    {"", cp1251, `2 [Full name] it is not UTF-8; name the encoding`},
		"another encoding":             {`"encoding": "shift_jis", `, "Nr,Full name\n1,\xff\n", "2 [Full name] it cannot be read in the encoding that the mapping names"},
		"more cells than columns":      {"", "Nr,Full name\n1,a, b\n2,c\n", `2 [] the row has 3 cells, and the head line 2`},
		"a quotation mark in a cell":   {"", "Nr,Full name\n1,a \"b\" c\n2,c\n", "2 [] a quotation mark stands inside a cell"},
		"a mark that nothing closes":   {"", "Nr,Full name\n2,c\n3,\"b\n2,c\n", "2 party"},
		"a mark that is not doubled":   {"", "Nr,Full name\n1,\"b\" c\n2,c\n", "2 [] a quotation mark"},
		"a row that does not end":      {"", "Nr,Full name\n1,\"" + strings.Repeat("x\n", 9<<20), "2 [] a row is longer than 16 MiB; perhaps a quotation mark is not closed"},
		"more parts than one cell has": {`"columns": {"Nr": {"split": ";"}}, `, "Nr,Full name\n" + strings.Repeat("1;", 1001) + ",a\n", "2 [Nr] it has more than 1000 parts"},
	} {
		t.Run(name, func(t *testing.T) {
			got, _ := items(t, withItems(c.before, says), c.table)
			if len(got) == 0 || !strings.HasPrefix(got[0], c.want) {
				t.Errorf("got\n%s", strings.Join(got, "\n"))
			}
			if name == "a mark that nothing closes" && (len(got) != 2 || !strings.HasPrefix(got[1], "3 [] a quotation mark is not closed")) {
				t.Errorf("got\n%s", strings.Join(got, "\n"))
			}
		})
	}
}

// A mapping that names a long cell often does not make more of a row than is taken.
func TestRowsStayBounded(t *testing.T) {
	many := `{"party": {"slug": "{Nr}", "kind": "state", "name": "` + strings.Repeat("{Full name}", 4000) + `"}}`
	got, _ := items(t, withItems("", many), "Nr,Full name\n1,"+strings.Repeat("x", 1<<20)+"\n")
	wants(t, got, "2 []/name what the mapping makes of this row is longer than 32 MiB")
}

func TestTablesAreKnown(t *testing.T) {
	for start, want := range map[string]bool{
		"a;b\n": true, "a\tb": true, "\ufeff\"a\",b": true, "\xff\xfea\x00": true,
		"{\"party\": {}}, {": false, "[1, 2]": false, "\ufeff {": false, "word\n1,2": false, "": false, "\n{": false,
	} {
		if got := mapping.IsTable([]byte(start)); got != want {
			t.Errorf("%q: %v", start, got)
		}
	}
}

// FuzzTable: whatever the mapping and the table, reading ends, reads the same again,
// and what it gives is an item or says what is wrong.
func FuzzTable(f *testing.F) {
	for _, seed := range [][2]string{
		{withItems("", says), "Nr,Full name\n1,a\n"},
		{withItems(`"dates": "D.M.YYYY*", "empty": ["NA"], "columns": {"To": {"split": ";", "values": {"x": "y"}, "keep": true}}, `,
			`{"position": {"slug": "{Nr}", "stated": "{D}", "addressed_to": "{To}", "evidence": [{"quote": "{Q}", "start": "{Nr}"}]}, "when": "Q"}`), "Nr;D;To;Q\n1;1.2.2026 10:00;a;b\n1;1.2.2026;x;c\n"},
		{withItems(`"encoding": "utf-16le", "decimal": ",", `, `{"salience": {"value": "{V}"}}`), "\xff\xfeV\x00\n\x001\x00"},
		{withItems("", says), "sep=,"},
		{withItems("", says), "sep=;\r\nNr;\"Full\rname\"\r1;\"a"},
		{withItems(`"guarded": true, "delimiter": "|", `, `{"article": {"slug": "x{{{a}}}", "text": "{a}"}}`), "a|b\n'=1|\n\x80|\n"},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, m, table string) {
		read, err := mapping.Read([]byte(m))
		if err != nil {
			return
		}
		source := mapping.File(fstest.MapFS{"t": {Data: []byte(table)}}, "t", read)
		pass := func() (lines []string) {
			for v, err := range source.Items(context.Background()) {
				if err != nil {
					t.Fatal(err)
				}
				if v.Line < 1 || (v.Err == nil) == (v.Raw == nil) || v.Raw != nil && v.Raw[0] != '{' {
					t.Errorf("%+v", v)
				}
				if v.Where != nil {
					v.Where("/evidence/0/quote")
				}
				lines = append(lines, shown(v)...)
			}
			return append(lines, source.LeftOut()...)
		}
		wants(t, pass(), pass()...)
	})
}
