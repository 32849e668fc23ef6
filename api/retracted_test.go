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

// What was retracted on an issue is told also when the issue is retracted after it.
func TestChangesOnARetractedIssue(t *testing.T) {
	each(t, func(c *client) {
		from := asJSON(c.head())
		c.retract("/v1/positions/depth-line")
		want := c.rows("changes?from="+from, "kind", "position", "issue")
		c.retract("/v1/issues/depth")
		same(c.t, "after the issue was retracted", c.rows("changes?from="+from, "kind", "position", "issue"), want)
		same(c.t, "before", want, []string{"retracted depth-line depth"})
	}, (*client).tell)
}

// Changes are looked for in the negotiation that is asked about: what fills the
// rest of the workspace says nothing here and costs nothing.
func TestChangesOfOneNegotiation(t *testing.T) {
	each(t, func(c *client) {
		since := asJSON(c.head())
		c.create("/v1/negotiations", object{"slug": "elsewhere", "name": "Elsewhere"})
		c.create("/v1/issues", object{"slug": "other", "negotiation": "elsewhere", "question": "What else?"})
		c.said("said-elsewhere", "usa", "other", "offer", "2026-01-20", nil, from("morning", "Washington wants a zone", nil))
		same(c.t, "changes", c.rows("changes?from="+since, "position"), []string{})
	}, (*client).tell)
}
