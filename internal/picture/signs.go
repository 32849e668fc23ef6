package picture

import (
	"strings"

	"parley/internal/views"
)

// sign is a shape with the word that says the same. The shapes are drawn around
// 0,0 and no more than 14 wide; drawn, because no character is sure to be in the
// reader's fonts.
type sign struct{ name, class, word, path string }

// The stances. Filled shapes have made up their mind, hollow ones have not.
var stances = []sign{
	{"supports", "for", "supports", "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z"},
	{"supports_conditionally", "if", "supports if", "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0zM0-4a4 4 0 0 1 0 8z"},
	{"neutral", "neutral", "neutral", "M-5-5h10v10h-10zM-3-3v6h6v-6z"},
	{"undecided", "undecided", "undecided", "M0-7L7 0L0 7L-7 0zM0-4L-4 0L0 4L4 0z"},
	{"opposes", "against", "opposes", "M-6-4L-4-6L0-2L4-6L6-4L2 0L6 4L4 6L0 2L-4 6L-6 4L-2 0z"},
	{"red_line", "redline", "red line", "M-3-7h6L7-3v6L3 7h-6L-7 3v-6zM-4.5-1.5v3h9v-3z"},
	{"", "unstated", "no stance", "M-6-1.5h3v3h-3zM-1.5-1.5h3v3h-3zM3-1.5h3v3h-3z"},
}

// The effects: up is harder, down is softer.
var effects = []sign{
	{views.EffectFirstStated, "effect", "first stated", "M-1-5h2v4h4v2h-4v4h-2v-4h-4v-2h4z"},
	{views.EffectReaffirmed, "effect", "reaffirmed", "M-5-4h10v2.5h-10zM-5 1.5h10v2.5h-10z"},
	{views.EffectSoftened, "effect", "softened", "M-1.5-6h3v6h3.5L0 6L-5 0h3.5z"},
	{views.EffectHardened, "effect", "hardened", "M-1.5 6h3v-6h3.5L0-6L-5 0h3.5z"},
	{views.EffectReversed, "effect", "reversed", "M-6-4.5h7v-2L6-3L1 .5v-2h-7zM6 1.5h-7v-2L-6 3L-1 6.5v-2h7z"},
	{views.EffectWithdrawn, "effect", "withdrawn", "M-5-1.5h10v3h-10z"},
	{views.EffectDenied, "effect", "denied", "M0-6a6 6 0 1 0 0 12a6 6 0 1 0 0-12zM0-4.2a4.2 4.2 0 1 1 0 8.4a4.2 4.2 0 1 1 0-8.4zM-3.6-2.4L-2.4-3.6L3.6 2.4L2.4 3.6z"},
	{views.EffectSuperseded, "effect", "superseded", "M-6-5h2.5l4 5l-4 5h-2.5l4-5zM0-5h2.5l4 5l-4 5h-2.5l4-5z"},
	{views.EffectLapsed, "effect", "lapsed", "M-5-6h10v1.5l-4 4.5l4 4.5v1.5h-10v-1.5l4-4.5l-4-4.5z"},
}

// hasEnded is a line that runs against a wall, for cells in which nothing stands
// any more.
var hasEnded = sign{"", "effect", "ended", "M-6-1h8v-4h2v10h-2v-4h-8z"}

// perhaps is a wave, for cells of which the dates do not tell whether anything was
// said by then.
var perhaps = sign{"", "effect", "not certain", "M-6.5 2C-6-3-2.5-4 .5-1.5C2.5 0 4 0 4.5-2.5L6.5-2C6 3 2.5 4-.5 1.5C-2.5 0-4 0-4.5 2.5z"}

// stanceSign gives the sign of a stance; one that nobody knows yet shows as
// unstated, with its own word.
func stanceSign(stance *string) sign {
	if stance == nil {
		return stances[len(stances)-1]
	}
	return known(stances, *stance, stances[len(stances)-1])
}

// effectSign gives the sign of an effect; there is none when it is not known.
func effectSign(e views.Effect) (sign, bool) {
	if e.What == nil {
		return sign{}, false
	}
	return known(effects, *e.What, sign{class: "effect"}), true
}

func known(signs []sign, name string, other sign) sign {
	for _, s := range signs {
		if s.name == name {
			return s
		}
	}
	other.word = clean(strings.ReplaceAll(name, "_", " "))
	return other
}
