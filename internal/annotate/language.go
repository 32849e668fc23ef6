package annotate

import (
	"fmt"
	"slices"

	"golang.org/x/text/language"
)

// rightToLeft are the scripts in use that are written so (UAX 9, UAX 31).
var rightToLeft = []string{"Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Rohg", "Samr", "Mand"}

// direction is that of the script a language is most likely written in. Where the
// language is not known, browsers go by the text.
func direction(tag string) string {
	t, err := language.Parse(tag)
	if err != nil || t == language.Und {
		return "auto"
	}
	script, _ := t.Script()
	if slices.Contains(rightToLeft, script.String()) {
		return "rtl"
	}
	return "ltr"
}

// link leads to the position of a passage, or to its note.
func (p Passage) link(number int) string {
	if len(p.Positions) == 1 {
		return p.Positions[0].URL
	}
	return fmt.Sprintf("#passage-%d", number)
}

// Placed tells whether the passage stands in the text.
func (p Passage) Placed() bool { return p.Start < p.End }
