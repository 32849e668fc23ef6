package mapping

import (
	"errors"
	"strings"
)

// part is a stretch of a template: words as they are, or the cell of a column.
type part struct{ words, cell string }

// parts splits a template such as "texts/{File}.txt". Braces that are not of a name
// are written twice.
func parts(template string) ([]part, error) {
	var list []part
	var words strings.Builder
	for i := 0; i < len(template); i++ {
		switch c := template[i]; {
		case (c == '{' || c == '}') && strings.HasPrefix(template[i+1:], string(c)):
			words.WriteByte(c)
			i++
		case c == '{':
			name, _, closed := strings.Cut(template[i+1:], "}")
			i += len(name) + 1
			if name = spaced(name); !closed || name == "" || strings.Contains(name, "{") {
				return nil, errors.New("the name of a column stands in braces, as {Date}; a brace that is meant as such is written twice")
			}
			list = append(list, part{words: words.String()}, part{cell: name})
			words.Reset()
		case c == '}':
			return nil, errors.New("a brace closes that was not opened; one that is meant as such is written twice")
		default:
			words.WriteByte(c)
		}
	}
	return append(list, part{words: words.String()}), nil
}

// spaced is a name with one space for each stretch of white space: the head of a
// table is often broken into lines.
func spaced(name string) string { return strings.Join(strings.Fields(name), " ") }
