// Package bundle reads coding bundles: files in which people write down
// parties, issues, articles and the positions they found in them, with
// references by slug. docs/coding-bundle.md describes the format. It imports
// internal/edtf and internal/ledger, through which everything it reads is
// recorded.
package bundle

import "encoding/json"

// item is one resource of a bundle, with the line it begins on and, where it
// could not even be read, why.
type item struct {
	kind *kind
	line int
	raw  json.RawMessage
	err  error
}

// kind is a kind of item. A line of NDJSON names it, a JSON bundle has a list
// of each under the plural.
type kind struct {
	name, plural string
	record       func(*recorder, json.RawMessage) (bool, error)
}

// kinds stand in the order in which the lists of a JSON bundle are recorded.
var kinds = []kind{
	{"negotiation", "negotiations", (*recorder).negotiation},
	{"party", "parties", (*recorder).party},
	{"membership", "memberships", (*recorder).membership},
	{"participation", "participations", (*recorder).participation},
	{"round", "rounds", (*recorder).round},
	{"issue", "issues", (*recorder).issue},
	{"proposal", "proposals", (*recorder).proposal},
	{"proposal_version", "proposal_versions", (*recorder).proposalVersion},
	{"article", "articles", (*recorder).article},
	{"position", "positions", (*recorder).position},
	{"salience", "saliences", (*recorder).salience},
	{"revision", "revisions", (*recorder).revision},
	{"retraction", "retractions", (*recorder).retraction},
}

// kindOf finds a kind by its name or its plural.
func kindOf(word string) *kind {
	for i, k := range kinds {
		if word == k.name || word == k.plural {
			return &kinds[i]
		}
	}
	return nil
}
