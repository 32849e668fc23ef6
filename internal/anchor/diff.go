package anchor

import "strings"

// diff gathers a word difference. Between two things that are kept, all that was
// removed comes before all that was added.
type diff struct {
	edits          []Edit
	kept           strings.Builder
	removed, added strings.Builder
}

func (d *diff) add(op Op, tokens ...string) {
	for _, token := range tokens {
		switch op {
		case Removed:
			d.change()
			d.removed.WriteString(token)
		case Added:
			d.change()
			d.added.WriteString(token)
		default:
			d.kept.WriteString(token)
		}
	}
}

// change begins or goes on with a change. Blanks alone between two changes are
// made part of both: "two old words" reads better than three changes.
func (d *diff) change() {
	kept := d.kept.String()
	d.kept.Reset()
	changing := d.removed.Len() > 0 || d.added.Len() > 0
	switch {
	case kept == "":
	case changing && !visible(kept):
		d.removed.WriteString(kept)
		d.added.WriteString(kept)
	default:
		d.flush()
		d.edits = append(d.edits, Edit{Kept, kept})
	}
}

// flush ends a change.
func (d *diff) flush() {
	if d.removed.Len() > 0 {
		d.edits = append(d.edits, Edit{Removed, d.removed.String()})
	}
	if d.added.Len() > 0 {
		d.edits = append(d.edits, Edit{Added, d.added.String()})
	}
	d.removed.Reset()
	d.added.Reset()
}

func (d *diff) finish() []Edit {
	d.flush()
	if d.kept.Len() > 0 {
		d.edits = append(d.edits, Edit{Kept, d.kept.String()})
	}
	return d.edits
}
