package search_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"parley/internal/search"
)

func words(text string) []string {
	var list []string
	for token := range search.Tokens(text) {
		list = append(list, token.Word)
	}
	return list
}

func TestTokens(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"", ""},
		{" … — !? ", ""},
		{"Kyiv’s envoy, again", "kyiv s envoy again"},
		{"cease-fire cease–fire cease\u00adfire", "cease fire cease fire ceasefire"},
		{"об'єкт об’єкт обʼєкт", "об єкт об єкт об єкт"},
		{"Ёлка, КИЇВ; Зеленський", "елка киів зеленськии"},
		{"cafe\u0301 CAFÉ café", "cafe cafe cafe"},
		{"up to 40 km² or 1,000.5 ½", "up to 40 km2 or 1 000 5 1 2"},
		{"№5 ﬁnal Ａｂｃ Straße", "no 5 final abc strasse"},
		{"مُحَمَّد كـــتاب", "محمد كتاب"},
		{"می\u200cخواهم", "میخواهم"},
		{"我们需要停火。", "我 们 需 要 停 火"},
		{"東京タワー2025年", "東 京 タ ワ ー 2025 年"},
		{"ﾄﾗﾝﾌﾟ トランプ", "ト ラ ン フ ト ラ ン フ"},
		{"การเจรจา", "ก า ร เ จ ร จ า"},
		{"평화 협상", "평화 협상"},
		{"㍿", "株 式 会 社"},
		{"peace🥶talks 🇺🇦 👍🏽 👨\u200d👩\u200d👧", "peace 🥶 talks 🇺 🇦 👍 👨 👩 👧"},
		{"a_b@c.example/d#e", "a b c example d e"},
		{"\u0301x \ufffd y", "x y"},
		{"x\xffy", "x y"},
		{strings.Repeat("щ", 70), strings.Repeat("щ", 64)},
	} {
		if got := strings.Join(words(test.text), " "); got != test.want {
			t.Errorf("%q is cut into %q, want %q", test.text, got, test.want)
		}
	}
}

// The stretch of a token is what it was folded from, with its marks.
func TestTokensSayWhereTheyStand(t *testing.T) {
	text := []rune("«Éта» — о\u0301н 停火👍🏽!")
	var got []string
	for token := range search.Tokens(string(text)) {
		got = append(got, string(text[token.Start:token.End]))
	}
	if want := []string{"Éта", "о\u0301н", "停", "火", "👍🏽"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// check holds for every text: tokens stand in order, inside the text, and are
// cut into themselves, so that a word can be sought by what it was folded to.
func check(t interface{ Fatalf(string, ...any) }, text string) {
	previous, length := 0, utf8.RuneCountInString(text)
	for token := range search.Tokens(text) {
		if token.Start < 0 || token.Start >= token.End || token.End > length || token.End < previous {
			t.Fatalf("%+q: %q stands from %d to %d after %d", text, token.Word, token.Start, token.End, previous)
		}
		previous = token.End
		if again := words(token.Word); len(again) != 1 || again[0] != token.Word {
			t.Fatalf("%+q: %+q is cut into %+q", text, token.Word, again)
		}
		if strings.ContainsAny(token.Word, " '\"\\:=|*\x00") || utf8.RuneCountInString(token.Word) > 64 {
			t.Fatalf("%+q: no index can hold %+q", text, token.Word)
		}
	}
}

func TestAnyTextIsCut(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) { check(r, rapid.String().Draw(r, "text")) })
}

func FuzzTokens(f *testing.F) {
	for _, s := range []string{"", "Kyiv’s", "КИЇВ 40%", "停火协议", "ﷺ", "e\u0301\u0327", "🇺🇦👨\u200d👩", "\xff", "ᾳ Ⅷ ㍿ ½", "İ", "\u0345", "กำ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { check(t, s) })
}
