package feed

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/google/uuid"

	"parley/internal/ledger"
)

// Filter chooses events; an empty list asks for nothing, several widen one
// another, and the lists narrow each other.
type Filter struct {
	Negotiations, Parties, Issues []uuid.UUID
	Kinds                         []string
}

func (f Filter) byThing() bool { return len(f.Negotiations)+len(f.Parties)+len(f.Issues) > 0 }

func (f Filter) ofKind(c ledger.FedChange) bool {
	return len(f.Kinds) == 0 || slices.Contains(f.Kinds, c.Kind)
}

// family gives the filter with all that its parties were merged with.
func (f Filter) family(r *ledger.Reader) (Filter, error) {
	if len(f.Parties) == 0 {
		return f, nil
	}
	var err error
	f.Parties, err = r.Family(f.Parties)
	return f, err
}

// passes tells whether a change belongs to what the filter asks for, as it left
// the resource or as it found it: who follows a party is also told of what
// ceases to be that party's.
func (f Filter) passes(c ledger.FedChange, through []ledger.Belonging) bool {
	return f.ofKind(c) && (!f.byThing() || f.matches(c.After, through) || len(c.Before) > 0 && f.matches(c.Before, through))
}

func (f Filter) matches(resource json.RawMessage, through []ledger.Belonging) bool {
	return has(f.Negotiations, resource, through, func(b ledger.Belonging) uuid.UUID { return b.Negotiation }) &&
		has(f.Parties, resource, through, func(b ledger.Belonging) uuid.UUID { return b.Party }) &&
		has(f.Issues, resource, through, func(b ledger.Belonging) uuid.UUID { return b.Issue })
}

// has tells whether a resource names one of the ids, itself included, or belongs
// to it through something else.
func has(ids []uuid.UUID, resource json.RawMessage, through []ledger.Belonging, id func(ledger.Belonging) uuid.UUID) bool {
	if len(ids) == 0 {
		return true
	}
	if slices.ContainsFunc(through, func(b ledger.Belonging) bool { return slices.Contains(ids, id(b)) }) {
		return true
	}
	return slices.ContainsFunc(ids, func(id uuid.UUID) bool { return bytes.Contains(resource, []byte(`"`+id.String()+`"`)) })
}
