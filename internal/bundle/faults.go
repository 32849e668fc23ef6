package bundle

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"parley/internal/ledger"
)

// Fault is one thing wrong with a bundle, at the line its item begins on.
type Fault struct {
	File string
	Line int
	Err  error
}

func (f Fault) Error() string { return fmt.Sprintf("%s:%d: %v", f.File, f.Line, f.Err) }

// refusal is a fault of the bundle that the core does not get to see.
type refusal struct{ error }

func refuse(format string, args ...any) error { return refusal{fmt.Errorf(format, args...)} }

// faultsOf tells the faults of a bundle, one or more, from a failure of the
// database or the machine, which is none.
func faultsOf(err error) []error {
	var own refusal
	if errors.As(err, &own) {
		return []error{own}
	}
	var e *ledger.Error
	if !errors.As(err, &e) || e.Kind == ledger.KindUnavailable {
		return nil
	}
	if len(e.Faults) == 0 {
		return []error{e}
	}
	var list []error
	for _, f := range e.Faults {
		list = append(list, errors.New(describe(f)))
	}
	return list
}

// describe words a fault of the core for somebody who looks at a file.
func describe(f ledger.Fault) string {
	s := f.Detail
	if where := f.Pointer + f.Parameter; where != "" {
		s = where + ": " + s
	}
	if f.Nearest != nil {
		s += fmt.Sprintf("; nearest (%.0f %% alike): %q", 100*f.Nearest.Score, f.Nearest.Exact)
	}
	for _, c := range f.Candidates {
		s += fmt.Sprintf("; at %d: %q", c.Start, c.Prefix+c.Exact+c.Suffix)
	}
	return s
}

// unreadable words what encoding/json says, without the names of Go types.
func unreadable(err error) error {
	var mistyped *json.UnmarshalTypeError
	if errors.As(err, &mistyped) {
		if mistyped.Field == "" {
			return refuse("a %s stands where something else belongs", mistyped.Value)
		}
		return refuse("%s: a %s stands where something else belongs", mistyped.Field, mistyped.Value)
	}
	return refuse("%s", strings.TrimPrefix(err.Error(), "json: "))
}

// parse reads an item strictly: a member that is misspelt or given twice is a
// fault, not a loss.
func parse[T any](raw json.RawMessage) (T, error) {
	var v T
	if name := repeated(raw); name != "" {
		return v, refuse("the member %q is given twice", name)
	}
	if bytes.Contains(raw, []byte(`\u0000`)) {
		return v, refuse("a NUL character (\\u0000) cannot be recorded")
	}
	if !bytes.HasPrefix(raw, []byte("{")) {
		return v, refuse("an object is expected here")
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&v); err != nil {
		return v, unreadable(err)
	}
	return v, nil
}

// repeated finds a member that an object has twice, of which encoding/json
// would keep the last. Like encoding/json it does not tell Slug from slug.
func repeated(raw []byte) string { return repeatedIn(json.NewDecoder(bytes.NewReader(raw))) }

func repeatedIn(d *json.Decoder) string {
	open, _ := d.Token()
	if open != json.Delim('{') && open != json.Delim('[') {
		return ""
	}
	seen := map[string]bool{}
	for d.More() {
		if open == json.Delim('{') {
			name, _ := d.Token()
			word, _ := name.(string)
			if seen[strings.ToLower(word)] {
				return word
			}
			seen[strings.ToLower(word)] = true
		}
		if name := repeatedIn(d); name != "" {
			return name
		}
	}
	_, _ = d.Token()
	return ""
}
