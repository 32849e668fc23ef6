package ledger

import (
	"encoding/json"

	"github.com/google/uuid"
)

// Reference points to another resource. A client writes an id or, where the
// resource has one, its slug; it is stored and shown as the id. Object, when
// set, is shown in place of the id (the expand parameter).
type Reference struct {
	ID     uuid.UUID
	Slug   string
	Object any
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

// MarshalJSON shows the object when it is expanded, else the id.
func (r Reference) MarshalJSON() ([]byte, error) {
	if r.Object != nil {
		return json.Marshal(r.Object)
	}
	return json.Marshal(r.String())
}

// UnmarshalJSON reads an id or a slug.
func (r *Reference) UnmarshalJSON(data []byte) error {
	var s string
	if err := json.Unmarshal(data, &s); err != nil {
		return err
	}
	*r = ParseReference(s)
	return nil
}
