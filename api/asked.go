package api

import (
	"strings"

	"github.com/google/uuid"
	openapi_types "github.com/oapi-codegen/runtime/types"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

// asked resolves the references of a filter and keeps the first error, so that
// a filter can be written down in one piece.
type asked struct {
	*ledger.Reader
	err error
}

// ids resolves a parameter with several ids or slugs.
func (q *asked) ids(kind ledger.Kind, parameter string, refs *[]string) []uuid.UUID {
	if refs == nil || q.err != nil {
		return nil
	}
	var list []uuid.UUID
	list, q.err = q.IDs(kind, parameter, *refs)
	return list
}

// uuids resolves a parameter with several ids of what has no slug.
func (q *asked) uuids(kind ledger.Kind, parameter string, given *[]uuid.UUID) []uuid.UUID {
	if given == nil {
		return nil
	}
	refs := make([]string, len(*given))
	for i, id := range *given {
		refs[i] = id.String()
	}
	return q.ids(kind, parameter, &refs)
}

// one resolves the id or slug of a path.
func (q *asked) one(kind ledger.Kind, ref string) uuid.UUID {
	list, err := q.IDs(kind, "", []string{ref})
	if ledger.IsKind(err, ledger.KindInvalid) {
		err = ledger.NotFound(kind, ref)
	}
	if err != nil {
		q.err = err
		return uuid.Nil
	}
	return list[0]
}

func day(d *openapi_types.Date) *edtf.Day {
	if d == nil {
		return nil
	}
	v := edtf.DayOf(d.Time)
	return &v
}

// identifier reads scheme:value.
func identifier(text *string) (*ledger.Identifier, error) {
	if text == nil {
		return nil, nil
	}
	scheme, value, found := strings.Cut(*text, ":")
	if !found {
		return nil, badParameter("identifier", "format", "write scheme:value, for example wikidata:Q212")
	}
	return &ledger.Identifier{Scheme: scheme, Value: value}, nil
}
