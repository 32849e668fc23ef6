package wellformed

import (
	"strings"
	"testing"
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

func exactly(name string) string { return name }

func TestRepeatedMember(t *testing.T) {
	for text, want := range map[string]string{
		`{"a":1,"b":{"a":1}}`: "", `[{"a":1},{"a":2}]`: "", `{"a":1,"b":2,"a":3}`: "/a", `{"a":[0,{"x/y":1,"x~":2,"x/y":3}]}`: "/a/1/x~1y",
		`{"a":1,"\u0061":2}`: "/a", `"a"`: "", `{"":1,"":2}`: "/", `{"a":{},"b":[],"c":[[]],"b":1}`: "/b",
	} {
		if got, found := repeatedMember([]byte(text), exactly); got != want || found != (want != "") {
			t.Errorf("%s: %q %v", text, got, found)
		}
	}
}

func TestCheck(t *testing.T) {
	for text, want := range map[string]Kind{
		`{"a":"\\u0000"}`: 0, `{"a":"\u0000"}`: NUL, "{\"a\":\"\xff\"}": NotUTF8, `{"a":"\ud83d"}`: HalfCharacter,
		`{"slug":1,"Slug":2}`: RepeatedMember, `{"a":{"slug":1},"b":{"slug":2}}`: 0,
	} {
		got := Check([]byte(text), strings.ToLower)
		if got == nil && want != 0 || got != nil && got.Kind != want {
			t.Errorf("%s: %v", text, got)
		}
	}
	if got := Check([]byte(`{"slug":1,"Slug":2}`), exactly); got != nil {
		t.Errorf("other names: %v", got)
	}
}
