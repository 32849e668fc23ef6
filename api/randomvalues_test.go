package api_test

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// maker makes values up by the schemas of the contract. One that breaks puts
// something else in the place of a value here and there.
type maker struct {
	*rand.Rand
	ids    map[string]string
	breaks bool
}

// broken tells whether to break the rules at this place.
func (m *maker) broken() bool { return m.breaks && m.IntN(8) == 0 }

// hostiles are texts that have broken some program.
var hostiles = []string{"", " ", "0", "-1", "null", "%", "_", "%%%%", "' OR 1=1 --", `"; DROP TABLE positions; --`, `\`, `\x00`, "a\x00b", "../../etc/passwd", "%2e%2e%2f",
	"..", ".", "//", "?", "#", "{}", "[]", "<script>alert(1)</script>", "=cmd()", "a\r\nX: y", "\u202eabc", "\ufeff", "e\u0301\u0323", "👩🏽‍⚖️", "عربي", "中文", "\ud7ff\ue000\uffff",
	"\xff\xfe", "\xc3\x28", "9223372036854775808", "-9223372036854775809", "1e400", "NaN", "Infinity", "0x1f", "9999-99-99", "-9999-01-01", "170000000002-01-01", "2026-02-30",
	"2026-01-22/..", "Y-17E7", "P99999999999Y", "PT0S", "*", `W/"1"`, `"1`, "::1", "http://[::1", "javascript:alert(1)", strings.Repeat("a", 300), strings.Repeat("ы", 3000),
	strings.Repeat("(", 1000), strings.Repeat("a ", 2000), strings.Repeat("\"", 99), "a,b,,c,", "id:desc", "-", "--"}

func (m *maker) hostile() string { return hostiles[m.IntN(len(hostiles))] }

// odd is a value of any type.
func (m *maker) odd() any {
	deep := any("deep")
	for range m.IntN(60) {
		deep = []any{deep}
	}
	odds := []any{nil, true, 0, -1, 1.5, 1e300, json.Number("123456789012345678901234567890"), m.hostile(), []any{}, object{}, object{"": nil}, deep, slices.Repeat([]any{1}, 2000)}
	return odds[m.IntN(len(odds))]
}

// reference names something that is there, most of the time.
func (m *maker) reference(name string) string {
	if id := m.ids[name]; id != "" && !m.broken() {
		return id
	}
	all := slices.Sorted(maps.Values(m.ids))
	if m.IntN(2) == 0 {
		return all[m.IntN(len(all))]
	}
	return m.hostile()
}

// value makes one up. The name says of what it is, for references.
func (m *maker) value(name string, s *openapi3.Schema, depth int) any {
	switch {
	case m.broken():
		return m.odd()
	case s.Nullable && m.IntN(6) == 0:
		return nil
	case len(s.Enum) > 0:
		return s.Enum[m.IntN(len(s.Enum))]
	case len(s.OneOf) > 0:
		return m.value(name, s.OneOf[m.IntN(len(s.OneOf))].Value, depth)
	case len(s.AnyOf) > 0:
		return m.value(name, s.AnyOf[m.IntN(len(s.AnyOf))].Value, depth)
	case len(s.AllOf) == 1 && len(s.Properties) == 0:
		return m.value(name, s.AllOf[0].Value, depth)
	case s.Type.Is("boolean"):
		return m.IntN(2) == 0
	case s.Type.Is("integer"):
		return m.number(s)
	case s.Type.Is("number"):
		return float64(m.number(s)) + float64(m.IntN(4))/4
	case s.Type.Is("array"):
		return m.list(name, s, depth)
	case s.Type.Is("string"):
		return m.text(name, s)
	}
	return m.object(s, depth)
}

func (m *maker) number(s *openapi3.Schema) int64 {
	low, high := int64(-1000), int64(1000)
	if s.Min != nil {
		low = int64(*s.Min)
	}
	if s.Max != nil {
		high = int64(*s.Max)
	}
	if m.IntN(4) == 0 {
		return []int64{low, high}[m.IntN(2)]
	}
	return low + m.Int64N(min(max(high-low, 0), 1_000_000)+1)
}

func (m *maker) list(name string, s *openapi3.Schema, depth int) []any {
	list := []any{}
	for range max(int(s.MinItems), m.IntN(3)) {
		if depth < 6 {
			list = append(list, m.value(singular(name), s.Items.Value, depth+1))
		}
	}
	return list
}

func singular(name string) string { return strings.TrimSuffix(name, "s") }

// named are members and parameters that name something of another kind.
var named = map[string]string{"speaker": "party", "on_behalf_of": "party", "jointly_with": "party", "addressed_to": "party", "author": "party", "group": "party", "into": "party",
	"attributed_to": "party", "supersede": "position", "in_reply_to": "position", "parent": "issue"}

func (m *maker) text(name string, s *openapi3.Schema) string {
	of := name
	if named[name] != "" {
		of = named[name]
	}
	switch example, _ := s.Example.(string); {
	case m.ids[of] != "" && m.IntN(8) > 0:
		return m.ids[of]
	case name == "quote":
		return offer
	case example != "" && m.IntN(3) > 0:
		return example
	}
	text := []rune(strings.ToValidUTF8(m.hostile(), "?"))
	if s.MaxLength != nil && uint64(len(text)) > *s.MaxLength && !m.breaks {
		text = text[:*s.MaxLength]
	}
	return string(text)
}

func (m *maker) object(s *openapi3.Schema, depth int) object {
	made := object{}
	for _, part := range s.AllOf {
		if o, ok := m.value("", part.Value, depth).(object); ok {
			maps.Copy(made, o)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		if required := slices.Contains(s.Required, name) && !m.broken(); required || depth < 6 && m.IntN(3) == 0 {
			made[name] = m.value(name, s.Properties[name].Value, depth+1)
		}
	}
	if m.broken() {
		made[m.hostile()] = m.odd()
	}
	return made
}
