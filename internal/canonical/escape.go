package canonical

import "strings"

const (
	hexadecimal = "0123456789ABCDEF"
	// themselves are the characters beside letters and digits that mean the same
	// escaped or not, in a part of a path and in a parameter (RFC 3986, 3.3 and 3.4).
	themselves = "-._~!$'()*,:;@"
)

// escape writes bytes so that they can be read back, each in one way only.
func escape(s string) string {
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte(themselves, c) >= 0:
			b.WriteByte(c)
		default:
			b.Write([]byte{'%', hexadecimal[c>>4], hexadecimal[c&15]})
		}
	}
	return b.String()
}
