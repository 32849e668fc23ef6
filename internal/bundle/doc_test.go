package bundle_test

import (
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"parley/db/dbtest"
	"parley/internal/edtf"
	"parley/internal/ledger"
)

const manual = "../../docs/coding-bundle.md"

func readManual(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(manual)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// The examples of the manual are bundles that can be imported.
func TestManualExamples(t *testing.T) {
	found := regexp.MustCompile("(?s)```(ndjson|json)\n(.*?)```").FindAllStringSubmatch(readManual(t), -1)
	if len(found) != 2 {
		t.Fatalf("%d examples", len(found))
	}
	for _, example := range found {
		t.Run(example[1], func(t *testing.T) {
			r := open(t, dbtest.SQLite(t))
			report := load(t, r, files(example[2]), "coding/bundle")
			if len(report.Faults) > 0 || report.Recorded < 2 || report.Recorded != report.Items {
				t.Errorf("%+v", report)
			}
		})
	}
}

// The manual names every kind and every member.
func TestManualIsComplete(t *testing.T) {
	text := readManual(t)
	for kind, fields := range map[string][]any{
		"negotiation": {ledger.NegotiationFields{}}, "party": {ledger.PartyFields{}}, "membership": {ledger.MembershipFields{}},
		"participation": {ledger.ParticipationFields{}}, "round": {ledger.RoundFields{}}, "issue": {ledger.IssueFields{}},
		"proposal": {ledger.ProposalFields{}}, "proposal_version": {ledger.ProposalVersionFields{}},
		"article": {ledger.ArticleInput{}}, "salience": {ledger.SalienceInput{}},
		"revision": {ledger.RevisionFields{}}, "retraction": nil,
	} {
		row := regexp.MustCompile("(?m)^\\| `" + kind + "`, .*$").FindString(text)
		if row == "" {
			t.Errorf("no row for %s", kind)
		}
		for _, v := range fields {
			for _, name := range members(reflect.TypeOf(v)) {
				if !strings.Contains(row, "`"+name+"`") {
					t.Errorf("%s: the manual does not name %s", kind, name)
				}
			}
		}
	}
	_, rest, _ := strings.Cut(text, "A **position** has")
	for _, name := range members(reflect.TypeFor[ledger.PositionInput]()) {
		if !strings.Contains(rest, "`"+name+"`") {
			t.Errorf("position: the manual does not name %s", name)
		}
	}
}

// members are the JSON names of a type's fields and of those inside them,
// except inside evidence, which the manual has in one place for all.
func members(typ reflect.Type) []string {
	for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice {
		typ = typ.Elem()
	}
	if typ.Kind() != reflect.Struct || typ == reflect.TypeFor[ledger.Reference]() || typ == reflect.TypeFor[edtf.Date]() {
		return nil
	}
	var names []string
	for i := range typ.NumField() {
		field := typ.Field(i)
		name := field.Tag.Get("json")
		if name == "-" {
			continue
		}
		if name != "" {
			names = append(names, name)
			if name == "evidence" && typ != reflect.TypeFor[ledger.PositionInput]() {
				continue
			}
		}
		if field.IsExported() {
			names = append(names, members(field.Type)...)
		}
	}
	return names
}
