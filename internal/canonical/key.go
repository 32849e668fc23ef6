package canonical

import (
	"net/url"
	"strings"
)

// Key reduces an address to what tells its document from others, by the rules
// of the package. It is empty where the address names no document. A key with
// https:// before it has itself as its key.
func Key(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || !isWeb(u) {
		return ""
	}
	for page := cached(u); page != nil; page = cached(page) {
		u = page
	}
	name, rest := host(u), path(u)+query(u.RawQuery)+fragment(u)
	if name == "" || rest == "" {
		return ""
	}
	return name + rest
}

func isWeb(u *url.URL) bool {
	return (strings.EqualFold(u.Scheme, "http") || strings.EqualFold(u.Scheme, "https")) && u.Host != ""
}

func fragment(u *url.URL) string {
	if !strings.HasPrefix(u.Fragment, "!") {
		return ""
	}
	return "#" + escape(u.Fragment)
}

// cached gives the page of which u is the copy in Google's AMP cache, or nil.
func cached(u *url.URL) *url.URL {
	parts, name := cleaned(u), host(u)
	first := ""
	if len(parts) > 1 {
		first = parts[0]
	}
	switch {
	case first == "amp" && strings.HasPrefix(name, "google."):
	case (first == "c" || first == "v") && strings.HasSuffix("."+name, ".cdn.ampproject.org"): // as a page, in a viewer
	default:
		return nil
	}
	if parts = parts[1:]; parts[0] == "s" { // of https
		parts = parts[1:]
	}
	page, err := url.Parse("https:/" + joined(parts))
	if err != nil || !strings.Contains(page.Hostname(), ".") {
		return nil
	}
	page.RawQuery, page.Fragment = u.RawQuery, u.Fragment
	return page
}
