package bundle

import (
	"bytes"
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

// misread names everything in an item that is not of its form, each at its JSON
// pointer and in the words in which the contract refuses a body: encoding/json stops
// at the first, and names types of Go. At most MostFaults are kept.
func misread(raw json.RawMessage, form reflect.Type) []ledger.Fault {
	var w formWalk
	w.value(raw, form, "")
	return w.faults
}

type formWalk struct{ faults []ledger.Fault }

func (w *formWalk) add(pointer, code, detail string) {
	if len(w.faults) < MostFaults {
		w.faults = append(w.faults, ledger.Fault{Pointer: pointer, Code: code, Detail: detail})
	}
}

var readsText = reflect.TypeFor[encoding.TextUnmarshaler]()

// value walks a value and the form it should have. A null leaves a member out.
func (w *formWalk) value(raw json.RawMessage, form reflect.Type, pointer string) {
	for form.Kind() == reflect.Pointer {
		form = form.Elem()
	}
	to := reflect.New(form)
	switch _, readsItself := to.Interface().(json.Unmarshaler); {
	case string(raw) == "null":
	case readsItself || form.Implements(readsText) || to.Type().Implements(readsText) || !isComposed(form):
		if err := json.Unmarshal(raw, to.Interface()); err != nil {
			w.leaf(raw, form, pointer, err)
		}
	case form.Kind() == reflect.Struct:
		w.object(raw, form, pointer)
	default:
		w.list(raw, form, pointer)
	}
}

func isComposed(form reflect.Type) bool {
	return form.Kind() == reflect.Struct || form.Kind() == reflect.Slice
}

// leaf says what a value should have been; what is text is left to the type to judge.
func (w *formWalk) leaf(raw json.RawMessage, form reflect.Type, pointer string, err error) {
	wanted := "a string"
	switch form.Kind() {
	case reflect.Int, reflect.Int64:
		wanted = "an integer"
	case reflect.Float64:
		wanted = "a number"
	case reflect.Bool:
		wanted = "a boolean"
	}
	switch {
	case wanted != "a string" || raw[0] != '"':
		w.add(pointer, "type", "value must be "+wanted)
	case form == reflect.TypeFor[edtf.Date]():
		w.add(pointer, "format", fmt.Sprintf("%s (%s)", edtf.Advice, strings.TrimPrefix(err.Error(), "edtf: ")))
	default:
		w.add(pointer, "format", "value cannot be read")
	}
}

func (w *formWalk) list(raw json.RawMessage, form reflect.Type, pointer string) {
	d := json.NewDecoder(bytes.NewReader(raw))
	if open, _ := d.Token(); open != json.Delim('[') {
		w.add(pointer, "type", "value must be an array")
		return
	}
	for i := 0; d.More() && len(w.faults) < MostFaults; i++ {
		var one json.RawMessage
		_ = d.Decode(&one) // its syntax is known to be right
		w.value(one, form.Elem(), pointer+"/"+strconv.Itoa(i))
	}
}

var pointerEscape = strings.NewReplacer("~", "~0", "/", "~1")

func (w *formWalk) object(raw json.RawMessage, form reflect.Type, pointer string) {
	d := json.NewDecoder(bytes.NewReader(raw))
	if open, _ := d.Token(); open != json.Delim('{') {
		w.add(pointer, "type", "value must be an object")
		return
	}
	members := membersOf(form)
	for d.More() {
		token, _ := d.Token()
		var one json.RawMessage
		_ = d.Decode(&one)
		name, _ := token.(string)
		at := pointer + "/" + pointerEscape.Replace(name)
		if member := members.named(name); member != nil {
			w.value(one, member, at)
		} else {
			w.add(at, "unknown", "there is no such member here; it takes "+strings.Join(members.names(), ", "))
		}
	}
}

// members are the types of the members of a form by their names.
type members map[string]reflect.Type

// membersOf takes what is embedded for part of the form, as encoding/json does.
func membersOf(form reflect.Type) members {
	m := members{}
	for _, f := range reflect.VisibleFields(form) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.IsExported() && name != "" && name != "-" {
			m[name] = f.Type
		}
	}
	return m
}

// named finds a member; like encoding/json it does not tell Slug from slug.
func (m members) named(name string) reflect.Type {
	for known, form := range m {
		if strings.EqualFold(known, name) {
			return form
		}
	}
	return nil
}

func (m members) names() []string {
	var list []string
	for name := range m {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}
