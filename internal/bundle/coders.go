package bundle

import (
	"slices"
	"strings"
)

// mostCoders is how many coders a reason names.
const mostCoders = 20

// reasonOf is the reason for a batch, which names those who coded its items.
func reasonOf(reason *string, items []Item) *string {
	var coders []string
	for _, v := range items {
		if v.Coder != "" && !slices.Contains(coders, v.Coder) {
			coders = append(coders, v.Coder)
		}
	}
	if len(coders) == 0 {
		return reason
	}
	if len(coders) > mostCoders {
		coders = append(coders[:mostCoders], "others")
	}
	return added(reason, "coded by "+strings.Join(coders, ", "))
}

// added says more in a reason.
func added(reason *string, more string) *string {
	if more != "" && reason != nil {
		more = *reason + "; " + more
	}
	if more == "" {
		return reason
	}
	return &more
}
