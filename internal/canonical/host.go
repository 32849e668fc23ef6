package canonical

import (
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// host is the name with the port, where that is not the usual one; empty for
// what is no name of a host.
func host(u *url.URL) string {
	name := hostname(u.Hostname())
	if port := u.Port(); name != "" && port != "" && port != "80" && port != "443" {
		name += ":" + port
	}
	return name
}

// longestName is in bytes (RFC 1035, 2.3.4).
const longestName = 253

var asciiName = regexp.MustCompile(`^[a-z0-9_-]+(\.[a-z0-9_-]+)*$`)

func hostname(name string) string {
	if ip, err := netip.ParseAddr(name); err == nil && ip.Is6() {
		return "[" + ip.WithZone("").String() + "]" // the zone is of the machine that asks
	}
	ascii, err := idna.Lookup.ToASCII(strings.ToLower(name))
	if err != nil { // names that UTS 46 disallows are in use: of one label with an underscore, of emoji
		ascii, err = idna.Punycode.ToASCII(strings.ToLower(name))
	}
	ascii = withoutMirror(strings.TrimRight(strings.ToLower(ascii), "."))
	if err != nil || !utf8.ValidString(name) || len(ascii) > longestName || !asciiName.MatchString(ascii) {
		return ""
	}
	return ascii
}

// mirrors are the labels under which publishers show the same documents again.
var mirrors = []string{"www", "m", "mobile", "amp"}

func withoutMirror(name string) string {
	for {
		label, rest, _ := strings.Cut(name, ".")
		if !slices.Contains(mirrors, label) || !strings.Contains(rest, ".") {
			return name
		}
		name = rest
	}
}
