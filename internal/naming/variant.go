package naming

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"parley/internal/prose"
)

// variant is what all spellings of a name that are taken for the same have in common.
func variant(words []prose.Token) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(variantOf(w.Key))
		b.WriteByte(' ')
	}
	return b.String()
}

func variantOf(word string) string {
	switch {
	case places[word] != "":
		return places[word]
	case isCyrillic(word):
		return stem(word)
	case utf8.RuneCountInString(word) >= minLatin:
		return latin(word)
	}
	return word
}

func isCyrillic(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.Is(unicode.Cyrillic, r)
}

// minLatin is from how many letters a Latin word may be spelt otherwise.
const minLatin = 4

// spellings are ways to write one Cyrillic letter, or two, in Latin ones.
var spellings = strings.NewReplacer("kh", "h", "x", "ks", "iya", "ya", "ija", "ya", "ia", "ya", "ja", "ya",
	"iyu", "yu", "iu", "yu", "ju", "yu", "yo", "o", "w", "v")

// latin makes one spelling of the usual transliterations of a Cyrillic name:
//
//   - the endings -y, -i, -iy, -yi, -yy, -ii, -ij are one: Zelensky, Dmitri;
//   - Ye- and Je- at the beginning are E-: Yevgeny, Evgeni;
//   - iya, ia, ja are ya; iu, ju are yu; kh is h; x is ks; yo is o; w is v;
//   - a doubled letter is one: Odessa.
func latin(word string) string {
	if rest, ok := strings.CutPrefix(word, "ye"); ok {
		word = "e" + rest
	} else if rest, ok := strings.CutPrefix(word, "je"); ok {
		word = "e" + rest
	}
	if trimmed := strings.TrimRight(word, "iyj"); trimmed != word && trimmed != "" {
		word = trimmed + "y"
	}
	return single(spellings.Replace(word))
}

func single(word string) string {
	var b strings.Builder
	var before rune
	for _, r := range word {
		if r != before {
			b.WriteRune(r)
		}
		before = r
	}
	return b.String()
}

// endings are case endings of Ukrainian and Russian names, folded, longest first.
var endings = []string{"ого", "его", "ому", "ему", "ыми", "ими", "ая", "яя", "ою", "ею", "єю", "ей", "ом", "ем", "ым", "им",
	"ии", "іи", "ыи", "ои", "еи", "оі", "ій", "ую", "юю", "а", "я", "о", "е", "у", "ю", "и", "ы", "і", "ь"}

// minStem is how many letters a stem has at least.
const minStem = 3

// stem takes the case ending off a folded Cyrillic word, and the и or і that may be
// left of it: Россия, России; Росія, Росією.
func stem(word string) string {
	for _, e := range endings {
		rest, ok := strings.CutSuffix(word, e)
		if !ok || utf8.RuneCountInString(rest) < minStem {
			continue
		}
		if shorter := strings.TrimRight(rest, "иі"); utf8.RuneCountInString(shorter) >= minStem {
			return shorter
		}
		return rest
	}
	return word
}
