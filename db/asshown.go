package db

import (
	"strings"

	"parley/internal/codec"
)

// newestOfPassages is the member that came last to passages. A body without it was recorded by an
// earlier program, and lacks others as well. Positions and evidence have had all of theirs
// from the beginning.
const newestOfPassages = `"placed":`

// asShown gives a stored body as answers show it. Most are stored so already: others lack a
// member that came later, or have <, > or & written as encoding/json does it on its own.
func asShown[T any](body, newest string) (string, error) {
	if strings.Contains(body, newest) && !strings.Contains(body, `\u00`) {
		return body, nil
	}
	var v T
	if err := codec.Unmarshal(body, &v); err != nil {
		return "", err
	}
	shown, err := codec.Marshal(&v)
	return string(shown), err
}
