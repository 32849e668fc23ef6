package datapackage

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"parley/internal/ledger"
	"parley/internal/wellformed"
)

// row is a row of a package, with the rows of other tables that are parts of it.
type row struct {
	table Table
	place string
	cells []string
	lists map[string]list
}

func (v row) cell(column string) string {
	return v.cells[slices.IndexFunc(v.table.Columns, func(c Column) bool { return c.Name == column })]
}

// body writes the resource as JSON; an error names every cell that is no value of
// its column.
func (v row) body() ([]byte, error) {
	var wrong wrongCells
	object := v.table.object(v.cells, "", &wrong)
	for name, l := range v.lists {
		t := tableOf(name)
		elements := make([]any, 0, len(l.rows))
		for i, cells := range l.rows {
			element := t.object(cells, pointerTo(name, i), &wrong)
			if at := fmt.Sprint(i + 1); cells[1] != at {
				wrong.add(pointerTo(name, i)+"/ordinal", "it is number %s of its position", at)
			}
			delete(element, "position")
			delete(element, "ordinal")
			elements = append(elements, element)
		}
		if len(l.rows) > mostElements {
			wrong.add("", "a position has at most %d %s", mostElements, name)
		}
		object[t.Within] = elements
	}
	if len(wrong) > 0 {
		return nil, wrong.err()
	}
	return json.Marshal(object)
}

func pointerTo(name string, i int) string { return fmt.Sprintf("/%s/%d", name, i) }

// object puts the cells of a row where their columns' paths lead. An object of which
// nothing is there is not there itself.
func (t Table) object(cells []string, pointer string, wrong *wrongCells) map[string]any {
	all := map[string]any{}
	for i, c := range t.Columns {
		value, err := c.value(cells[i])
		if err != nil {
			wrong.add(pointer+"/"+strings.ReplaceAll(c.path(), ".", "/"), "%v", err)
		}
		outer, inner, nested := strings.Cut(c.path(), ".")
		if !nested {
			all[outer] = value
			continue
		}
		if value == nil && all[outer] == nil {
			all[outer] = nil
			continue
		}
		if all[outer] == nil {
			all[outer] = map[string]any{}
		}
		all[outer].(map[string]any)[inner] = value
	}
	return all
}

// value reads what cell wrote; nil where there is none.
func (c Column) value(cell string) (any, error) {
	if cell == "" && !c.Blank {
		if c.Must {
			return nil, errors.New("a value is needed here")
		}
		return nil, nil
	}
	switch c.Type {
	case Integer:
		if _, err := strconv.ParseInt(cell, 10, 64); err != nil {
			return nil, fmt.Errorf("%q is no integer", cell)
		}
	case Boolean:
		if cell != "true" && cell != "false" {
			return nil, fmt.Errorf("%q is neither true nor false", cell)
		}
	case List:
		if !strings.HasPrefix(cell, "[") || !json.Valid([]byte(cell)) || wellformed.Check([]byte(cell), strings.ToLower) != nil {
			return nil, errors.New("a JSON array is expected here, without NUL, half characters and members that are there twice")
		}
	case Number:
	default:
		return c.text(cell)
	}
	if !json.Valid([]byte(cell)) {
		return nil, fmt.Errorf("%q is no %s as JSON writes it", cell, c.Type.Name)
	}
	return json.RawMessage(cell), nil
}

// text reads what is a text in JSON.
func (c Column) text(cell string) (any, error) {
	if c.Type == ID && (len(cell) != 36 || uuid.Validate(cell) != nil) {
		return nil, fmt.Errorf("%q is no UUID", cell)
	}
	if c.Type == Text && !c.Blank && !c.Must {
		return unmarked(cell), nil
	}
	return cell, nil
}

// resource reads the body strictly. Of what is no value of its kind, an EDTF date
// say, the cells are named one by one.
func (v row) resource() (resource any, body []byte, err error) {
	if body, err = v.body(); err != nil {
		return nil, nil, err
	}
	if resource, err = resources[v.table.Kind](body); err == nil {
		return resource, body, nil
	}
	var wrong wrongCells
	for i, c := range v.table.Columns {
		only := make([]string, len(v.cells))
		only[i] = v.cells[i]
		var none wrongCells // of what is left out here
		one, _ := json.Marshal(v.table.object(only, "", &none))
		if _, err := resources[v.table.Kind](one); err != nil {
			wrong.add("/"+strings.ReplaceAll(c.path(), ".", "/"), "%s", strings.TrimPrefix(err.Error(), "json: "))
		}
	}
	if len(wrong) == 0 {
		wrong.add("", "%s", strings.TrimPrefix(err.Error(), "json: "))
	}
	return nil, body, wrong.err()
}

// strictly reads JSON without a member that its type lacks.
func strictly(data []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	return d.Decode(v)
}

// wrongCells are faults, each with a pointer into the resource.
type wrongCells []ledger.Fault

func (w *wrongCells) add(pointer, format string, args ...any) {
	*w = append(*w, ledger.Fault{Pointer: pointer, Code: "cell", Detail: fmt.Sprintf(format, args...)})
}

func (w wrongCells) err() error {
	return &ledger.Error{Kind: ledger.KindInvalid, Detail: "cells are no values of their columns", Faults: w}
}

// located says of every fault in which row and column it is.
func (v row) located(err error) error {
	var refused *ledger.Error
	if !errors.As(err, &refused) || refused.Kind == ledger.KindUnavailable {
		return err
	}
	moved := *refused
	moved.Faults = slices.Clone(refused.Faults)
	for i := range moved.Faults {
		f := &moved.Faults[i]
		f.Place, f.Column = v.locate(f.Pointer)
	}
	return &moved
}

// locate says in which row and column stands what a pointer into the resource leads to.
func (v row) locate(pointer string) (place, column string) {
	parts := strings.Split(strings.TrimPrefix(pointer, "/"), "/")
	if l, isList := v.lists[parts[0]]; isList && len(parts) > 2 {
		if i, err := strconv.Atoi(parts[1]); err == nil && i < len(l.places) {
			return l.places[i], tableOf(parts[0]).column(parts[2:])
		}
	}
	return v.place, v.table.column(parts)
}

// column finds the column of a member, or of the first that is a part of it.
func (t Table) column(parts []string) string {
	for n := len(parts); n > 0; n-- {
		path := strings.Join(parts[:n], ".")
		for _, c := range t.Columns {
			if c.path() == path || strings.HasPrefix(c.path(), path+".") {
				return c.Name
			}
		}
	}
	return ""
}
