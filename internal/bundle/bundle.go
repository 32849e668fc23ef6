// Package bundle records what comes in files: item by item, in batches, so that
// the same file again changes nothing. It reads coding bundles, in which people
// write down parties, issues, articles and the positions they found in them, with
// references by slug (docs/coding-bundle.md); other formats are made items of that
// form, or items that record themselves, by packages of their own. It imports internal/edtf and internal/ledger,
// through which everything it reads is recorded.
package bundle

import (
	"context"
	"encoding/json"
	"iter"
	"reflect"

	"parley/internal/ledger"
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
	// Where, when set, says of a place in the item on which line of the file and in
	// which column it stands.
	Where func(pointer string) (line int, column string)
	// Err is why it could not even be read.
	Err error
	// Record records an item that is not of the form of a bundle, and tells whether it
	// was new.
	Record func(*ledger.Writer) (isNew bool, err error)
	// Again marks a second look at an item that was counted before.
	Again bool
	// ready records an item of the form of a bundle that was read without a fault.
	ready func(*recorder) (isNew bool, err error)
}

// Source is a file of items.
type Source interface {
	// Items reads the file from its beginning, item by item, the same each time. An
	// error is a failure of the machine; it ends the file.
	Items(context.Context) iter.Seq2[Item, error]
	// LeftOut says what of the file has no place here, once Items came to its end.
	LeftOut() []string
	// Origin says for the ledger where the file came from; empty where the file does not
	// tell.
	Origin() string
}

// kind is a kind of item. A line of NDJSON names it, a JSON bundle has a list
// of each under the plural.
type kind struct {
	name, plural string
	// read judges and decodes an item, and gives what records it.
	read func(json.RawMessage) (func(*recorder) (bool, error), error)
	form reflect.Type
}

// kindOfForm is a kind whose items have the form T.
func kindOfForm[T any](name, plural string, record func(*recorder, T) (bool, error)) kind {
	read := func(raw json.RawMessage) (func(*recorder) (bool, error), error) {
		in, err := parse[T](raw)
		if long, ok := any(&in).(interface{ ReadAhead() }); ok && err == nil {
			long.ReadAhead()
		}
		return func(r *recorder) (bool, error) { return record(r, in) }, err
	}
	return kind{name, plural, read, reflect.TypeFor[T]()}
}

// kinds stand in the order in which the lists of a JSON bundle are recorded.
var kinds = []kind{
	kindOfForm("negotiation", "negotiations", (*recorder).negotiation),
	kindOfForm("party", "parties", (*recorder).party),
	kindOfForm("membership", "memberships", (*recorder).membership),
	kindOfForm("participation", "participations", (*recorder).participation),
	kindOfForm("round", "rounds", (*recorder).round),
	kindOfForm("issue", "issues", (*recorder).issue),
	kindOfForm("proposal", "proposals", (*recorder).proposal),
	kindOfForm("proposal_version", "proposal_versions", (*recorder).proposalVersion),
	kindOfForm("article", "articles", (*recorder).article),
	kindOfForm("position", "positions", (*recorder).position),
	kindOfForm("salience", "saliences", (*recorder).salience),
	kindOfForm("revision", "revisions", (*recorder).revision),
	kindOfForm("retraction", "retractions", (*recorder).retraction),
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

// Form is the type into which items of a kind are read, whose members are those of
// docs/coding-bundle.md; nil where there is no such kind.
func Form(name string) reflect.Type {
	if k := kindOf(name); k != nil && k.name == name {
		return k.form
	}
	return nil
}
