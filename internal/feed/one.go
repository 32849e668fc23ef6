package feed

import (
	"parley/internal/ledger"
)

// One gives the event that has an id. What the ledger does not have is a
// ledger.Error of KindInvalid.
func One(r *ledger.Reader, id ledger.Place) (Event, error) {
	before := ledger.Place{Number: id.Number, Ordinal: id.Ordinal - 1}
	list, err := r.ChangesAfter(before, id.Number, 1)
	if err != nil {
		return Event{}, err
	}
	if len(list) == 0 || list[0].Place != id {
		return Event{}, ledger.Invalid("/event", "unrecorded", "the ledger has no change %s", id)
	}
	return eventOf(list[0])
}
