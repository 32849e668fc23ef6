package datapackage

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"parley/internal/codebook"
)

// The codebook has every table as it is written, column for column.
func TestTheCodebookHasTheTables(t *testing.T) {
	recorded := slices.DeleteFunc(slices.Clone(codebook.Read().Exports), func(t codebook.Table) bool {
		return !strings.HasPrefix(t.Name, Prefix)
	})
	if !reflect.DeepEqual(recorded, Described()) {
		t.Errorf("the codebook has other tables than packages: go generate ./internal/codebook")
	}
	if len(recorded) != len(Tables(true))+1 {
		t.Errorf("%d tables in the codebook, %d in a package", len(recorded), len(Tables(true))+1)
	}
	for _, table := range recorded {
		for _, c := range table.Columns {
			if c.Meaning == "" || c.Type == "" || (c.Only == "text=true") != (table.Name == Prefix+"article_revisions") {
				t.Errorf("%s: %+v", table.Name, c)
			}
		}
	}
}

// A column whose meaning names EDTF is of that type, and no other is.
func TestDatesAreOfTheirType(t *testing.T) {
	for _, table := range Tables(true) {
		for _, c := range table.Columns {
			if (c.Type == EDTF) != strings.Contains(c.Meaning, "EDTF") {
				t.Errorf("%s.%s: %s", table.Name, c.Name, c.Meaning)
			}
		}
	}
}
