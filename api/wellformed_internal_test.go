package api

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

// What passes says the same to every decoder: nothing is replaced and nothing dropped.
func FuzzWellFormed(f *testing.F) {
	for _, seed := range []string{`{"a":[1,{"b":"\ud83d\ude00"}]}`, `{"a":1,"a":2}`, `"\ud83d"`, `[[[`, `"\\u0000"`, "\"\xff\""} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if wellFormed(raw, 1000) != nil {
			return
		}
		var value any
		if err := json.Unmarshal(raw, &value); err != nil || !utf8.Valid(raw) {
			t.Fatalf("%q: %v", raw, err)
		}
		again, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(again), "\ufffd") && !strings.Contains(strings.ToLower(string(raw)), `\ufffd`) && !strings.Contains(string(raw), "\ufffd") {
			t.Errorf("%q reads %q", raw, again)
		}
	})
}
