package db_test

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"parley/db"
	"parley/internal/codec"
	"parley/internal/edtf"
	"parley/internal/ledger"
)

var member = regexp.MustCompile(`"(\w+)":`)

// Whoever adds a member to what single positions are shown by must name it in asshown.go:
// what was recorded before lacks it, and is to be written anew.
func TestMembersThatStoredBodiesHave(t *testing.T) {
	for kind, c := range map[string]struct {
		v    any
		want string
	}{
		"position": {&ledger.Position{PositionFields: ledger.PositionFields{Conditions: make([]ledger.Condition, 1), Terms: make([]ledger.Term, 1), Scale: &ledger.ScaleValue{}}, Ended: &ledger.End{}},
			"id slug party issue proposal act stance summary conditions kind text party issue proposal terms name comparison value high unit scale value low high speaker on_behalf_of jointly_with addressed_to in_reply_to round " +
				"stated held_until supersedes change confidence note negotiation status ended how date by earliest latest number recorded_at updated_at retracted"},
		"evidence": {&ledger.Evidence{}, "id position salience passage article relation quotation attribution attributed_to source reported_date note number recorded_at updated_at retracted"},
		"passage": {&ledger.Passage{Placed: &ledger.Placement{}}, "id article revision exact prefix suffix start end state anchor revision state start end exact score difference by_hand reason reviewed " +
			"placed revision start end note number recorded_at updated_at retracted"},
	} {
		body, err := codec.Marshal(c.v)
		must(t, err)
		var names []string
		for _, found := range member.FindAllStringSubmatch(string(body), -1) {
			names = append(names, found[1])
		}
		if want := strings.Fields(c.want); !slices.Equal(names, want) {
			t.Errorf("a %s has\n%v\nand had\n%v", kind, names, want)
		}
	}
}

// Whatever program stored a body, it is shown with the members of today. What is left out is
// what was not there when the first were stored.
func TestStoredBodiesAsShown(t *testing.T) {
	ended, later := ledger.Position{Ended: &ledger.End{How: "withdrawn"}}, edtf.Day(9000)
	for what, c := range map[string]struct {
		v       any
		leftOut string
		shown   func(string) (string, error)
	}{
		"position":         {&ledger.Position{PositionFields: ledger.PositionFields{Summary: "a < b"}}, "", db.PositionAsShown},
		"end without days": {&ended, `,"earliest":null,"latest":null`, db.PositionAsShown},
		"end":              {&ledger.Position{Ended: &ledger.End{Earliest: &later}}, "", db.PositionAsShown},
		"evidence":         {&ledger.Evidence{EvidenceFields: ledger.EvidenceFields{Relation: "a & b"}}, "", db.EvidenceAsShown},
		"passage":          {&ledger.Passage{State: "orphaned"}, `"placed":null,`, db.PassageAsShown},
	} {
		body, err := codec.Marshal(c.v)
		must(t, err)
		standard, err := json.Marshal(c.v)
		must(t, err)
		for _, stored := range []string{string(body), string(standard), strings.Replace(string(body), c.leftOut, "", 1)} {
			if shown, err := c.shown(stored); err != nil || shown != string(body) {
				t.Errorf("%s: %s is shown as %s, %v", what, stored, shown, err)
			}
		}
	}
}
