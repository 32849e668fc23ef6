package ledger

import (
	"errors"
	"fmt"

	"github.com/google/uuid"
)

// IDs resolves the ids and slugs of a filter. Something unknown is a fault of
// the parameter: an empty list would hide a slip of the pen.
func (r *Reader) IDs(name Kind, parameter string, refs []string) ([]uuid.UUID, error) {
	switch name {
	case KindOfNegotiation:
		return lookUp(r, negotiations(), parameter, refs)
	case KindOfRound:
		return lookUp(r, rounds(), parameter, refs)
	case KindOfParty:
		return lookUp(r, parties(), parameter, refs)
	case KindOfIssue:
		return lookUp(r, issues(), parameter, refs)
	case KindOfProposal:
		return lookUp(r, proposals(), parameter, refs)
	case KindOfArticle:
		return lookUp(r, articles(), parameter, refs)
	case KindOfPassage:
		return lookUp(r, passages(), parameter, refs)
	}
	return nil, fmt.Errorf("no filter by %s", name)
}

func lookUp[T, F any](r *Reader, k kind[T, F], parameter string, refs []string) ([]uuid.UUID, error) {
	ids := make([]uuid.UUID, 0, len(refs))
	for _, ref := range refs {
		v, err := follow(r, k, ref)
		if IsKind(err, KindNotFound) {
			return nil, &Error{Kind: KindInvalid, Detail: "the filter names something that is not there",
				Faults: []Fault{{Parameter: parameter, Code: "reference", Detail: fmt.Sprintf("there is no %s %q", k.name, ref)}}}
		}
		if err != nil {
			return nil, err
		}
		ids = append(ids, as(&v).identity().ID)
	}
	return ids, nil
}

// follow gets a resource, or what took its place.
func follow[T, F any](r *Reader, k kind[T, F], ref string) (T, error) {
	v, err := get(r, k, ref)
	for moved := (*Error)(nil); errors.As(err, &moved) && moved.Kind == KindMoved; {
		v, err = get(r, k, moved.To)
	}
	return v, err
}

// ownerOf finds what a new resource is to belong to; it must be in force.
func ownerOf[T, F any](w *Writer, k kind[T, F], ref string) (T, error) {
	v, err := follow(&w.Reader, k, ref)
	if err != nil {
		return v, err
	}
	return v, current(k.name, as(&v), Expect{Any: true})
}
