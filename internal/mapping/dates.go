package mapping

import (
	"fmt"
	"slices"
	"strings"
)

type layouts []layout

var english = []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}

func (d *document) months(v any) []string {
	if v == nil {
		return english
	}
	names := d.texts("/months", v)
	if len(names) != 12 || slices.Contains(names, "") {
		d.wrong("/months", "length", "must be the names of the twelve months")
		return english
	}
	return names
}

// dates reads the ways dates are written: one, or a list of them.
func (d *document) dates(pointer string, v any, months []string) layouts {
	if s, is := v.(string); is {
		v = []any{s}
	}
	var list layouts
	for i, written := range d.texts(pointer, v) {
		l, err := newLayout(written, months)
		if err != nil {
			d.wrong(fmt.Sprintf("%s/%d", pointer, i), "date", "%s", err)
			continue
		}
		list = append(list, l)
	}
	return list
}

// day reads a cell. Where several layouts fit, they must say the same.
func (list layouts) day(s string) (string, error) {
	var found, by string
	for _, l := range list {
		read, fits := l.read(s)
		switch {
		case !fits:
		case found != "" && read != found:
			return "", fmt.Errorf("%q is %s as %s and %s as %s", shortened(s), found, by, read, l.written)
		default:
			found, by = read, l.written
		}
	}
	if found == "" {
		return "", fmt.Errorf("%q is not a date written as %s", shortened(s), list.written())
	}
	return found, nil
}

func (list layouts) written() string {
	var all []string
	for _, l := range list {
		all = append(all, l.written)
	}
	return strings.Join(all, " or ")
}
