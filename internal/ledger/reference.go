package ledger

import (
	"encoding/hex"
	"encoding/json"

	"github.com/google/uuid"

	"parley/internal/codec"
)

// Reference points to another resource. A client writes an id or, where the
// resource has one, its slug; it is stored and shown as the id. Shown, when
// set, stands in place of the id (the expand parameter).
type Reference struct {
	ID    uuid.UUID
	Slug  string
	Shown *Shown
}

// Shown is a resource that is shown in place of references to it. A page names the same
// few parties and issues again and again, so its JSON is made once.
type Shown struct {
	// Resource is a pointer to it.
	Resource any
	json     []byte
}

// Show makes the JSON of a resource, given by a pointer, to be shown in place of references.
func Show(resource any) (*Shown, error) {
	text, err := codec.Append(nil, resource)
	return &Shown{Resource: resource, json: text}, err
}

// ShownAs gives what is shown in place of a reference, if that is a T.
func ShownAs[T any](r Reference) (v *T, ok bool) {
	if r.Shown != nil {
		v, ok = r.Shown.Resource.(*T)
	}
	return v, ok
}

// RefTo is the reference to a known id.
func RefTo(id uuid.UUID) Reference { return Reference{ID: id} }

// ParseReference reads an id or a slug.
func ParseReference(s string) Reference {
	if id, err := uuid.Parse(s); err == nil && len(s) == 36 {
		return Reference{ID: id}
	}
	return Reference{Slug: s}
}

// String is the id or, before it is resolved, the slug.
func (r Reference) String() string {
	if r.ID == uuid.Nil {
		return r.Slug
	}
	return r.ID.String()
}

// MarshalJSON shows the resource when it is expanded, else the id.
func (r Reference) MarshalJSON() ([]byte, error) {
	switch {
	case r.Shown != nil:
		return r.Shown.json, nil
	case r.ID != uuid.Nil:
		return quoted(r.ID), nil
	}
	return json.Marshal(r.Slug)
}

// quoted is an id as JSON, of which a page has a thousand.
func quoted(id uuid.UUID) []byte {
	text := []byte(`"00000000-0000-0000-0000-000000000000"`)
	hex.Encode(text[1:9], id[:4])
	hex.Encode(text[10:14], id[4:6])
	hex.Encode(text[15:19], id[6:8])
	hex.Encode(text[20:24], id[8:10])
	hex.Encode(text[25:37], id[10:])
	return text
}

// UnmarshalJSON reads an id or a slug. Ids, of which every stored resource is
// full, are read without asking encoding/json again.
func (r *Reference) UnmarshalJSON(data []byte) error {
	if len(data) == 38 && data[0] == '"' {
		if id, err := uuid.ParseBytes(data[1:37]); err == nil {
			*r = RefTo(id)
			return nil
		}
	}
	var s string
	if err := json.Unmarshal(data, &s); err != nil {
		return err
	}
	*r = ParseReference(s)
	return nil
}
