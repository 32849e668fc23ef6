package db_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"parley/internal/codec"
	"parley/internal/ledger"
)

var member = regexp.MustCompile(`"(\w+)":`)

// Whoever adds a member to what single positions are shown by must name it in asShown (db):
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
