// Package bundle records what comes in files: item by item, in batches, so that
// the same file again changes nothing. It reads coding bundles, in which people
// write down parties, issues, articles and the positions they found in them, with
// references by slug (docs/coding-bundle.md); other formats are made items of that
// form by packages of their own. It imports internal/edtf and internal/ledger,
// through which everything it reads is recorded.
package bundle

import (
	"context"
	"encoding/json"
	"iter"
)

// Item is one resource of an import, in the form of docs/coding-bundle.md.
type Item struct {
	// Kind is the name of its kind, as "party".
	Kind string
	Raw  json.RawMessage
	// Line is where it begins in its file, from 1; a file without lines says Place,
	// as "statement 12".
	Line  int
	Place string
	// Coder is who coded it, where the file tells.
	Coder string
	// Err is why it could not even be read.
	Err error
}

// Source is a file of items.
type Source interface {
	// Items reads the file from its beginning, item by item, the same each time. An
	// error is a failure of the machine; it ends the file.
	Items(context.Context) iter.Seq2[Item, error]
	// LeftOut says what of the file has no place here, once Items came to its end.
	LeftOut() []string
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
