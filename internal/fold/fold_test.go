package fold_test

import (
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"parley/internal/fold"
)

// Each line holds spellings that must fold alike.
func TestFoldsAlike(t *testing.T) {
	for _, spellings := range [][]string{
		{"Kyiv", "KYIV", "kyiv"},
		{"Київ", "київ", "КИЇВ", "киі\u0308в"},
		{"Зеленський", "ЗЕЛЕНСЬКИЙ", "зеленськии\u0306"},
		{"ёлка", "Е\u0308ЛКА", "елка"},
		{"Straße", "STRASSE", "strasse", "STRAẞE"},
		{"İstanbul", "istanbul", "i\u0307stanbul"},
		{"Öcalan", "o\u0308calan", "ocalan"},
		{"ﬁnal ﬀ", "final ff"},
		{"مُحَمَّد", "محمد"},
		{"Σίσυφος", "ΣΊΣΥΦΟΣ", "σίσυφοσ"},
		{"ᏣᎳᎩ", "ꮳꮃꭹ"},
		{"№ 5", "no 5"},
		{"½ km²", "1⁄2 km2"},
		{"Ａｂｃ", "abc"},
		{"Nguyễn", "NGUYEN"},
	} {
		for _, s := range spellings {
			if got, want := fold.Text(s), fold.Text(spellings[0]); got != want {
				t.Errorf("%q folds to %q, and %q to %q", s, got, spellings[0], want)
			}
		}
	}
}

// Folding must not make different letters one.
func TestFoldsApart(t *testing.T) {
	for _, pair := range [][2]string{{"Київ", "Киев"}, {"ı", "o"}, {"40 km", "4 0km"}, {"а", "a"}, {"ب", "ت"}} {
		if fold.Text(pair[0]) == fold.Text(pair[1]) {
			t.Errorf("%q and %q fold alike", pair[0], pair[1])
		}
	}
}

func TestFoldingTwiceIsFoldingOnce(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) { checkStable(r, rapid.String().Draw(r, "text")) })
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"", "Kyiv", "КИЇВ", "ß", "İ", "ﬃ", "مُحَمَّد", "e\u0301\u0327", "\u0345", "ᾳ", "\xff", "a\x00b", "ﷺ", "Ⅷ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkStable(t, s) })
}

func checkStable(t interface{ Fatalf(string, ...any) }, s string) {
	once := fold.Text(s)
	if twice := fold.Text(once); twice != once {
		t.Fatalf("%+q folds to %+q and then to %+q", s, once, twice)
	}
	if utf8.ValidString(s) && !utf8.ValidString(once) {
		t.Fatalf("%+q folds to invalid text", s)
	}
}

func TestJoinedKeepsPartsApart(t *testing.T) {
	if got := fold.Joined("Київ", "", "A b"); got != fold.Text("Київ")+"\n"+"a b" {
		t.Errorf("joined to %q", got)
	}
	if fold.Joined() != "" || fold.Joined("", "") != "" {
		t.Error("nothing joins to something")
	}
}
