package bundle

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"parley/internal/ledger"
	"parley/internal/wellformed"
)

// Fault is one thing wrong with an item of a file: where the item stands, and what
// the core says of it.
type Fault struct {
	File string
	ledger.Fault
}

func (f Fault) Error() string { return f.where() + ": " + describe(f.Fault) }

func (f Fault) where() string {
	where := f.File
	if f.Line > 0 {
		where += fmt.Sprintf(":%d", f.Line)
	}
	if f.Place != "" {
		where += ": " + f.Place
	}
	if f.Column != "" {
		where += fmt.Sprintf(", column %q", f.Column)
	}
	return where
}

// refusal is what is wrong with a file that the core does not get to see. Where it is
// known which members of an item that is, faults has each.
type refusal struct {
	error
	faults []ledger.Fault
}

// Refuse says what is wrong with an item that cannot be recorded.
func Refuse(format string, args ...any) error {
	return refusal{error: fmt.Errorf(format, args...)}
}

// refuseAt says which member of an item is wrong, and how.
func refuseAt(pointer, code, format string, args ...any) error {
	return refuseAll([]ledger.Fault{{Pointer: pointer, Code: code, Detail: fmt.Sprintf(format, args...)}})
}

func refuseAll(faults []ledger.Fault) error {
	var all []string
	for _, f := range faults {
		all = append(all, describe(f))
	}
	return refusal{errors.New(strings.Join(all, "; ")), faults}
}

// lacking says which member of an item names what is not there, where the core only
// said that something is not.
func lacking(member string, err error) error {
	if ledger.IsKind(err, ledger.KindNotFound) {
		return refuseAt("/"+member, "reference", "%s", err)
	}
	return err
}

// faultsOf tells the faults of an item, one or more, from a failure of the
// database or the machine, which is none.
func faultsOf(err error) []ledger.Fault {
	var own refusal
	if errors.As(err, &own) {
		if len(own.faults) > 0 {
			return slices.Clone(own.faults)
		}
		return []ledger.Fault{{Code: "item", Detail: own.Error()}}
	}
	var e *ledger.Error
	if !errors.As(err, &e) || e.Kind == ledger.KindUnavailable {
		return nil
	}
	if len(e.Faults) == 0 {
		return []ledger.Fault{{Code: string(e.Kind), Detail: e.Detail}}
	}
	list := slices.Clone(e.Faults)
	for i, f := range list {
		if f.Parameter != "" { // an item has members only
			list[i].Pointer, list[i].Parameter = "/"+f.Parameter, ""
		}
	}
	return list
}

// describe words a fault of the core for somebody who looks at a file.
func describe(f ledger.Fault) string {
	s := f.Detail
	if f.Pointer != "" {
		s = f.Pointer + ": " + s
	}
	if f.Nearest != nil {
		s += fmt.Sprintf("; nearest (%.0f %% alike): %q", 100*f.Nearest.Score, f.Nearest.Exact)
	}
	for _, c := range f.Candidates {
		s += fmt.Sprintf("; at %d: %q", c.Start, c.Prefix+c.Exact+c.Suffix)
	}
	return s
}

// unreadable words what encoding/json says of the syntax of an item.
func unreadable(err error) error {
	return Refuse("%s", strings.TrimPrefix(err.Error(), "json: "))
}

// parse reads an item strictly: a member that is misspelt or given twice is a
// fault, not a loss.
func parse[T any](raw json.RawMessage) (T, error) {
	var v T
	if _, n := wellformed.Measure(raw); n > maxValues {
		return v, Refuse("an item has at most %d values, those in lists and objects counted; this has %d", maxValues, n)
	}
	if err := Sound(raw); err != nil {
		return v, err
	}
	if !bytes.HasPrefix(raw, []byte("{")) {
		return v, Refuse("an object is expected here")
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	err := d.Decode(&v)
	if err == nil {
		return v, nil
	}
	if faults := misread(raw, reflect.TypeFor[T]()); len(faults) > 0 {
		return v, refuseAll(faults)
	}
	return v, unreadable(err)
}

// Sound refuses JSON of which encoding/json would read something else than was
// written. Like encoding/json it does not tell Slug from slug.
func Sound(raw []byte) error {
	f := wellformed.Check(raw, strings.ToLower)
	if f == nil {
		return nil
	}
	switch f.Kind {
	case wellformed.NUL:
		return Refuse("a NUL character (\\u0000) cannot be recorded")
	case wellformed.HalfCharacter:
		return Refuse("%s is one half of a surrogate pair and stands without the other", f.At)
	case wellformed.RepeatedMember:
		return refuseAt(f.At, "repeated", "stands in its object twice")
	}
	return Refuse("the item is not UTF-8")
}

// IsRefusal tells whether an error was made by Refuse.
func IsRefusal(err error) bool {
	var own refusal
	return errors.As(err, &own)
}
