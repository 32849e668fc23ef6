package demo_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"parley/internal/draft"
)

var update = flag.Bool("update", false, "write the golden file instead of comparing with it")

// What is suggested for the demo's articles is shown in full: who changes a rule
// sees what else it changes.
func (s site) suggestions(t *testing.T) {
	var b strings.Builder
	for _, a := range list[article](t, s, "/v1/articles?limit=200") {
		answer := httptest.NewRecorder()
		s.ServeHTTP(answer, httptest.NewRequest("POST", "http://127.0.0.1/v1/articles/"+a.Slug+"/suggestions", nil))
		var v draft.Suggestions
		if err := json.Unmarshal(answer.Body.Bytes(), &v); err != nil || answer.Code != 200 {
			t.Fatalf("%s: %d %v\n%s", a.Slug, answer.Code, err, answer.Body)
		}
		fmt.Fprintf(&b, "# %s, revision %d\n\n", a.Slug, v.Revision)
		for _, one := range v.Suggestions {
			write(&b, one)
		}
	}
	const golden = "testdata/suggestions.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil || string(want) != b.String() {
		t.Errorf("%s differs (%v); look at it and run go test ./internal/demo -update:\n%s", golden, err, b.String())
	}
}

// write shows a suggestion without the ids, which are new in each run.
func write(b *strings.Builder, v draft.Suggestion) {
	fmt.Fprintf(b, "%d-%d %s: %s\n", v.Passage.Start, v.Passage.End, v.Quotation, v.Passage.Exact)
	if v.Cue != nil {
		fmt.Fprintf(b, "  cue: %s (%s) act: %s\n", v.Cue.Exact, v.Cue.Verb, told(v.Cue.Act))
	}
	if v.Source.Words != nil {
		fmt.Fprintf(b, "  source: %s (%s)", v.Source.Words.Exact, v.Source.Kind)
		for _, c := range v.Source.Candidates {
			fmt.Fprintf(b, " %s by %s", *c.Party.Slug, c.Rule)
		}
		b.WriteString("\n")
	}
	for _, h := range v.Party.Candidates {
		fmt.Fprintf(b, "  party: %s by %s, chosen: %v\n", *h.Party.Slug, h.Rule, v.Party.Chosen != nil)
	}
	for _, d := range v.Dates {
		when := "?"
		if d.EDTF != nil {
			when = d.EDTF.String()
		}
		fmt.Fprintf(b, "  date: %s = %s by %s, of the statement: %v\n", d.Exact, when, d.Rule, d.OfStatement)
	}
	for _, i := range v.Issues {
		fmt.Fprintf(b, "  issue: %s by %s\n", *i.Issue.Slug, strings.Join(i.Words, ", "))
	}
	fmt.Fprintf(b, "  attribution: %s; rules: %v; left open: %v\n\n", told(v.Attribution), v.Rules, v.LeftOpen)
}

func told(text *string) string {
	if text == nil {
		return "-"
	}
	return *text
}
