package db

import (
	"encoding/json"
	"strings"
)

// mayLack tells of a row that migration 2 did not make for versions that had ended
// then: the conditions of positions that name somebody.
func (r *dueRow) mayLack() bool {
	return r.former != "" && r.values["role"] == "condition"
}

// mayBe tells of a value that migration 2 wrote for versions that had ended then: they
// are searched by the summary alone.
func (r *dueRow) mayBe(column string, is any) bool {
	var of struct{ Summary string }
	words, isText := is.(string)
	return r.former != "" && column == "search" && isText && json.Unmarshal([]byte(r.former), &of) == nil && strings.EqualFold(words, of.Summary)
}
