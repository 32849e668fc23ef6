package mapping_test

import (
	"testing"
	"testing/fstest"

	"parley/internal/mapping"
)

func TestSuggest(t *testing.T) {
	table := "Actor;Date;Concept;Speech act;Quote;URL;odd {name}\nA;5.3.2026;Who?;Says yes;\"x; y\";u;\nB;6.3.2026;Who?;says YES;z;u;\n"
	got, err := mapping.Suggest(fstest.MapFS{"t.csv": {Data: []byte(table)}}, "t.csv")
	if err != nil {
		t.Fatal(err)
	}
	const want = `{
  "mapping": 1,
  "dates": "?",
  "columns": {
    "Speech act": {"values": {"Says yes": "?"}}
  },
  "items": [
    {"negotiation": {"slug": "?", "name": "?"}},
    {"party": {"slug": "{Actor}", "kind": "?", "name": "{Actor}"}},
    {"issue": {"slug": "{Concept}", "negotiation": "?", "question": "{Concept}"}},
    {"article": {"slug": "{URL}", "url": "{URL}"}},
    {"position": {"party": "{Actor}", "issue": "{Concept}", "act": "{Speech act}", "summary": "{Quote}", "stated": "{Date}", "evidence": [{"article": "{URL}", "quote": "{Quote}"}]}}
  ]
}
`
	if string(got) != want {
		t.Errorf("%s", got)
	}
	if _, err := mapping.Read(got); err == nil {
		t.Error("a question mark is no way to write dates")
	}
}
