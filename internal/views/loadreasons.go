package views

import "parley/internal/ledger"

// LoadReasons fills in who recorded each change, and why.
func LoadReasons(r *ledger.Reader, v *Changes) error {
	var numbers []int64
	for _, c := range v.Changes {
		numbers = append(numbers, *c.Number)
	}
	by, err := r.TransactionsByNumber(numbers)
	for i := range v.Changes {
		if t, known := by[*v.Changes[i].Number]; known {
			v.Changes[i].Actor, v.Changes[i].Reason = &t.Actor, t.Reason
		}
	}
	return err
}
