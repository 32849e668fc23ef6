package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

const (
	dashboardsPage = "docs/dashboards.md"
	grafanaFile    = "docs/grafana/parley.json"
	flatJSON       = "application/vnd.parley.flat+json"
)

// Every address of docs/dashboards.md answers, flat where the page says so, with
// the columns the page names.
func TestDashboardsPage(t *testing.T) {
	s := serve(t, "--demo")
	page := readText(t, dashboardsPage)
	addresses := addressesIn(page)
	if len(addresses) < 20 {
		t.Fatalf("only %d addresses in %s", len(addresses), dashboardsPage)
	}
	flat := map[string]bool{}
	for _, a := range addresses {
		switch kind := a.kind(); kind {
		case "text/csv", flatJSON:
			s.table(t, a.path, kind, a.accept)
			flat[kind], flat["by Accept"] = true, flat["by Accept"] || a.accept != ""
			flat[kind+" "+regexp.MustCompile(`[^/?]+(\?|$)`).FindString(a.path)] = true
		default:
			s.answer(t, a.path, kind, a.accept)
		}
	}
	for _, view := range []string{"matrix", "timeline", "changes", "corroboration", "conflicts", "convergence", "network", "coverage", "position-history.csv"} {
		if !flat["text/csv "+view+"?"] {
			t.Errorf("no CSV of %s on the page", view)
		}
	}
	if !flat[flatJSON] || !flat["by Accept"] {
		t.Error("the page shows no flat JSON, or none by Accept")
	}
	columns := columnsIn(page)
	if len(columns) < 9 {
		t.Errorf("the page names the columns of %d answers only", len(columns))
	}
	for path, want := range columns {
		if got := s.table(t, path, "text/csv", "").head; !slices.Equal(got, want) {
			t.Errorf("GET %s has the columns\n%v\nand the page says\n%v", path, got, want)
		}
	}
	s.stop(t)
}

// Every query of the Grafana dashboard is answered with rows that have the
// columns its panel shows, and the links of the tables lead somewhere.
func TestGrafanaDashboard(t *testing.T) {
	s := serve(t, "--demo")
	text := readText(t, grafanaFile)
	var dashboard struct {
		SchemaVersion int
		Panels        []panel
		Templating    struct{ List []variable }
	}
	decode(t, text, &dashboard)
	if dashboard.SchemaVersion < 38 || len(dashboard.Panels) < 7 {
		t.Fatalf("schema %d, %d panels", dashboard.SchemaVersion, len(dashboard.Panels))
	}
	fill := strings.NewReplacer(replacements(t, dashboard.Templating.List, s.base)...)
	ids := map[int]bool{}
	for _, p := range dashboard.Panels {
		if ids[p.ID] || len(p.Targets) == 0 {
			t.Errorf("panel %d %q has no query or the number of another", p.ID, p.Title)
		}
		ids[p.ID] = true
		p.check(t, s, fill)
	}
	s.stop(t)
}

// The dashboard is written one way only, so that a change of it shows as one.
func TestGrafanaDashboardIsCanonical(t *testing.T) {
	text := readText(t, grafanaFile)
	var whole any
	decode(t, text, &whole)
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(whole); err != nil {
		t.Fatal(err)
	}
	if out.String() != text {
		t.Errorf("%s is not sorted and indented by two: write it with sorted keys", grafanaFile)
	}
	for _, path := range []string{"/home/", "/root/", "/tmp/", "/work/", "C:\\"} {
		if strings.Contains(text, path) {
			t.Errorf("%s names the path %s of a machine", grafanaFile, path)
		}
	}
}

// address is one that the page gives, with what the line around it sends.
type address struct{ path, accept string }

var (
	inText = regexp.MustCompile("(http://127\\.0\\.0\\.1:8080|\\$B|[\"`])(/[a-z][^\\s\"'`<>)]*)")
	accept = regexp.MustCompile(`Accept: ([a-z0-9.+/]+)'`)
)

// addressesIn are the addresses of the demo in a page: in full, after $B, or
// beginning with a slash inside quotation marks or backticks.
func addressesIn(page string) []address {
	var all []address
	for line := range strings.Lines(page) {
		sent := ""
		if m := accept.FindStringSubmatch(line); m != nil {
			sent = m[1]
		}
		for _, m := range inText.FindAllStringSubmatch(line, -1) {
			path := m[2]
			if path == "/v1" {
				continue // the base itself
			}
			if !strings.HasPrefix(path, "/v1/") && !strings.HasPrefix(m[1], "http") {
				path = "/v1" + path
			}
			if a := (address{path, sent}); !slices.Contains(all, a) {
				all = append(all, a)
			}
		}
	}
	return all
}

// kind is the content type that the address asks for.
func (a address) kind() string {
	path, query, _ := strings.Cut(a.path, "?")
	switch {
	case strings.Contains(query, "format=csv"), strings.HasSuffix(path, ".csv"):
		return "text/csv"
	case strings.Contains(query, "format=flat"):
		return flatJSON
	case strings.HasSuffix(path, ".svg"):
		return "image/svg+xml"
	case strings.HasSuffix(path, ".ndjson"):
		return "application/x-ndjson"
	case a.accept != "":
		return a.accept
	}
	return "application/json"
}

// columnsIn are the blocks marked csv, by the address that stands before each.
func columnsIn(page string) map[string][]string {
	all := map[string][]string{}
	for _, m := range regexp.MustCompile("(?s)`(/v1/[^`]+)`\n\n```csv\n(.*?)\n```").FindAllStringSubmatch(page, -1) {
		all[m[1]] = strings.Split(strings.ReplaceAll(m[2], "\n", ""), ",")
	}
	return all
}

// table is a flat answer.
type table struct {
	head []string
	rows [][]string
}

func (t table) column(name string) []string {
	var cells []string
	i := slices.Index(t.head, name)
	if i < 0 {
		return nil
	}
	for _, row := range t.rows {
		cells = append(cells, row[i])
	}
	return cells
}

// answer requests an address and wants 200 and the content type.
func (s *server) answer(t *testing.T, path, kind, accept string) []byte {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.base+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	if accept != "" {
		request.Header.Set("Accept", accept)
	}
	answer, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("GET %s: %d %v %s", path, answer.StatusCode, err, data)
	}
	if got, _, _ := strings.Cut(answer.Header.Get("Content-Type"), ";"); got != kind {
		t.Errorf("GET %s is %s, not %s", path, got, kind)
	}
	return data
}

// table requests an address, reads the flat answer and checks that it is flat.
func (s *server) table(t *testing.T, path, kind, accept string) table {
	t.Helper()
	data := s.answer(t, path, kind, accept)
	var a table
	if kind == flatJSON {
		a = fromJSON(t, path, data)
	} else {
		records, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
		if err != nil || len(records) == 0 {
			t.Fatalf("GET %s: %v in %s", path, err, data)
		}
		a = table{records[0], records[1:]}
	}
	if len(a.head) == 0 || len(a.head) >= 64 {
		t.Errorf("GET %s has %d columns", path, len(a.head))
	}
	for _, name := range a.head {
		for _, cell := range a.column(name) {
			checkCell(t, path, name, cell)
		}
	}
	return a
}

// fromJSON reads an array of objects whose members are plain and everywhere the same.
func fromJSON(t *testing.T, path string, data []byte) table {
	t.Helper()
	var objects []map[string]any
	decode(t, string(data), &objects)
	var a table
	for i, o := range objects {
		var row []string
		if i == 0 {
			for name := range o {
				a.head = append(a.head, name)
			}
			slices.Sort(a.head)
		}
		if len(o) != len(a.head) {
			t.Errorf("GET %s: object %d has %d members, the first %d", path, i, len(o), len(a.head))
		}
		for _, name := range a.head {
			row = append(row, plain(t, path, name, o[name]))
		}
		a.rows = append(a.rows, row)
	}
	return a
}

func plain(t *testing.T, path, name string, value any) string {
	t.Helper()
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case json.Number:
		return v.String()
	}
	t.Errorf("GET %s: %s is nested: %v", path, name, value)
	return ""
}

var (
	day        = regexp.MustCompile(`^(as_of|first|last|last_seen|earliest|latest|.*_earliest|.*_latest)$`)
	dayOfSteps = regexp.MustCompile(`/(convergence|network)\?`)
)

// checkCell wants days and times in ISO 8601 and nothing nested.
func checkCell(t *testing.T, path, name, cell string) {
	t.Helper()
	if cell == "" {
		return
	}
	if cell[0] == '{' || cell[0] == '[' {
		t.Errorf("GET %s: %s is nested: %s", path, name, cell)
	}
	layout := ""
	switch {
	case day.MatchString(name), (name == "from" || name == "to") && dayOfSteps.MatchString(path):
		layout = time.DateOnly
	case name == "recorded_at":
		layout = time.RFC3339Nano
	default:
		return
	}
	if _, err := time.Parse(layout, cell); err != nil {
		t.Errorf("GET %s: %s is %q", path, name, cell)
	}
}

// What the test reads of a dashboard.
type (
	variable struct {
		Name, Query string
		Current     struct{ Text, Value string }
	}
	panel struct {
		ID              int
		Title           string
		Targets         []target
		FieldConfig     fieldConfig
		Transformations []transformation
	}
	target struct {
		RefID, Type, Source, Format, Parser, URL string
		Columns                                  []struct{ Selector, Text, Type string }
	}
	fieldConfig struct {
		Defaults  struct{ DisplayName string }
		Overrides []struct {
			Matcher    struct{ ID, Options string }
			Properties []struct {
				ID    string
				Value json.RawMessage
			}
		}
	}
	transformation struct {
		ID      string
		Options struct {
			IndexByName                       map[string]int
			Fields                            json.RawMessage
			Sort                              []struct{ Field string }
			ColumnField, RowField, ValueField string
		}
	}
)

// replacements are the variables with their defaults, base with the demo.
func replacements(t *testing.T, list []variable, base string) []string {
	t.Helper()
	var pairs []string
	for _, v := range list {
		if v.Current.Value != v.Query || v.Current.Text != v.Query {
			t.Errorf("variable %s has two defaults, %q and %q", v.Name, v.Query, v.Current.Value)
		}
		value := v.Query
		if v.Name == "base" {
			if value != "http://127.0.0.1:8080" {
				t.Errorf("base is %s", value)
			}
			value = base
		}
		pairs = append(pairs, "${"+v.Name+"}", value)
	}
	for _, name := range []string{"base", "negotiation", "as_of"} {
		if !slices.Contains(pairs, "${"+name+"}") {
			t.Errorf("no variable %s", name)
		}
	}
	return pairs
}

func (p panel) check(t *testing.T, s *server, fill *strings.Replacer) {
	t.Helper()
	shown := map[string]bool{}
	var answers []table
	for _, q := range p.Targets {
		if q.Type != "csv" || q.Source != "url" || q.Format != "table" || q.Parser != "backend" || len(q.Columns) == 0 {
			t.Errorf("panel %q: query %+v", p.Title, q)
		}
		a := s.table(t, s.path(t, fill.Replace(q.URL)), "text/csv", "")
		if len(a.rows) == 0 {
			t.Errorf("panel %q is empty on the demo", p.Title)
		}
		for _, c := range q.Columns {
			if !slices.Contains(a.head, c.Selector) {
				t.Fatalf("panel %q: no column %s in %v", p.Title, c.Selector, a.head)
			}
			shown[c.Text] = true
			p.checkType(t, c.Selector, c.Type, a.column(c.Selector))
		}
		answers = append(answers, a)
	}
	for _, name := range p.names(t, shown) {
		if !shown[name] {
			t.Errorf("panel %q uses a column %q that no query gives: %v", p.Title, name, shown)
		}
	}
	p.checkLinks(t, s, fill, answers)
}

// checkType wants a column to hold what the query declares it to be.
func (p panel) checkType(t *testing.T, name, kind string, cells []string) {
	t.Helper()
	for _, cell := range cells {
		var err error
		switch {
		case cell == "" || kind == "string":
		case kind == "number":
			_, err = strconv.ParseFloat(cell, 64)
		case kind == "timestamp":
			_, err = time.Parse(time.DateOnly, cell)
		default:
			t.Fatalf("panel %q: column %s is a %s", p.Title, name, kind)
		}
		if err != nil {
			t.Errorf("panel %q: %s: %v", p.Title, name, err)
		}
	}
}

// names are the columns that a panel speaks of beside its queries. What a
// transformation makes is added to those shown.
func (p panel) names(t *testing.T, shown map[string]bool) []string {
	t.Helper()
	var names []string
	for _, tr := range p.Transformations {
		o := tr.Options
		for name := range o.IndexByName {
			names = append(names, name)
		}
		for _, by := range o.Sort {
			names = append(names, by.Field)
		}
		if tr.ID == "groupingToMatrix" {
			names = append(names, o.ColumnField, o.RowField, o.ValueField)
			shown[o.RowField+`\`+o.ColumnField] = true
		}
		if tr.ID == "partitionByValues" {
			var fields []string
			decode(t, string(o.Fields), &fields)
			names = append(names, fields...)
		}
	}
	for _, o := range p.FieldConfig.Overrides {
		names = append(names, o.Matcher.Options)
	}
	for _, m := range regexp.MustCompile(`__field\.labels\.(\w+)`).FindAllStringSubmatch(p.FieldConfig.Defaults.DisplayName, -1) {
		names = append(names, m[1])
	}
	return names
}

// checkLinks follows each link of a column for the first cell that has one.
func (p panel) checkLinks(t *testing.T, s *server, fill *strings.Replacer, answers []table) {
	t.Helper()
	for _, o := range p.FieldConfig.Overrides {
		for _, property := range o.Properties {
			if property.ID != "links" {
				continue
			}
			var links []struct{ URL string }
			decode(t, string(property.Value), &links)
			for _, link := range links {
				p.follow(t, s, fill.Replace(link.URL), o.Matcher.Options, answers)
			}
		}
	}
}

func (p panel) follow(t *testing.T, s *server, link, column string, answers []table) {
	t.Helper()
	for _, a := range answers {
		for _, cell := range a.column(column) {
			if cell == "" {
				continue
			}
			to := strings.ReplaceAll(link, "${__value.raw}", cell)
			if strings.HasPrefix(to, s.base) {
				s.get(t, s.path(t, to), nil)
			} else if !strings.HasPrefix(to, "https://") { // articles lie elsewhere
				t.Errorf("panel %q: a link to %s", p.Title, to)
			}
			return
		}
	}
	t.Errorf("panel %q: no cell of %s has a link", p.Title, column)
}

// path is an address of this server without the server.
func (s *server) path(t *testing.T, full string) string {
	t.Helper()
	path, is := strings.CutPrefix(full, s.base)
	if !is || strings.Contains(path, "${") {
		t.Fatalf("%s is not an address of %s", full, s.base)
	}
	return path
}

func readText(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func decode(t *testing.T, text string, into any) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if err := d.Decode(into); err != nil {
		t.Fatalf("%v in %.200s", err, text)
	}
}
