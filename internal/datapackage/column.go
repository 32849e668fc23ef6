package datapackage

import (
	"parley/internal/codebook"
	"parley/internal/ledger"
)

// Type is a type of Table Schema, with its format where one is meant, and of the
// codebook.
type Type struct {
	Name, Format string
	Codebook     codebook.Type
}

// The types of columns. An EDTF date is a text to Table Schema, which has no such
// type, and never an empty one.
var (
	Text    = Type{"string", "", codebook.Text}
	EDTF    = Type{"string", "", codebook.EDTF}
	ID      = Type{"string", "uuid", codebook.ID}
	Time    = Type{"datetime", "any", codebook.Time}
	Integer = Type{"integer", "", codebook.Integer}
	Number  = Type{"number", "", codebook.Number}
	Boolean = Type{"boolean", "", codebook.Boolean}
	List    = Type{"array", "", codebook.Array}
)

// Column is one column of a table.
type Column struct {
	Name string
	Type Type
	// Path is the member of the resource's JSON that stands in the column, with a dot
	// between the names of nested ones; the name of the column where it is empty.
	Path string
	// Must is set where a value is always there and never empty, and Blank where an
	// empty cell is an empty text, since the column never lacks a value. In every
	// other column an empty cell means that there is none.
	Must, Blank bool
	// Variable names the variable of the codebook whose values the column has.
	Variable string
	Meaning  string
}

// Table is one resource of the package.
type Table struct {
	Name    string
	Meaning string
	// Kind is what the rows are of; Within the list of each whose elements are the
	// rows, where they are not the resources themselves.
	Kind    ledger.Kind
	Within  string
	Columns []Column
	Primary []string
	Foreign []Foreign
	// WithText is set for what is there only when texts are asked for.
	WithText bool
}

// Foreign says that columns name a row of a table by its columns.
type Foreign struct {
	Columns []string
	Table   string
	To      []string
}

// to makes the foreign keys of columns that name the id of a row.
func to(table string, columns ...string) (keys []Foreign) {
	for _, c := range columns {
		keys = append(keys, Foreign{[]string{c}, table, []string{"id"}})
	}
	return keys
}

// recorded are the columns by which every resource says what the ledger knows of it.
func recorded(columns ...Column) []Column {
	return append(columns,
		Column{Name: "number", Type: Integer, Must: true, Meaning: "Ledger number of the transaction that last changed it."},
		Column{Name: "recorded_at", Type: Time, Must: true, Meaning: "When it was recorded."},
		Column{Name: "updated_at", Type: Time, Must: true, Meaning: "When it was last changed."},
		Column{Name: "retracted_at", Path: "retracted.at", Type: Time, Meaning: "When it was taken back; empty while it is in force."},
		Column{Name: "retracted_number", Path: "retracted.number", Type: Integer, Meaning: "Ledger number under which it was taken back."},
		Column{Name: "retracted_reason", Path: "retracted.reason", Type: Text, Meaning: "Why it was taken back."})
}

// inLedger are the foreign keys of those columns, with others.
func inLedger(others ...[]Foreign) (keys []Foreign) {
	for _, list := range others {
		keys = append(keys, list...)
	}
	return append(keys, numbered("number"), numbered("retracted_number"))
}

func numbered(column string) Foreign {
	return Foreign{[]string{column}, "transactions", []string{"number"}}
}
