package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// answer is a response, read to its end.
type answer struct {
	t               *testing.T
	to              string
	status          int
	header, trailer http.Header
	body            []byte
}

func (a *answer) want(status int) *answer {
	a.t.Helper()
	if a.status != status {
		a.t.Fatalf("%s: status %d, want %d\n%s", a.to, a.status, status, a.body)
	}
	return a
}

func decode(body []byte) (any, error) {
	var value any
	return value, json.Unmarshal(body, &value)
}

// find gives what stands at a JSON pointer.
func (a *answer) find(pointer string) (any, bool) {
	a.t.Helper()
	value, err := decode(a.body)
	if err != nil {
		a.t.Fatalf("%s: %v\n%s", a.to, err, a.body)
	}
	return lookUp(value, pointer)
}

func lookUp(value any, pointer string) (any, bool) {
	for _, part := range strings.Split(pointer, "/")[1:] {
		switch v := value.(type) {
		case object:
			var found bool
			if value, found = v[part]; !found {
				return nil, false
			}
		case []any:
			i, err := strconv.Atoi(part)
			if err != nil || i >= len(v) {
				return nil, false
			}
			value = v[i]
		default:
			return nil, false
		}
	}
	return value, true
}

func (a *answer) at(pointer string) any {
	a.t.Helper()
	value, found := a.find(pointer)
	if !found {
		a.t.Fatalf("%s: nothing at %s\n%s", a.to, pointer, a.body)
	}
	return value
}

func (a *answer) text(pointer string) string {
	a.t.Helper()
	s, ok := a.at(pointer).(string)
	if !ok {
		a.t.Fatalf("%s: no text at %s\n%s", a.to, pointer, a.body)
	}
	return s
}

func (a *answer) id() string {
	a.t.Helper()
	return a.text("/id")
}

func (a *answer) number() int64 {
	a.t.Helper()
	return int64(a.at("/number").(float64))
}

func (a *answer) etag() string { return a.header.Get("ETag") }

func (a *answer) items() []any {
	a.t.Helper()
	return a.at("/items").([]any)
}

// is compares what stands at pointers with what should.
func (a *answer) is(want object) *answer {
	a.t.Helper()
	for pointer, value := range want {
		if got := a.at(pointer); !equal(got, value) {
			a.t.Errorf("%s: %s is %s, want %s", a.to, pointer, asJSON(got), asJSON(value))
		}
	}
	return a
}

// refused wants a problem with exactly these faults, each written as its
// pointer (or ? and its parameter) and its code.
func (a *answer) refused(status int, faults ...string) *answer {
	a.t.Helper()
	a.want(status)
	if got := a.header.Get("Content-Type"); got != "application/problem+json" {
		a.t.Errorf("%s: content type %q", a.to, got)
	}
	a.is(object{"/status": status})
	got := a.faults()
	slices.Sort(got)
	slices.Sort(faults)
	if !slices.Equal(got, faults) {
		a.t.Errorf("%s: faults %q, want %q\n%s", a.to, got, faults, a.body)
	}
	return a
}

func (a *answer) faults() []string {
	a.t.Helper()
	list, _ := a.find("/faults")
	faults, _ := list.([]any)
	var written []string
	for _, f := range faults {
		place, code := f.(object)["pointer"], f.(object)["code"]
		if parameter, found := f.(object)["parameter"]; found {
			place = "?" + parameter.(string)
		}
		if place == nil {
			place = "body"
		}
		written = append(written, fmt.Sprint(place, " ", code))
	}
	return written
}

// equal compares as JSON, so that a test can write 1 for 1.0.
func equal(a, b any) bool {
	x, errX := decode([]byte(asJSON(a)))
	y, errY := decode([]byte(asJSON(b)))
	return errX == nil && errY == nil && reflect.DeepEqual(x, y)
}

func asJSON(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// column gives one member of each item as text.
func column(items []any, pointer string) []string {
	list := make([]string, 0, len(items))
	for _, item := range items {
		value, _ := lookUp(item, pointer)
		list = append(list, fmt.Sprint(value))
	}
	return list
}

// same compares two lists.
func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\ngot  %q\nwant %q", what, got, want)
	}
}

// alike compares two lists without regard to their order.
func alike(t *testing.T, what string, got, want []string) {
	t.Helper()
	got, want = slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want))
	same(t, what, got, want)
}
