package canonical

import (
	"net/url"
	"slices"
	"strings"
)

// query gives the parameters that count, in order, behind a question mark, or nothing.
func query(raw string) string {
	var kept []string
	for one := range strings.SplitSeq(raw, "&") {
		name, value, hasValue := strings.Cut(one, "=")
		name = unescapeQuery(name)
		if name == "" && value == "" || isTracking(name) || isAMP(name, value) {
			continue
		}
		one = escape(name)
		if hasValue {
			one += "=" + escape(unescapeQuery(value))
		}
		kept = append(kept, one)
	}
	if len(kept) == 0 {
		return ""
	}
	slices.Sort(kept)
	return "?" + strings.Join(kept, "&")
}

func unescapeQuery(s string) string {
	if raw, err := url.QueryUnescape(s); err == nil {
		return raw
	}
	return s
}

// isAMP tells a parameter that asks for the AMP form of a document.
func isAMP(name, value string) bool {
	switch strings.ToLower(name) {
	case "amp", "_amp", "isamp":
		return value == "" || value == "1" || strings.EqualFold(value, "true") || strings.EqualFold(value, "amp")
	case "outputtype":
		return strings.EqualFold(value, "amp")
	case "usqp", "amp_js_v", "amp_gsa", "amp_ct", "amp_tf":
		return true
	}
	return false
}
