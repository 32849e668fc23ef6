package ledger

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
)

// notCompared are members that speak of the ledger, follow from other rows, or are
// shown beside a resource.
var notCompared = []string{"number", "recorded_at", "updated_at", "ended", "latest_revision", "latest_version", "evidence", "selected", "positions"}

// members takes a resource apart into what makes it the same in two records.
func members(v any) (map[string]json.RawMessage, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	m := map[string]json.RawMessage{}
	if err := json.Unmarshal(data, &m); err != nil {
		return nil, err
	}
	for _, name := range notCompared {
		delete(m, name)
	}
	var taken *struct{ Reason json.RawMessage }
	if err := json.Unmarshal(m["retracted"], &taken); err == nil && taken != nil {
		m["retracted"] = taken.Reason
	}
	return m, nil
}

// differing names the members that differ, in order.
func differing(a, b map[string]json.RawMessage) (names []string) {
	for _, name := range slices.Sorted(maps.Keys(b)) {
		if !bytes.Equal(a[name], b[name]) {
			names = append(names, name)
		}
	}
	return names
}

// differences names the members in which two resources of one kind differ.
func differences(a, b any) []string {
	x, errX := members(a)
	y, errY := members(b)
	if errX != nil || errY != nil {
		return []string{"id"}
	}
	return differing(x, y)
}

// mismatch refuses what differs from that which has its id here. What is still
// alone here is the same.
func mismatch[T, F any](k restorable[T, F], there, v T, err error) error {
	if err != nil {
		return err
	}
	names := differences(there, v)
	if len(names) == 0 || k.alone != nil && len(differences(there, k.alone(v))) == 0 {
		return nil
	}
	here, err := members(there)
	if err != nil {
		return err
	}
	var f faults
	for _, name := range names {
		f.add("/"+name, "other", "the %s with this id is here already, and it has %s there", k.name, excerpt(here[name]))
	}
	return f.err()
}

// excerpt shows the beginning of a value.
func excerpt(value json.RawMessage) string {
	const most = 120
	runes := []rune(string(value))
	if len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return string(runes)
}

// forgiven are the codes of faults that what is not in force may have: the record
// went on without asking it again.
var forgiven = []string{"self", "taken", "order", "negotiation", "other-pair", "superseded", "no-scale", "in-use"}

// forgive drops those faults where a resource was taken back, or is a position that
// does not count.
func (f *faults) forgive(v resource) {
	inForce := v.meta().Retracted == nil
	if p, ok := v.(*Position); ok {
		inForce = p.Status == StatusAccepted
	}
	if !inForce {
		f.list = slices.DeleteFunc(f.list, func(one Fault) bool { return slices.Contains(forgiven, one.Code) })
	}
}
