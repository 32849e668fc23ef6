package ledger

import (
	"context"
	"slices"

	"github.com/google/uuid"
)

// Kinds of party.
const (
	KindState        = "state"
	KindOrganization = "organization"
	KindBloc         = "bloc"
	KindPerson       = "person"
)

// Alias is another name of a party, with the language it is used in (BCP 47) when known.
type Alias struct {
	Name     string  `json:"name"`
	Language *string `json:"language"`
}

// Identifier names a party in somebody else's register, for example
// scheme "iso3166-1" value "UA", or scheme "wikidata" value "Q212".
type Identifier struct {
	Scheme string `json:"scheme"`
	Value  string `json:"value"`
}

// PartyFields is what a client says of a party: an actor that can hold a position.
type PartyFields struct {
	Slug        *string      `json:"slug"`
	Kind        string       `json:"kind"`
	Name        string       `json:"name"`
	Aliases     []Alias      `json:"aliases"`
	Identifiers []Identifier `json:"identifiers"`
	Description *string      `json:"description"`
}

// Party is a recorded party. MergedInto names the party that took its place.
type Party struct {
	Identity
	PartyFields
	MergedInto *Reference `json:"merged_into"`
	Meta
}

// PartyFilter chooses parties; Name is a name or alias, Identifier a scheme and value.
type PartyFilter struct {
	Kinds      []string
	Name       string
	Identifier *Identifier
	Q          string
}

func parties() kind[Party, PartyFilter] {
	return kind[Party, PartyFilter]{
		name:  KindOfParty,
		table: func(t Tables) Table[Party, PartyFilter] { return t.Parties() },
		find:  func(r *Reader, slug string) (Party, error) { return r.tables.Parties().Find(r.ctx, slug) },
		moved: func(v *Party) *Reference { return v.MergedInto },
		check: checkParty,
	}
}

func checkParty(w *Writer, v *Party, f *faults) error {
	f.enum("/kind", v.Kind, []string{KindState, KindOrganization, KindBloc, KindPerson})
	f.text("/name", v.Name, 500)
	f.optionalText("/description", v.Description, 20000)
	v.Aliases, v.Identifiers = present(v.Aliases), present(v.Identifiers)
	for i, a := range v.Aliases {
		f.text(at("/aliases", i)+"/name", a.Name, 500)
	}
	if err := checkIdentifiers(w, v, f); err != nil {
		return err
	}
	return freeSlug(w, parties(), f, v, v.Slug)
}

// CreateParty records a new party.
func (w *Writer) CreateParty(in PartyFields) (Party, error) {
	return create(w, parties(), Party{PartyFields: in})
}

// Party finds a party by id or slug; of a merged one it says where it went
// (KindMoved).
func (r *Reader) Party(ref string) (Party, error) { return get(r, parties(), ref) }

// Parties lists parties.
func (r *Reader) Parties(filter PartyFilter, page Page) ([]Party, error) {
	return r.tables.Parties().List(r.ctx, filter, page)
}

// UpdateParty changes the fields of a party.
func (w *Writer) UpdateParty(ref string, expect Expect, patch Patch[PartyFields]) (Party, error) {
	return update(w, parties(), ref, expect, func(v *Party) *PartyFields { return &v.PartyFields }, patch)
}

// RetractParty takes a party back.
func (w *Writer) RetractParty(ref, reason string) (Party, error) {
	return retract(w, parties(), ref, reason)
}

// PartyTable also keeps the index of identifiers.
type PartyTable interface {
	SluggedTable[Party, PartyFilter]
	WholeTable[Party]
	// ByIdentifier finds the party that has an identifier; found is false when none has.
	ByIdentifier(ctx context.Context, id Identifier) (party uuid.UUID, found bool, err error)
}

// checkIdentifiers refuses an identifier that another party has: two parties
// with the same entry in a register are one, and should be merged.
func checkIdentifiers(w *Writer, v *Party, f *faults) error {
	for i, id := range v.Identifiers {
		pointer := at("/identifiers", i)
		f.text(pointer+"/scheme", id.Scheme, 100)
		f.text(pointer+"/value", id.Value, 500)
		if slices.Index(v.Identifiers, id) < i {
			f.add(pointer, "repeated", "%s %s is given twice", id.Scheme, id.Value)
		}
		holder, found, err := w.tables.Parties().ByIdentifier(w.ctx, id)
		if err != nil {
			return err
		}
		if found && holder != v.ID {
			f.add(pointer, "taken", "the party %s has the identifier %s %s already; if they are the same, merge them", holder, id.Scheme, id.Value)
		}
	}
	return nil
}
