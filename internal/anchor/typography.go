package anchor

import "unicode"

// foldRune gives the plain form of a character whose look depends on keyboard,
// language or typesetting. White space is not its business: see foldBlank.
func foldRune(r rune) (plain string, ok bool) {
	switch {
	case isSingleQuote(r):
		return "'", true
	case isDoubleQuote(r):
		return `"`, true
	case isDash(r):
		return "-", true
	case r == '…':
		return "...", true
	}
	return "", false
}

// isSingleQuote includes primes and the modifier letters that Ukrainian and
// Uzbek write as apostrophes. 『』 are here because they quote inside 「」.
func isSingleQuote(r rune) bool {
	switch r {
	case '\'', '`', '´', 'ʻ', 'ʼ', '‘', '’', '‚', '‛', '′', '‹', '›',
		'❛', '❜', '『', '』', '﹃', '﹄', '＇':
		return true
	}
	return false
}

func isDoubleQuote(r rune) bool {
	switch r {
	case '"', '«', '»', '“', '”', '„', '‟', '″', '❝', '❞', '⹂',
		'〝', '〞', '〟', '「', '」', '﹁', '﹂', '＂', '｢', '｣':
		return true
	}
	return false
}

// isDash takes Unicode's class of dashes, which holds the hyphens, and the two
// dash-shaped characters classed as symbols: the minus sign and hyphen bullet.
func isDash(r rune) bool {
	if r < 0x80 {
		return r == '-'
	}
	return r == '−' || r == '⁃' || unicode.Is(unicode.Pd, r)
}

// isIgnored names the characters that only say where a line may or may not be
// broken. Joiners and non-joiners are not among them: they change the reading.
func isIgnored(r rune) bool {
	switch r {
	case '\u00AD', '\u200B', '\u2060', '\uFEFF':
		return true
	}
	return false
}

func isBlank(r rune) bool { return unicode.IsSpace(r) || isIgnored(r) }
