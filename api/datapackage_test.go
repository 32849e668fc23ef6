package api_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
)

// buildPackage records something of every kind, with what was taken back, merged,
// moved and left empty.
func (c *client) buildPackage() *client {
	c.t.Helper()
	c.buildScripts()
	c.create("/v1/parties/minister/memberships", object{"group": "ukraine", "role": "minister", "from": "2025"})
	c.create("/v1/negotiations/talks/participations", object{"party": "usa", "role": "mediator"})
	c.create("/v1/proposals/points/versions", object{"label": "v1", "summary": "Twenty points.", "text": "1. Ceasefire.\r\n2. “All” for all."})
	c.create("/v1/salience", object{"party": "usa", "issue": "withdrawal", "value": 5.5, "dated": "2026-01", "evidence": []object{quote(talks, nil)}})
	c.create("/v1/parties", object{"slug": "kiev", "kind": "state", "name": "Kiev", "description": `\`, "aliases": []object{{"name": `\`}},
		"identifiers": []object{{"scheme": "wikidata", "value": "Q212"}}})
	c.create("/v1/parties", object{"slug": "slashes", "kind": "state", "name": "=Slashes", "description": `\\`})
	c.post("/v1/parties/kiev/merge", object{"into": "ukraine"}, with("Parley-Reason", "One country.")).want(http.StatusOK)
	c.retract("/v1/positions/formula-0")
	c.retract("/v1/issues/tariffs")
	c.create("/v1/articles/wire/revisions", object{"text": "New. " + strings.Replace(wire, plan, "A plan lay on that table.", 1)})
	return c
}

// pack is a data package as a reader has it who knows nothing but its descriptor.
type pack struct {
	t          *testing.T
	files      map[string][]byte
	names      []string
	descriptor struct {
		Name, Version, Created, Citation string
		Licenses                         []struct{ Name string }
		Parley                           struct {
			Head    *string
			KnownAt struct{ Number int64 } `json:"known_at"`
		}
		Resources []packed
	}
	tables map[string][]map[string]string
}

type packed struct {
	Name, Path, Hash string
	Bytes, Rows      int
	Schema           struct {
		Fields []struct {
			Name, Type, Format string
			Constraints        struct {
				Required bool
				Enum     []string
			}
		}
		PrimaryKey  []string
		ForeignKeys []struct {
			Fields    []string
			Reference struct {
				Resource string
				Fields   []string
			}
		}
	}
}

func (c *client) pack(path string) *pack {
	c.t.Helper()
	a := c.get(path).want(http.StatusOK)
	if got := a.trailer.Get("Parley-SHA256"); got != digest(a.body) {
		c.t.Errorf("%s: trailer %s", path, got)
	}
	p := unpack(c.t, a.body)
	rows := 0
	for _, r := range p.descriptor.Resources {
		rows += r.Rows
	}
	if got := a.trailer.Get("Parley-Row-Count"); got != strconv.Itoa(rows) {
		c.t.Errorf("%s: trailer says %s rows, the tables have %d", path, got, rows)
	}
	return p
}

// packEmpty checks a package of nothing: only the codebook has rows.
func (c *client) packEmpty(path string) {
	c.t.Helper()
	for name, rows := range c.pack(path).tables {
		if (len(rows) > 0) != (name == "codebook") {
			c.t.Errorf("%s: %s has %d rows", path, name, len(rows))
		}
	}
}

// unpack opens a package and checks each promise of its descriptor.
func unpack(t *testing.T, body []byte) *pack {
	t.Helper()
	p := &pack{t: t, files: map[string][]byte{}, tables: map[string][]map[string]string{}}
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if p.files[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
		p.names = append(p.names, f.Name)
	}
	if last := p.names[len(p.names)-1]; last != "datapackage.json" || len(p.names) != len(p.files) {
		t.Errorf("the files are %q", p.names)
	}
	if err := json.Unmarshal(p.files["datapackage.json"], &p.descriptor); err != nil {
		t.Fatal(err)
	}
	for _, r := range p.descriptor.Resources {
		p.read(r)
	}
	for _, r := range p.descriptor.Resources {
		p.resolve(r)
	}
	return p
}

// read checks the file of a table, its cells and its primary key.
func (p *pack) read(r packed) {
	p.t.Helper()
	file := p.files[r.Path]
	if len(file) != r.Bytes || "sha256:"+digest(file) != r.Hash {
		p.t.Errorf("%s has %d bytes, told %d, or another hash", r.Path, len(file), r.Bytes)
	}
	records, err := csv.NewReader(bytes.NewReader(file)).ReadAll()
	if err != nil || len(records) != r.Rows+1 {
		p.t.Fatalf("%s has %d rows, told %d; %v", r.Path, len(records)-1, r.Rows, err)
	}
	p.tables[r.Name] = []map[string]string{}
	keys := map[string]bool{}
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, f := range r.Schema.Fields {
			row[f.Name] = record[i]
			if records[0][i] != f.Name || !isOfType(f.Type, f.Format, record[i]) || f.Constraints.Required && record[i] == "" ||
				record[i] != "" && f.Constraints.Enum != nil && !slices.Contains(f.Constraints.Enum, record[i]) {
				p.t.Errorf("%s: %q is no %s", r.Path, record[i], f.Name)
			}
		}
		key := cells(row, r.Schema.PrimaryKey)
		if len(r.Schema.PrimaryKey) == 0 || keys[key] {
			p.t.Errorf("%s has the key %q twice", r.Path, key)
		}
		keys[key] = true
		p.tables[r.Name] = append(p.tables[r.Name], row)
	}
}

// isOfType tells whether a cell is a value of its type, or empty.
func isOfType(kind, format, cell string) bool {
	if cell == "" {
		return true
	}
	var err error
	switch kind + " " + format {
	case "string ":
	case "string uuid":
		err = uuid.Validate(cell)
	case "datetime any":
		_, err = time.Parse(time.RFC3339Nano, cell)
	case "integer ":
		_, err = strconv.ParseInt(cell, 10, 64)
	case "number ":
		_, err = strconv.ParseFloat(cell, 64)
	case "boolean ":
		return cell == "true" || cell == "false"
	case "array ":
		var list []any
		err = json.Unmarshal([]byte(cell), &list)
	default:
		return false
	}
	return err == nil
}

func cells(row map[string]string, names []string) string {
	var list []string
	for _, name := range names {
		list = append(list, row[name])
	}
	return strings.Join(list, "\x00")
}

// resolve follows every foreign key.
func (p *pack) resolve(r packed) {
	p.t.Helper()
	for _, f := range r.Schema.ForeignKeys {
		table := f.Reference.Resource
		if table == "" {
			table = r.Name
		}
		there := map[string]bool{}
		for _, row := range p.tables[table] {
			there[cells(row, f.Reference.Fields)] = true
		}
		for _, row := range p.tables[r.Name] {
			if key := cells(row, f.Fields); strings.Trim(key, "\x00") != "" && !there[key] {
				p.t.Errorf("%s: %v %q is not in %s", r.Name, f.Fields, key, table)
			}
		}
	}
}

// row is the only row of a table with a value in a column.
func (p *pack) row(table, column, value string) map[string]string {
	p.t.Helper()
	for _, row := range p.tables[table] {
		if row[column] == value {
			return row
		}
	}
	p.t.Fatalf("%s has no %s %q", table, column, value)
	return nil
}

// Everything of every kind is in the package, and all the descriptor says is true.
func TestDataPackage(t *testing.T) {
	each(t, func(c *client) {
		p := c.pack("/v1/exports/datapackage.zip?text=1&license=CC-BY-4.0,ODbL-1.0")
		for table, list := range map[string]string{"parties": "/v1/parties", "issues": "/v1/issues", "proposals": "/v1/proposals", "articles": "/v1/articles",
			"passages": "/v1/passages", "salience": "/v1/salience", "negotiations": "/v1/negotiations", "transactions": "/v1/transactions"} {
			query := "?retracted=include"
			if table == "transactions" {
				query = ""
			}
			if want := len(c.all(list + query)); len(p.tables[table]) != want || want == 0 {
				c.t.Errorf("%d %s, want %d", len(p.tables[table]), table, want)
			}
		}
		if want := len(c.all("/v1/positions?status=any")); len(p.tables["positions"]) != want {
			c.t.Errorf("%d positions, want %d", len(p.tables["positions"]), want)
		}
		for table, rows := range p.tables {
			if len(rows) == 0 {
				c.t.Errorf("%s is empty", table)
			}
		}
		c.run("cells", func(c *client) { c.checkCells(p) })
		head := c.get("/v1/transactions/head").want(http.StatusOK)
		if p.descriptor.Parley.KnownAt.Number != head.number() || *p.descriptor.Parley.Head != head.text("/hash") || len(p.descriptor.Licenses) != 2 {
			c.t.Errorf("the descriptor tells %+v", p.descriptor)
		}
		golden(c.t, "datapackage.json", steady(string(p.files["datapackage.json"])))
	}, (*client).buildPackage)
}

// checkCells compares what is hard to carry with the API.
func (c *client) checkCells(p *pack) {
	full := p.row("positions", "slug", "full")
	for column, want := range map[string]string{"scale_value": "50", "scale_low": "40.5", "held_until": "2026-03", "status": "accepted", "ended_how": "superseded", "jointly_with": "[]"} {
		if full[column] != want {
			c.t.Errorf("%s is %q, want %q", column, full[column], want)
		}
	}
	if got := p.row("positions", "slug", "formula-1")["summary"]; got != "+1" {
		c.t.Errorf("+1 became %q", got)
	}
	for slug, want := range map[string]string{"ukraine": "", "slashes": `\\\`, "kiev": `\\`} {
		if got := p.row("parties", "slug", slug)["description"]; got != want {
			c.t.Errorf("the description of %s is %q, want %q", slug, got, want)
		}
	}
	if kiev := p.row("parties", "slug", "kiev"); kiev["merged_into"] != p.row("parties", "slug", "ukraine")["id"] {
		c.t.Errorf("kiev was merged into %q", kiev["merged_into"])
	}
	if row := p.row("positions", "slug", "formula-0"); row["status"] != "retracted" || row["retracted_reason"] != "a mistake" {
		c.t.Errorf("what was taken back is %v", row)
	}
	article := p.row("articles", "slug", "wire")["id"]
	revision := p.row("article_revisions", "article", article)
	if revision["text"] != wire || revision["sha256"] != digest([]byte(wire)) {
		c.t.Errorf("the text of wire is %q", revision["text"])
	}
	if !bytes.Contains(p.files["data/proposal_versions.csv"], []byte("Ceasefire.\r\n2. “All”")) {
		c.t.Errorf("line ends changed: %q", p.files["data/proposal_versions.csv"])
	}
	for _, passage := range p.tables["passages"] {
		text := []rune(wire)
		start, _ := strconv.Atoi(passage["start"])
		end, _ := strconv.Atoi(passage["end"])
		if passage["revision"] == "1" && passage["article"] == article && string(text[start:end]) != passage["exact"] {
			c.t.Errorf("%q is not at %d", passage["exact"], start)
		}
	}
}

// steady hides what differs between two runs of one story.
func steady(text string) string {
	text = regexp.MustCompile(`"bytes": \d+`).ReplaceAllString(stable(text), `"bytes": 0`)
	text = regexp.MustCompile(`recorded 20[0-9T:-]+Z`).ReplaceAllString(text, "recorded 2000-01-01T00:00:00Z")
	return regexp.MustCompile(`[0-9a-f]{64}`).ReplaceAllString(text, hex.EncodeToString(make([]byte, 32)))
}

// The same number gives the same bytes, whatever came after; texts only when asked for.
func TestDataPackageOfItsTime(t *testing.T) {
	each(t, func(c *client) {
		before := c.pack("/v1/exports/datapackage.zip?known_at=0")
		if rows := before.tables["transactions"]; len(rows) != 0 || before.descriptor.Created != "" {
			c.t.Errorf("before the first number there is %v", rows)
		}
		at := "/v1/exports/datapackage.zip?known_at=" + strconv.FormatInt(c.head(), 10)
		once := c.get(at).want(http.StatusOK).body
		if bytes.Contains(bytes.Join(mapped(unpack(c.t, once).files), nil), []byte("The door stays open. A plan was")) {
			c.t.Error("texts are there that nobody asked for")
		}
		c.correct("/v1/parties/ukraine", object{"name": "Ukraine"})
		c.retract("/v1/positions/full")
		c.create("/v1/articles/wire/revisions", object{"text": "Nothing of it is left."})
		c.create("/v1/proposals/points/versions", object{"summary": "Nineteen points."})
		if again := c.get(at).want(http.StatusOK).body; !bytes.Equal(once, again) {
			c.t.Error("the same number gave other bytes")
		}
		c.pack("/v1/exports/datapackage.zip?text=1")
		c.get("/v1/exports/datapackage.zip?known_at=9999").refused(http.StatusBadRequest, "?known_at unrecorded")
		c.get("/v1/exports/datapackage.zip?license=my+own").refused(http.StatusBadRequest, "?license pattern")
	}, (*client).buildPackage)
}

func mapped(files map[string][]byte) (list [][]byte) {
	for _, file := range files {
		list = append(list, file)
	}
	return list
}
