package main

import (
	"net/http"
	"testing"

	"parley/db/dbtest"
)

// From zero to a position that opens on its sentence, over HTTP alone.
func TestWalkFromZero(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		s := serve(t, "--db", url)
		s.post(t, "/v1/negotiations", `{"slug":"river","name":"River talks"}`, nil)
		s.post(t, "/v1/parties", `{"slug":"upland","kind":"state","name":"Upland"}`, nil)
		s.post(t, "/v1/parties", `{"slug":"lowland","kind":"state","name":"Низовье"}`, nil)
		s.post(t, "/v1/issues", `{"slug":"dam","negotiation":"river","question":"Who opens the dam?"}`, nil)
		s.post(t, "/v1/articles", `{"slug":"gazette","publisher":"Gazette","published":"2026-05-04",
			"text":"Вчера в столице. “We open the dam, if Lowland pays”, said the minister. 🌊 Nothing else."}`, nil)
		s.post(t, "/v1/positions", `{"slug":"opens","party":"upland","issue":"dam","act":"offer","stated":"2026-05-03",
			"summary":"Upland opens the dam against payment.",
			"conditions":[{"kind":"package","text":"Lowland pays.","party":"lowland"}],
			"evidence":[{"article":"gazette","quote":"\"We open the dam, if Lowland pays\", said"}]}`, nil)

		var p struct {
			Party    struct{ Name string }
			Issue    struct{ Question string }
			Evidence []struct {
				Article  struct{ Slug, Publisher string }
				Selected struct {
					Exact, Prefix, Suffix string
					Start, End, Revision  int
				}
			}
		}
		s.get(t, "/v1/positions/opens?expand=party,issue,evidence,article", &p)
		if p.Party.Name != "Upland" || p.Issue.Question != "Who opens the dam?" || len(p.Evidence) != 1 {
			t.Fatalf("%+v", p)
		}
		e := p.Evidence[0]
		if e.Article.Slug != "gazette" || e.Article.Publisher != "Gazette" {
			t.Errorf("article %+v", e.Article)
		}
		var text struct{ Text string }
		s.get(t, "/v1/articles/gazette/revisions/1", &text)
		characters := []rune(text.Text)
		const exact = "“We open the dam, if Lowland pays”, said"
		if e.Selected.Exact != exact || e.Selected.Start != 17 || string(characters[17:e.Selected.End]) != exact {
			t.Errorf("passage %+v", e.Selected)
		}
		for _, path := range []string{"/v1/history?issue=dam", "/v1/exports/position-history.csv?party=upland", "/v1/exports/position-history.ndjson"} {
			if status, data, err := s.send(http.MethodGet, path, ""); status != http.StatusOK || err != nil {
				t.Errorf("GET %s: %d %v %s", path, status, err, data)
			}
		}
		s.call(t, http.StatusUnprocessableEntity, http.MethodPost, "/v1/positions", `{"party":"upland","issue":"dam","act":"offer",
			"stated":"2026-05-03","summary":"Invented.","evidence":[{"article":"gazette","quote":"We shut the dam"}]}`, nil)
		if n := s.head(t); n != 6 {
			t.Errorf("the ledger is at %d after six writes", n)
		}
		s.stop(t)
	})
}
