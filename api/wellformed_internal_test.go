package api

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestHalfCharacter(t *testing.T) {
	for text, want := range map[string]bool{
		`"\ud83d\ude00"`: false, `"\uD83D\uDE00x"`: false, `"\\ud83d"`: false, `"\\\ud83d"`: true, `"\ud83d"`: true, `"\ud83dx"`: true,
		`"\ude00\ud83d"`: true, `"\ud83d\n"`: true, `"\ud83d\ud83d\ude00"`: true, `"\u00e9\n\"\/"`: false, `"é"`: false, `"\ud83d\ude00\ude00"`: true,
	} {
		if got := halfCharacter([]byte(text)) != ""; got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

func TestRepeatedMember(t *testing.T) {
	for text, want := range map[string]string{
		`{"a":1,"b":{"a":1}}`: "", `[{"a":1},{"a":2}]`: "", `{"a":1,"b":2,"a":3}`: "/a", `{"a":[0,{"x/y":1,"x~":2,"x/y":3}]}`: "/a/1/x~1y",
		`{"a":1,"\u0061":2}`: "/a", `"a"`: "", `{"":1,"":2}`: "/", `{"a":{},"b":[],"c":[[]],"b":1}`: "/b",
	} {
		if got, found := repeatedMember([]byte(text)); got != want || found != (want != "") {
			t.Errorf("%s: %q %v", text, got, found)
		}
	}
}

// What passes says the same to every decoder: nothing is replaced and nothing dropped.
func FuzzWellFormed(f *testing.F) {
	for _, seed := range []string{`{"a":[1,{"b":"\ud83d\ude00"}]}`, `{"a":1,"a":2}`, `"\ud83d"`, `[[[`, `"\\u0000"`, "\"\xff\""} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if wellFormed(raw) != nil {
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
