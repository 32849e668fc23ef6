package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"parley/api"
)

const (
	xlsxType    = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	parquetType = "application/vnd.apache.parquet"
)

func TestAcceptChoosesTheFormat(t *testing.T) {
	each(t, func(c *client) {
		for accept, want := range map[string]string{
			"":                     "text/csv; charset=utf-8",
			"*/*":                  "text/csv; charset=utf-8",
			"text/csv":             "text/csv; charset=utf-8",
			"application/x-ndjson": "application/x-ndjson",
			xlsxType:               xlsxType,
			parquetType:            parquetType,
			"text/html, application/json;q=0.9, */*;q=0.1":                   "text/csv; charset=utf-8",
			parquetType + ";q=0.5, " + xlsxType + ";q=0.7":                   xlsxType,
			"text/csv;q=0, application/x-ndjson;q=0.1, text/html":            "application/x-ndjson",
			"application/x-ndjson; charset=utf-8, application/parquet;q=0.9": "application/x-ndjson",
		} {
			a := c.get("/v1/exports/position-history?party=ukraine", with("Accept", accept)).want(http.StatusOK)
			if got := a.header.Get("Content-Type"); got != want || strings.Join(a.header.Values("Vary"), ", ") != "Authorization, Parley-Workspace, Accept" {
				c.t.Errorf("Accept %q gives %s, Vary %q", accept, got, a.header.Values("Vary"))
			}
		}
		graph := c.get("/v1/exports/network?negotiation=talks", with("Accept", "application/graphml+xml")).want(http.StatusOK)
		if graph.header.Get("Content-Type") != "application/graphml+xml" || !strings.HasSuffix(graph.header.Get("Content-Disposition"), `="network.graphml"`) {
			c.t.Errorf("%v", graph.header)
		}
		for _, accept := range []string{"application/pdf", "text/html", "application/graphml+xml", "text/csv;q=0", "nonsense"} {
			a := c.get("/v1/exports/articles", with("Accept", accept)).refused(http.StatusNotAcceptable)
			if !strings.Contains(a.text("/detail"), "text/csv") || !strings.Contains(a.text("/detail"), "/v1/exports/articles.xlsx") {
				c.t.Errorf("detail %q", a.text("/detail"))
			}
		}
		a := c.get("/v1/exports/position-history", with("Accept", xlsxType))
		same(c.t, "by path", []string{digest(a.body)}, []string{digest(c.get("/v1/exports/position-history.xlsx").body)})
	}, (*client).buildClocks)
}

func TestUnknownFormats(t *testing.T) {
	each(t, func(c *client) {
		for _, path := range []string{"/v1/exports/position-history.pdf", "/v1/exports/articles.graphml", "/v1/exports/position-history.CSV"} {
			c.get(path).refused(http.StatusBadRequest, "?format enum")
		}
		for _, path := range []string{"/v1/exports/nothing.csv", "/v1/exports/actor-concept.xlsx", "/v1/exports/actor-concept", "/v1/exports/"} {
			c.get(path).refused(http.StatusNotFound)
		}
	})
}

// A byte order mark and a guard are of CSV; elsewhere they would do nothing.
func TestOptionsOfCSV(t *testing.T) {
	each(t, func(c *client) {
		c.state(object{"slug": "formula", "summary": "=1+1"})
		plain, marked := c.get("/v1/exports/position-history.csv").check(), c.get("/v1/exports/position-history.csv?bom=1")
		if string(marked.body) != "\ufeff"+string(plain.body) {
			c.t.Errorf("%q", marked.body[:20])
		}
		bare := c.get("/v1/exports/position-history.csv?guard=none").check()
		if !strings.Contains(string(plain.body), ",'=1+1,") || !strings.Contains(string(bare.body), ",=1+1,") {
			c.t.Errorf("guarded\n%s\nbare\n%s", plain.body, bare.body)
		}
		for _, format := range []string{"ndjson", "xlsx", "parquet"} {
			c.get("/v1/exports/position-history."+format+"?bom=1").refused(http.StatusBadRequest, "?bom format")
			c.get("/v1/exports/articles."+format+"?guard=none").refused(http.StatusBadRequest, "?guard format")
		}
		c.get("/v1/exports/position-history.csv?guard=maybe").refused(http.StatusBadRequest, "?guard enum")
	}, (*client).build)
}

// rows=position gives each position once, with the columns of positions.
func TestRowsByPosition(t *testing.T) {
	each(t, func(c *client) {
		for _, sort := range []string{"stated", "-stated", "recorded", "-recorded"} {
			query := "?status=any&sort=" + sort
			all := c.get("/v1/exports/position-history.csv" + query).check().records()
			one := c.get("/v1/exports/position-history.csv" + query + "&rows=position").check().records()
			n := slices.Index(all[0], "evidence_id")
			var want []string
			for _, record := range all {
				if line := strings.Join(record[:n], "|"); len(want) == 0 || want[len(want)-1] != line {
					want = append(want, line)
				}
			}
			var got []string
			for _, record := range one {
				got = append(got, strings.Join(record, "|"))
			}
			same(c.t, sort, got, want)
		}
		if len(c.get("/v1/exports/position-history.csv?status=any&rows=position").records()) != 14 {
			c.t.Error("not every position")
		}
	}, (*client).buildScripts)
}

// The exports of positions take every filter and clock of the list of positions.
func TestExportsTakeTheFiltersOfPositions(t *testing.T) {
	names := func(id string) (list []string) {
		for _, p := range operations()[id].Operation.Parameters {
			if p.Value.In == openapi3.ParameterInQuery {
				list = append(list, p.Value.Name)
			}
		}
		return list
	}
	export := names("exportPositionHistory")
	for _, name := range names("listPositions") {
		if !slices.Contains(export, name) && !slices.Contains([]string{"limit", "cursor", "fields", "expand"}, name) {
			t.Errorf("no parameter %s", name)
		}
	}
	same(t, "by Accept", names("exportPositionHistoryByAccept"), export)
}

// What a worksheet does not take is refused before it begins, with the way out.
func TestTooManyRowsForAWorksheet(t *testing.T) {
	each(t, func(c *client) {
		for _, path := range []string{"position-history.xlsx", "position-history.xlsx?rows=position", "articles.xlsx", "passages.xlsx", "matrix.xlsx?negotiation=talks"} {
			rows := int64(c.get(and("/v1/exports/"+path, "manifest", "1")).want(http.StatusOK).at("/rows").(float64))
			api.LimitRows(t, "xlsx", rows)
			c.get("/v1/exports/" + path).want(http.StatusOK)
			api.LimitRows(t, "xlsx", rows-1)
			for _, asked := range []string{path, and(path, "manifest", "1")} {
				a := c.get("/v1/exports/" + asked).refused(http.StatusUnprocessableEntity)
				if !strings.Contains(a.text("/detail"), "take csv") || a.header.Get("Content-Disposition") != "" {
					c.t.Errorf("%s: %q %v", asked, a.text("/detail"), a.header)
				}
			}
			c.get("/v1/exports/" + strings.Replace(path, "xlsx", "parquet", 1)).want(http.StatusOK)
			api.LimitRows(t, "xlsx", 1_048_575)
		}
	}, (*client).buildClocks, func(c *client) *client {
		c.create("/v1/articles", object{"slug": "second", "title": "Second"})
		c.create("/v1/articles/wire/passages", object{"quote": plan})
		return c
	})
}
