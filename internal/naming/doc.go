// Package naming tells which of many recorded holders of names the words of a
// text name. A name is compared word by word, case and accents apart, and the
// rule by which it fits is told with every match:
//
//   - name: the words are a recorded name or alias. "The" before it and the full
//     stops of an abbreviation do not count. A name in capitals of up to five
//     letters, such as US or UNO, must stand there in capitals.
//   - code: a recorded code, such as an ISO 3166 one, in its own capitals.
//   - surname: the last words of a person's name: Zelensky, von der Leyen. Names
//     that begin with the family name are not known as such; record an alias.
//   - place: another spelling of a place in the table of place.go: Kiev for Kyiv.
//   - inflection: the same Cyrillic stem with another case ending: Зеленського.
//   - transliteration: another Latin spelling of the same Cyrillic name, as far as
//     the rules of variant.go go: Zelenskiy, Sergei, Yulia for Zelensky, Sergey,
//     Iulia.
//
// The rules are listed from the surest to the least sure. A match by a surer rule
// hides those by less sure ones; of equally sure ones all are given and none is
// chosen. No form of a first name is folded: Volodymyr is not Vladimir.
//
// It imports internal/fold and internal/prose and nothing else of this module.
package naming
