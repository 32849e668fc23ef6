package export

import (
	"testing"

	"parley/internal/codebook"
	"parley/internal/edtf"
)

// one is a struct of one field.
type one[F any] struct {
	A F `json:"a"`
}

type omitted struct {
	A string `json:"a,omitempty"`
}

// What does not fit its column is refused by type, before there is any data.
func TestRefusesOtherFields(t *testing.T) {
	for name, c := range map[string]struct {
		bind func(codebook.Table)
		typ  codebook.Type
	}{
		"slice":             {bind[[]string], codebook.Text},
		"derived":           {bind[edtf.Day], codebook.Date},
		"pointer":           {bind[**string], codebook.Text},
		"other number":      {bind[uint8], codebook.Integer},
		"text as number":    {bind[string], codebook.Number},
		"number as text":    {bind[int64], codebook.Text},
		"number as integer": {bind[float64], codebook.Integer},
		"boolean as text":   {bind[bool], codebook.Text},
		"omitempty":         {func(t codebook.Table) { Of[omitted](t) }, codebook.Text},
		"missing":           {func(t codebook.Table) { Of[struct{}](t) }, codebook.Text},
	} {
		if !panics(func() { c.bind(codebook.Table{Columns: []codebook.Column{{Name: "a", Type: c.typ}}}) }) {
			t.Errorf("%s is taken", name)
		}
	}
	for _, typ := range []codebook.Type{codebook.Text, codebook.Date, codebook.Time, codebook.EDTF, codebook.URL, codebook.ID, codebook.List} {
		bind[string](codebook.Table{Columns: []codebook.Column{{Name: "a", Type: typ}}})
		bind[*string](codebook.Table{Columns: []codebook.Column{{Name: "a", Type: typ}}})
	}
}

func bind[F any](t codebook.Table) { Of[one[F]](t) }

func panics(f func()) (refused bool) {
	defer func() { refused = recover() != nil }()
	f()
	return
}
