package export

import (
	"fmt"
	"reflect"
	"strings"

	"parley/internal/codebook"
)

// Table says which field of a T stands in which column.
type Table[T any] struct {
	codebook.Table
	fields []int
}

// Of binds the fields of a flat struct to the columns of a table by their json
// tags. It panics when a column has no field of its type, which is a fault in the
// program and not in the data, so that a test of any export of the table finds it.
func Of[T any](t codebook.Table) Table[T] {
	typ := reflect.TypeFor[T]()
	bound := Table[T]{Table: t}
	for _, c := range t.Columns {
		bound.fields = append(bound.fields, fieldOf(typ, c))
	}
	return bound
}

func fieldOf(t reflect.Type, c codebook.Column) int {
	for i := range t.NumField() {
		if f := t.Field(i); f.Tag.Get("json") == c.Name {
			if !holds(f.Type, c.Type) {
				panic(fmt.Sprintf("export: %s.%s is a %s, the column %s a %s", t, f.Name, f.Type, c.Name, c.Type))
			}
			return i
		}
	}
	panic(fmt.Sprintf("export: %s has no field for the column %s", t, c.Name))
}

// holds takes exactly these types and none derived from them: a derived type can
// marshal itself, and then other answers would say other things.
func holds(t reflect.Type, column codebook.Type) bool {
	switch reflect.Zero(t).Interface().(type) {
	case bool:
		return column == codebook.Boolean
	case int, int64, *int64:
		return column == codebook.Integer
	case float64, *float64:
		return column == codebook.Number
	case string, *string:
		return column != codebook.Boolean && column != codebook.Integer && column != codebook.Number
	}
	return false
}

// read takes the cells of a row out of its fields.
func (t Table[T]) read(row *T, cells []cell) {
	v := reflect.ValueOf(row).Elem()
	for i, field := range t.fields {
		cells[i] = cellOf(v.Field(field))
	}
}

// cell is one value. An absent one has the kind absent; a text may be empty, which
// in JSON is not the same.
type cell struct {
	kind    kind
	text    string
	integer int64
	number  float64
}

type kind int

const (
	absent kind = iota
	isText
	isInteger
	isNumber
	isFalse
	isTrue
)

func cellOf(v reflect.Value) cell {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return cell{}
		}
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.String:
		return cell{kind: isText, text: v.String()}
	case reflect.Float64:
		return cell{kind: isNumber, number: v.Float()}
	case reflect.Bool:
		if v.Bool() {
			return cell{kind: isTrue}
		}
		return cell{kind: isFalse}
	}
	return cell{kind: isInteger, integer: v.Int()}
}

// empty tells that nothing is known.
func (c cell) empty() bool { return c.kind == absent || c.kind == isText && c.text == "" }

// List gives the rows of a slice.
func List[T any](rows []T) Each[T] {
	return func(fn func(*T) error) error {
		for i := range rows {
			if err := fn(&rows[i]); err != nil {
				return err
			}
		}
		return nil
	}
}

// title is a name as people write it: position history.
func title(t codebook.Table) string { return strings.ReplaceAll(t.Name, "-", " ") }
