package bundle

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"parley/internal/ledger"
)

// anyValue is JSON of any form, most of it made of members that items have.
func anyValue(r *rapid.T, depth int) any {
	plain := []any{nil, true, 5, 5.0, 1.5, 1e300, -1, "", "x", "2026-01", "2026-99", "gestern", "019bf0a3-5e00-7004-8000-000000000001"}
	switch kind := rapid.IntRange(0, 3).Draw(r, "kind"); {
	case kind < 2 || depth == 0:
		return rapid.SampledFrom(plain).Draw(r, "plain")
	case kind == 2:
		list := make([]any, rapid.IntRange(0, 3).Draw(r, "length"))
		for i := range list {
			list[i] = anyValue(r, depth-1)
		}
		return list
	}
	return anyObject(r, depth)
}

func anyObject(r *rapid.T, depth int) map[string]any {
	names := []string{"slug", "party", "issue", "summary", "stated", "held_until", "scale", "value", "evidence", "article", "start", "quote", "reported_date",
		"conditions", "terms", "supersedes", "kind", "name", "aliases", "identifiers", "relays", "text_file", "TITLE", "url", "published", "dated", "nmae", "a/b~c"}
	v := map[string]any{}
	for range rapid.IntRange(0, 5).Draw(r, "members") {
		v[rapid.SampledFrom(names).Draw(r, "name")] = anyValue(r, depth-1)
	}
	return v
}

// An item of millions of values is refused before they are held.
func TestItemsHaveFewValues(t *testing.T) {
	for _, wide := range []string{`{"aliases":[` + strings.Repeat("1,", maxValues) + `1]}`, `{` + strings.Repeat(`"a":1,`, maxValues) + `"b":1}`} {
		_, err := parse[ledger.PartyFields](json.RawMessage(wide))
		if err == nil || !strings.Contains(err.Error(), "at most 100000 values") {
			t.Errorf("%.300v", err)
		}
	}
	text := `{"name":"` + strings.Repeat("[1,2],", maxValues) + `"}`
	if _, err := parse[ledger.PartyFields](json.RawMessage(text)); err != nil {
		t.Error(err)
	}
}

// What encoding/json takes has no fault, and what it does not take has one; each fault
// has its place, except that of the whole, and is told once.
func TestMisread(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		raw, err := json.Marshal(anyObject(r, 4))
		if err != nil {
			r.Fatal(err)
		}
		k := rapid.SampledFrom(kinds).Draw(r, "kind")
		if Sound(raw) != nil {
			return
		}
		faults := misread(raw, k.form)
		_, err = k.read(raw)
		if (err == nil) != (len(faults) == 0) {
			r.Fatalf("%s %s: %v, %v", k.name, raw, err, faults)
		}
		seen := map[string]bool{}
		for _, f := range faults {
			if f.Pointer == "" || f.Code == "" || f.Detail == "" || seen[f.Pointer] {
				r.Fatalf("%s %s: %v", k.name, raw, faults)
			}
			seen[f.Pointer] = true
		}
	})
}

// An item of nothing but faults does not fill the memory with them.
func TestMisreadIsBounded(t *testing.T) {
	raw := []byte(`{"evidence": [` + string(bytes.Repeat([]byte("5,"), 1<<20)) + `5]}`)
	if n := len(misread(raw, kindOf("position").form)); n != MostFaults {
		t.Errorf("%d faults", n)
	}
}
