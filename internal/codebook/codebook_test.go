package codebook_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"parley/internal/codebook"
)

func contract(t *testing.T) *openapi3.T {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromFile("../../openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// eachSchema calls fn with every schema of the contract and every property of one.
func eachSchema(t *testing.T, fn func(name string, s *openapi3.Schema)) {
	t.Helper()
	for name, ref := range contract(t).Components.Schemas {
		fn(name, ref.Value)
		for property, p := range ref.Value.Properties {
			if p.Ref == "" {
				fn(name+"."+property, p.Value)
			}
		}
	}
}

// values are the values of an enum, null apart.
func values(s *openapi3.Schema) (list []string) {
	for _, v := range s.Enum {
		if v != nil {
			list = append(list, v.(string))
		}
	}
	return list
}

func variable(name string) []string {
	var list []string
	for _, v := range codebook.Read().Variables {
		if v.Name == name {
			for _, value := range v.Values {
				list = append(list, value.Value)
			}
		}
	}
	return list
}

// notCoded are the enums that say how to ask or what an answer is, not what was coded.
var notCoded = []string{"ResourceKind", "ChangeAction", "WeightRule", "SortByRecorded", "SortByDate", "RetractedFilter",
	"MembershipDirection", "AnswerFormat", "ExportFormat", "HistoryFormat", "NetworkFormat", "RowsOfHistory", "GuardRule", "QualifierRule", "PositionStatusFilter", "Health.status", "Readiness.status",
	"Location.verdict", "LocatedCandidate.kind", "Role", "WebhookState", "DeliveryCause", "DeliveryOutcome", "WordEdit.op", "SuggestedRelay.rule", "SuggestionRule", "SuggestionSource.kind",
	"SuggestionCandidate.rule", "SuggestionHolder.rule", "SuggestionStatedRuleOrNull", "SuggestionDate.rule",
	"SearchKind", "SearchMatched.by", "ImportReport.kind"}

// Each enum of the contract stands in the codebook with all its values, unless it
// is one of those that are not coded, and each value has a definition.
func TestEveryValueIsDefined(t *testing.T) {
	known := map[string]bool{}
	for _, v := range codebook.Read().Variables {
		if known[v.Name] || v.Meaning == "" || len(v.Values) == 0 {
			t.Errorf("the variable %q is twice there or says nothing", v.Name)
		}
		known[v.Name] = true
		for _, value := range v.Values {
			if value.Meaning == "" {
				t.Errorf("%s: %s means %q", v.Name, value.Value, value.Meaning)
			}
		}
	}
	eachSchema(t, func(name string, s *openapi3.Schema) {
		marked, _ := s.Extensions["x-codebook"].(string)
		switch {
		case s.Enum == nil || strings.HasSuffix(name, "Field") || slices.Contains(notCoded, name):
		case marked != "" && !slices.Equal(variable(marked), values(s)):
			t.Errorf("%s has %q, the codebook %q: go generate ./internal/codebook", name, values(s), variable(marked))
		case marked == "" && !partOfSome(values(s)):
			t.Errorf("%s is in no variable: mark it with x-codebook and define its values", name)
		}
	})
	for _, name := range []string{"act", "stance", "status", "relation", "attribution"} {
		if !known[name] {
			t.Errorf("no variable %s", name)
		}
	}
}

// partOfSome tells whether a variable has all of the values, as for an input
// that takes fewer than are answered.
func partOfSome(list []string) bool {
	return slices.ContainsFunc(codebook.Read().Variables, func(v codebook.Variable) bool {
		return !slices.ContainsFunc(list, func(s string) bool { return !slices.Contains(variable(v.Name), s) })
	})
}

// The columns are the properties of the rows of the contract.
func TestColumnsAreTheProperties(t *testing.T) {
	found := 0
	eachSchema(t, func(name string, s *openapi3.Schema) {
		export, _ := s.Extensions["x-export"].(string)
		if export == "" {
			return
		}
		found++
		table := codebook.Export(export, "rows=evidence", "text=true")
		if len(table.Columns) != len(s.Properties) || table.Meaning == "" {
			t.Errorf("%s has %d properties, %s %d columns", name, len(s.Properties), export, len(table.Columns))
		}
		for _, c := range table.Columns {
			if s.Properties[c.Name] == nil || c.Meaning == "" {
				t.Errorf("%s has no property %s, or it says nothing", name, c.Name)
			}
		}
	})
	// Packages export and datapackage compare their tables themselves.
	described := slices.DeleteFunc(slices.Clone(codebook.Read().Exports), func(t codebook.Table) bool { return t.Name == "actor-concept" || strings.Contains(t.Name, "/") })
	if found != len(described) || found < 9 {
		t.Errorf("%d exports in the contract, %d in the codebook", found, len(described))
	}
}

// Columns that come with an option only are left out without it.
func TestOptionalColumns(t *testing.T) {
	all, positions := codebook.Export("position-history", "rows=evidence").Names(), codebook.Export("position-history").Names()
	if !slices.Contains(all, "quote") || slices.Contains(positions, "quote") || !slices.Equal(positions, all[:len(positions)]) {
		t.Errorf("%q\n%q", all, positions)
	}
}

func TestUnknownExport(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("there is an export of that name")
		}
	}()
	codebook.Export("nothing")
}

var update = flag.Bool("update", false, "record the codebook under its version")

const versionsFile = "testdata/versions.txt"

// A version names one codebook: what was once released under it stays.
func TestVersionNamesTheContent(t *testing.T) {
	c := codebook.Read()
	version := c.Version
	c.Version = ""
	body, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(versionsFile)
	if err != nil {
		t.Fatal(err)
	}
	line := fmt.Sprintf("%s %x", version, sha256.Sum256(body))
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	if slices.Contains(lines, line) {
		return
	}
	if !*update {
		t.Fatalf("the codebook is not the one that %s has under %s. Raise x-codebook-version in openapi.yaml where that version was released, "+
			"then: go generate ./internal/codebook && go test ./internal/codebook -update", versionsFile, version)
	}
	lines = slices.DeleteFunc(lines, func(l string) bool { return strings.HasPrefix(l, version+" ") })
	if err := os.WriteFile(versionsFile, []byte(strings.Join(append(lines, line), "\n")+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestServedAsItIsRead(t *testing.T) {
	var served, read bytes.Buffer
	if err := json.Compact(&served, codebook.JSON()); err != nil {
		t.Fatal(err)
	}
	e := json.NewEncoder(&read)
	e.SetEscapeHTML(false)
	if err := e.Encode(codebook.Read()); err != nil || served.String() != strings.TrimSpace(read.String()) {
		t.Errorf("%v\n%.300s\n%.300s", err, served.String(), read.String())
	}
}
