package export

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"testing"

	"parley/internal/ledger"
)

// The columns of the CSV are the members of the JSON, in the same order, and
// each cell stands under its own column.
func TestColumnsAreTheMembers(t *testing.T) {
	row, typ := filled(), reflect.TypeFor[ledger.HistoryRow]()
	cells, columns := cells(row), Columns()
	if len(cells) != typ.NumField() || len(columns) != typ.NumField() {
		t.Fatalf("%d cells, %d columns, %d members", len(cells), len(columns), typ.NumField())
	}
	var members []string
	d := json.NewDecoder(bytes.NewReader(line(t, row)))
	for i := range typ.NumField() {
		token, err := d.Token()
		for err == nil && token == json.Delim('{') {
			token, err = d.Token()
		}
		members = append(members, token.(string))
		value, _ := d.Token()
		if shown := show(value); shown != cells[i] {
			t.Errorf("%s is %q in JSON and %q in CSV", columns[i], shown, cells[i])
		}
	}
	if !slices.Equal(members, columns) {
		t.Errorf("members %v\ncolumns %v", members, columns)
	}
}

func line(t *testing.T, row ledger.HistoryRow) []byte {
	t.Helper()
	body, err := json.Marshal(row)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func show(v any) string {
	if n, isNumber := v.(float64); isNumber {
		return float(&n)
	}
	if yes, isBool := v.(bool); isBool {
		return strconv.FormatBool(yes)
	}
	return v.(string)
}

// filled is a row in which every field has a value of its own.
func filled() (row ledger.HistoryRow) {
	v := reflect.ValueOf(&row).Elem()
	for i := range v.NumField() {
		f := v.Field(i)
		if f.Kind() == reflect.Pointer {
			f.Set(reflect.New(f.Type().Elem()))
			f = f.Elem()
		}
		switch f.Kind() {
		case reflect.String:
			f.SetString(v.Type().Field(i).Name)
		case reflect.Int64:
			f.SetInt(int64(i))
		case reflect.Float64:
			f.SetFloat(float64(i) + 0.5)
		}
	}
	return row
}
