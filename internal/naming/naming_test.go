package naming_test

import (
	"slices"
	"strings"
	"testing"

	"parley/internal/naming"
	"parley/internal/prose"
)

// Holders of the names below.
const (
	ukraine = iota
	russia
	usa
	zelensky
	leyen
	maria
	anna
	dmitry
	xi
)

var recorded = naming.New([]naming.Name{
	{Holder: ukraine, Text: "Ukraine"}, {Holder: ukraine, Text: "Kyiv"}, {Holder: ukraine, Text: "Україна"}, {Holder: ukraine, Text: "UA", Code: true},
	{Holder: russia, Text: "Russia"}, {Holder: russia, Text: "the Kremlin"}, {Holder: russia, Text: "Россия"}, {Holder: russia, Text: "俄罗斯"},
	{Holder: usa, Text: "United States of America"}, {Holder: usa, Text: "US"}, {Holder: usa, Text: "USA", Code: true},
	{Holder: zelensky, Text: "Volodymyr Zelensky", Person: true}, {Holder: zelensky, Text: "Володимир Зеленський", Person: true},
	{Holder: leyen, Text: "Ursula von der Leyen", Person: true},
	{Holder: maria, Text: "Maria Ivanova", Person: true}, {Holder: anna, Text: "Anna Ivanova", Person: true},
	{Holder: dmitry, Text: "Dmitri Kovalev Jr", Person: true}, {Holder: xi, Text: "习近平", Person: true},
})

func words(text string) []prose.Token {
	var list []prose.Token
	for b := range prose.Blocks(text) {
		list = append(list, b.Tokens...)
	}
	return list
}

func TestOf(t *testing.T) {
	for text, want := range map[string]struct {
		holders []int
		rule    naming.Rule
	}{
		"Ukraine":            {[]int{ukraine}, naming.ByName},
		"The Kremlin":        {[]int{russia}, naming.ByName},
		"Kremlin":            {[]int{russia}, naming.ByName},
		"UKRAINE":            {[]int{ukraine}, naming.ByName},
		"ukraine":            {nil, ""},
		"U.S.":               {[]int{usa}, naming.ByName},
		"US":                 {[]int{usa}, naming.ByName},
		"us":                 {nil, ""},
		"Us":                 {nil, ""},
		"UA":                 {[]int{ukraine}, naming.ByCode},
		"Ua":                 {nil, ""},
		"Kiev":               {[]int{ukraine}, naming.ByPlace},
		"Volodymyr Zelensky": {[]int{zelensky}, naming.ByName},
		"Zelensky":           {[]int{zelensky}, naming.BySurname},
		"Zelenskyy":          {[]int{zelensky}, naming.ByTransliteration},
		"Zelenskiy":          {[]int{zelensky}, naming.ByTransliteration},
		"Volodymyr":          {nil, ""},
		"Vladimir Zelensky":  {nil, ""},
		"Зеленського":        {[]int{zelensky}, naming.ByInflection},
		"Зеленським":         {[]int{zelensky}, naming.ByInflection},
		"України":            {[]int{ukraine}, naming.ByInflection},
		"России":             {[]int{russia}, naming.ByInflection},
		"俄罗斯":                {[]int{russia}, naming.ByName},
		"习近平":                {[]int{xi}, naming.ByName},
		"von der Leyen":      {[]int{leyen}, naming.BySurname},
		"Leyen":              {[]int{leyen}, naming.BySurname},
		"Ivanova":            {[]int{maria, anna}, naming.BySurname},
		"Anna Ivanova":       {[]int{anna}, naming.ByName},
		"Dmitry Kovalev Jr":  {[]int{dmitry}, naming.ByTransliteration},
		"Kovalev":            {[]int{dmitry}, naming.BySurname},
		"Nobody":             {nil, ""},
		"":                   {nil, ""},
	} {
		m, ok := recorded.Of(words(text))
		if ok != (want.holders != nil) || !slices.Equal(m.Holders, want.holders) || m.Rule != want.rule {
			t.Errorf("%q: %v, want %v", text, m, want)
		}
	}
}

func TestLongestNameWins(t *testing.T) {
	list := words("the United States of America")
	if m, start, ok := recorded.EndingAt(list, 0, len(list)); !ok || start != 0 || m.Holders[0] != usa {
		t.Errorf("%v from %d", m, start)
	}
	list = words("Ursula von der Leyen spoke")
	if m, end, ok := recorded.StartingAt(list, 0, len(list)); !ok || end != 4 || m.Rule != naming.ByName {
		t.Errorf("%v until %d", m, end)
	}
	if _, _, ok := recorded.StartingAt(list, 4, len(list)); ok {
		t.Error("spoke is a name")
	}
}

func TestAdjective(t *testing.T) {
	for word, want := range map[string]int{"Ukrainian": ukraine, "Russian": russia, "ukrainian": -1, "Rust": -1, "Zelenskyan": -1, "Kyivan": ukraine} {
		got := -1
		if m, ok := recorded.Adjective(words(word)[0]); ok {
			got = m.Holders[0]
		}
		if got != want {
			t.Errorf("%s: %d, want %d", word, got, want)
		}
	}
}

// isName tells whether a text can be recorded as a name: written in one line and
// not longer than names are.
func isName(text string, list []prose.Token) bool {
	return strings.Join(strings.Fields(text), " ") == text && 0 < len(list) && len(list) <= 10
}

// What is recorded is found as it was recorded, whatever it is written in.
func FuzzNames(f *testing.F) {
	for _, seed := range []string{"Ukraine", "the Kremlin", "U.S.", "İstanbul", "Ελλάδα", "俄罗斯", "مصر", "O’Neill", "é̂", "-", "von der Leyen", "ПУТІН і"} {
		f.Add(seed, seed)
	}
	f.Fuzz(func(t *testing.T, name, other string) {
		n := naming.New([]naming.Name{{Holder: 7, Text: name, Person: true}, {Holder: 8, Text: name, Code: true}})
		list := words(name)
		if m, ok := n.Of(list); !ok && isName(name, list) || ok && m.Holders[0] != 7 {
			t.Fatalf("%q: %v", name, m)
		}
		text := words(other)
		for i, w := range text {
			n.Adjective(w)
			n.EndingAt(text, 0, i)
			n.StartingAt(text, i, len(text))
		}
	})
}
