package api_test

import (
	"slices"
	"testing"
)

// Retracting a party leaves its positions accepted, so no view may lose them
// without a word, and none may call the party by its id.
func TestPositionsOfARetractedParty(t *testing.T) {
	each(t, func(c *client) {
		c.retract("/v1/parties/russia")
		for _, view := range []string{"timeline", "corroboration", "conflicts?kind=single_origin", "changes?from=0", "changes?clock=stated&from=2026-01-01"} {
			if !slices.Contains(c.rows(view, "party", "party_name"), "russia Россия") {
				c.t.Errorf("%s does not name the retracted party: %q", view, c.rows(view, "party", "party_name"))
			}
		}
		stated := c.rows("corroboration", "position")
		slices.Sort(stated)
		stated = slices.Compact(stated) // a row for each origin
		counted := 0
		for _, row := range c.told("coverage").list("/rows") {
			counted += int(row.(object)["positions"].(float64))
		}
		if counted != len(stated) {
			c.t.Errorf("coverage counts %d positions, corroboration lists %d", counted, len(stated))
		}
	}, (*client).tell)
}
