package search_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"parley/internal/search"
)

// shown writes terms as text: words of a phrase joined by _, prefixes with *.
func shown(terms []search.Term) string {
	var list []string
	for _, t := range terms {
		text := strings.Join(t.Words, "_")
		if t.Prefix {
			text += "*"
		}
		list = append(list, text)
	}
	return strings.Join(list, " ")
}

func TestParse(t *testing.T) {
	for _, test := range []struct{ text, terms, without string }{
		{"Zelensky", "zelensky", ""},
		{"  free   economic\tzone\n", "free economic zone", ""},
		{`"free economic zone" offer`, "free_economic_zone offer", ""},
		{"“вільна економічна зона”", "вільна_економічна_зона", ""},
		{"„зона“ »a b« «c d» ＂e f＂", "зона a_b c_d e_f", ""},
		{`"no"touching"here too"`, "no touching here_too", ""},
		{`צה"ל "צה״ל אמר" -"רמטכ"ל" ד"ר`, "צה_ל צה_ל_אמר ד_ר", "רמטכ_ל"},
		{`א"`, "", "at character 2: this quotation mark is not closed; put another where the phrase ends"},
		{"cease-fire don’t 1,000", "cease_fire don_t 1_000", ""},
		{"停火协议 talks", "停_火_协_议 talks", ""},
		{"withdr*", "withdr*", ""},
		{`"free econ*" "cease f"* cease-fi*`, "", "at character 22: write at least 2 characters before the *"},
		{`"free econ*" "cease fi"* cease-fi*`, "free_econ* cease_fi* cease_fi*", ""},
		{"停火*", "停_火", ""},
		{`peace -talks -"prisoner exchange" -withd*`, "peace", "talks prisoner_exchange withd*"},
		{"peace - talks", "peace talks", ""},
		{"AND OR NOT NEAR(a b) col:x ^y {z} a+b", "and or not near_a b col_x y z a_b", ""},
		{"R&D ... ! --", "r_d", ""},
		{"", "", "there is no word in this; write one with letters or digits"},
		{"… — !", "", "there is no word in this; write one with letters or digits"},
		{"-talks", "", "this only excludes; say also what to look for"},
		{`say "free economic`, "", "at character 5: this quotation mark is not closed; put another where the phrase ends"},
		{"*", "", "at character 1: there is no word directly before this *"},
		{"миру *", "", "at character 6: there is no word directly before this *"},
		{"foo-*", "", "at character 5: there is no word directly before this *"},
		{"w*draw", "", "at character 2: a * stands only at the end of a word, for how the word begins"},
		{"wi**", "", "at character 3: a * stands only at the end of a word, for how the word begins"},
		{"é*", "", "at character 2: write at least 2 characters before the *"},
		{strings.Repeat("ab* ", 8), strings.TrimSuffix(strings.Repeat("ab* ", 8), " "), ""},
		{strings.Repeat("-ab* ", 9) + "x", "", "these are 9 beginnings of words (with *); look for at most 8"},
		{strings.Repeat("a ", 65), "", "these are 65 words; look for at most 64"},
	} {
		q, err := search.Parse(test.text)
		if syntax := (*search.SyntaxError)(nil); errors.As(err, &syntax) {
			if err.Error() != test.without {
				t.Errorf("%q: %v", test.text, err)
			}
			continue
		}
		if terms, excluded := shown(q.Terms), shown(q.Excluded); terms != test.terms || excluded != test.without {
			t.Errorf("%q is read as %q without %q, want %q without %q", test.text, terms, excluded, test.terms, test.without)
		}
	}
}

func TestTermsKeepHowTheyWereWritten(t *testing.T) {
	q, err := search.Parse(`Kyiv’s “Free Zone” Withdr*`)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, term := range q.Terms {
		got = append(got, fmt.Sprint(term.Text, " ", term.Quoted))
	}
	if want := "Kyiv’s false|Free Zone true|Withdr* false"; strings.Join(got, "|") != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// Whatever is typed, it is read or refused, and what is read can be found.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"", `"a b" -c d*`, "*", "“", "停火*", "a-b*", "\xff*", "＂x", "-\"", "-*", "a\u0301*", "\u00ad*"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, err := search.Parse(text)
		if err != nil {
			if !errors.As(err, new(*search.SyntaxError)) {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		for _, term := range append(q.Terms, q.Excluded...) {
			if len(term.Words) == 0 || len(term.Words) > search.MaxWords {
				t.Fatalf("%q: a term has %d words", text, len(term.Words))
			}
			m := search.NewMatcher([]search.Term{term})
			found := 0
			for range m.Find(strings.Join(term.Words, " ")) {
				found++
			}
			if found == 0 {
				t.Fatalf("%q: %q does not find itself", text, term.Words)
			}
		}
	})
}
