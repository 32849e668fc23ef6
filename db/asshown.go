package db

import (
	"slices"
	"strings"

	"parley/internal/codec"
)

// What stands in bodies that have all members of today: whoever adds one names it here
// (TestMembersThatStoredBodiesHave). The ends of positions got their days, and passages the
// place that a person gave them, after the first had been recorded; evidence got nothing.
var (
	newPosition = []string{`"ended":null`, `"latest":`}
	newPassage  = []string{`"placed":`}
)

// asShown gives a stored body as answers show it. Most are stored so already, and then have
// one of the signs, if there are any: others were recorded by an earlier program and lack
// members, or have <, > or & written as encoding/json does it on its own.
func asShown[T any](body string, signs ...string) (string, error) {
	isNew := len(signs) == 0 || slices.ContainsFunc(signs, func(sign string) bool { return strings.Contains(body, sign) })
	if isNew && !strings.Contains(body, `\u00`) {
		return body, nil
	}
	var v T
	if err := codec.Unmarshal(body, &v); err != nil {
		return "", err
	}
	shown, err := codec.Marshal(&v)
	return string(shown), err
}
