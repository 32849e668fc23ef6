package picture

// colour is a colour of the picture by day and by night.
type colour struct{ name, light, dark string }

// palette has the colours by the part they play. For each stance there is one
// for its sign and frame and a tint behind its words. Blue against orange and
// light against dark stay apart for readers who do not tell red from green.
var palette = []colour{
	{"page", "#ffffff", "#12171d"},
	{"ink", "#1b2430", "#e9edf2"},
	{"muted", "#56616e", "#a9b4c0"},
	{"rule", "#d5dbe2", "#323d49"},
	{"band", "#f3f5f8", "#1b222b"},
	{"now", "#5a3fb5", "#b9a5ff"},
	{"blank", "#7d8793", "#76828f"},
	{"for", "#0a4fa3", "#5aa5f5"},
	{"for-tint", "#dceafb", "#10294a"},
	{"if", "#1a8bb5", "#86dcf5"},
	{"if-tint", "#e4f5fb", "#0f3440"},
	{"neutral", "#66707c", "#a3adb8"},
	{"neutral-tint", "#eceff2", "#29313a"},
	{"undecided", "#8f7500", "#f0d35e"},
	{"undecided-tint", "#fbf5d7", "#383213"},
	{"against", "#c4540a", "#f59445"},
	{"against-tint", "#fdebdd", "#44270f"},
	{"redline", "#7a0f3c", "#ff8fb8"},
	{"redline-tint", "#f9e0e9", "#4d1730"},
	{"unstated", "#56616e", "#a9b4c0"},
	{"unstated-tint", "#ffffff", "#12171d"},
}

// value is the light colour of a name: what a program sees that knows no
// custom properties.
func value(name string) string {
	for _, c := range palette {
		if c.name == name {
			return c.light
		}
	}
	panic("picture: no colour " + name)
}
