package wellformed

// Measure tells how deeply well-formed JSON is nested and how many values it has, an empty
// list or object counted as two.
func Measure(raw []byte) (deepest, values int) {
	now, inText := 0, false
	values = 1
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case inText && c == '\\':
			i++
		case c == '"':
			inText = !inText
		case inText:
		case c == ',':
			values++
		case c == '{' || c == '[':
			now++
			values++
			deepest = max(deepest, now)
		case c == '}' || c == ']':
			now--
		}
	}
	return deepest, values
}
