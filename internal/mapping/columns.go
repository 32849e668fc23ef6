package mapping

import (
	"fmt"
	"slices"
	"strings"

	"parley/internal/ledger"
)

// place finds the columns of the mapping in the head.
func (r *reader) place() (faults []ledger.Fault) {
	r.places, r.filled = map[string]int{}, map[int]int{}
	names := r.named()
	for _, name := range names {
		switch n := slices.Index(r.head, name); {
		case n < 0:
			faults = append(faults, ledger.Fault{Column: name, Code: "column", Detail: "there is no such column; the head line has " + strings.Join(r.head, ", ")})
		case slices.Contains(r.head[n+1:], name):
			faults = append(faults, ledger.Fault{Column: name, Code: "column", Detail: "two columns have this name; which one is meant is not known"})
		default:
			r.places[name] = n
		}
	}
	for i, name := range r.head {
		if !slices.Contains(names, name) {
			r.unused = append(r.unused, i)
		}
	}
	return faults
}

// leftOut says which columns have no place in the mapping.
func (r *reader) leftOut() (list []string) {
	if r.table == nil {
		return nil
	}
	for _, i := range r.unused {
		switch n := r.filled[i]; {
		case r.head[i] != "":
			list = append(list, fmt.Sprintf("%d cells of the column %q", n, r.head[i]))
		case n > 0:
			list = append(list, fmt.Sprintf("%d cells of column %d, which has no name", n, i+1))
		}
	}
	if r.blank > 0 {
		list = append(list, fmt.Sprintf("%d empty rows", r.blank))
	}
	return list
}
