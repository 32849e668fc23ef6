package api_test

import (
	"strings"
	"testing"
)

func TestQuotesAreTheArticlesOwnCharacters(t *testing.T) {
	own := "“We won’t leave alone — not one metre,” the minister told reporters."
	for name, given := range map[string]string{
		"exact":           own,
		"straight quotes": `"We won't leave alone - not one metre," the minister told reporters.`,
		"white space":     "“We won’t  leave\n alone — not one metre,”\tthe minister told reporters.",
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(_ *testing.T, c *client) {
				c.build()
				a := c.create("/v1/positions", position(object{"evidence": []object{quote(given, nil)}}))
				start := codePoint(wire, own)
				a.is(object{
					"/evidence/0/selected/exact": own,
					"/evidence/0/selected/start": start,
					"/evidence/0/selected/end":   start + len([]rune(own)),
					"/evidence/0/selected/state": "anchored",
				})
			})
		})
	}
}

// codePoint is where a part of a text begins, in code points.
func codePoint(text, part string) int {
	before, _, _ := strings.Cut(text, part)
	return len([]rune(before))
}
