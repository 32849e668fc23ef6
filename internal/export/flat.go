package export

import (
	"fmt"
	"io"
	"reflect"
	"strings"
)

// FlatCSV writes flat structs as CSV: a header, then a line for each row, by the
// same rules as the history (RFC 4180, CRLF, guarded against formulas). As a
// JSON array the same structs need no code: encoding/json gives flat objects.
func FlatCSV[T any](w io.Writer, rows []T) error {
	c, columns := csvTo(w), FlatColumns[T]()
	if err := c.write(columns); err != nil {
		return err
	}
	cells := make([]string, len(columns))
	for i := range rows {
		row := reflect.ValueOf(&rows[i]).Elem()
		for j := range cells {
			cells[j] = flatCell(row.Field(j).Interface())
		}
		if err := c.writeGuarded(cells); err != nil {
			return err
		}
	}
	return nil
}

// FlatColumns are the column names of a flat struct: its json tags, in order. It
// panics when the struct is not flat, which is a fault in the program and not in
// the data, so that a test of any export of the type finds it.
func FlatColumns[T any]() []string {
	t := reflect.TypeFor[T]()
	if t.Kind() != reflect.Struct {
		panic(fmt.Sprintf("export: %s is not a struct", t))
	}
	columns := make([]string, t.NumField())
	for i := range columns {
		columns[i] = flatColumn(t.Field(i))
	}
	return columns
}

// flatColumn is the name of one column. Options such as omitempty are refused:
// they would take columns out of the JSON that the CSV has.
func flatColumn(f reflect.StructField) string {
	name := f.Tag.Get("json")
	if name == "" || name == "-" || strings.Contains(name, ",") || !f.IsExported() {
		panic(fmt.Sprintf("export: field %s has no plain json tag", f.Name))
	}
	if !isFlat(f.Type) {
		panic(fmt.Sprintf("export: field %s is a %s, which is not flat", f.Name, f.Type))
	}
	return name
}

// isFlat takes exactly these types and none derived from them: a derived type
// can marshal itself, and then its JSON and its CSV would say different things.
func isFlat(t reflect.Type) bool {
	switch reflect.Zero(t).Interface().(type) {
	case string, *string, bool, int, int64, *int64, float64, *float64:
		return true
	}
	return false
}

// flatCell gives a value as text: nothing for nil, as the history has it.
func flatCell(v any) string {
	switch v := v.(type) {
	case *string:
		if v == nil {
			return ""
		}
		return *v
	case *int64:
		return integer(v)
	case float64:
		return float(&v)
	case *float64:
		return float(v)
	default: // string, bool, int and int64
		return fmt.Sprint(v)
	}
}
