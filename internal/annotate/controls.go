package annotate

// orReplacement is the sign for something that cannot be shown in place of what no page
// may hold: controls but for line breaks and tabs, and noncharacters (HTML, "preprocessing
// the input stream"). The record itself keeps them.
func orReplacement(r rune) rune {
	switch {
	case r == '\t' || r == '\n' || r == '\r':
		return r
	case r < ' ' || r >= 0x7f && r <= 0x9f, r >= 0xfdd0 && r <= 0xfdef, r&0xfffe == 0xfffe:
		return '\uFFFD'
	}
	return r
}
