package anchor

import "sort"

// extent is a stretch of a string in bytes, half open.
type extent struct{ start, end int }

// edit is one place where folding changed the text.
type edit struct{ folded, source extent }

// shifts is false for a change of one byte into another, which leaves all
// offsets as they are and need not be remembered.
func (e edit) shifts() bool {
	return e.folded.end-e.folded.start != 1 || e.source.end-e.source.start != 1
}

// folding is a folded text with the way back to its source. Between edits the
// two are alike, so the edits are all it takes, and plain text has few.
type folding struct {
	text  string
	edits []edit
}

// source gives the stretch of source text that was folded to f. There is none
// when f begins or ends within an edit, as two of the three stops of "…" do.
// Characters folded to nothing at either end are left out.
func (f *folding) source(within extent) (extent, bool) {
	start, ok := f.sourceAt(within.start, f.editsUntil(within.start+1))
	if !ok {
		return extent{}, false
	}
	end, ok := f.sourceAt(within.end, f.editsUntil(within.end))
	return extent{start, end}, ok
}

// editsUntil counts the edits that begin before a folded offset.
func (f *folding) editsUntil(at int) int {
	return sort.Search(len(f.edits), func(i int) bool { return f.edits[i].folded.start >= at })
}

// sourceAt translates an offset, given how many edits count as before it.
func (f *folding) sourceAt(at, edits int) (int, bool) {
	if edits == 0 {
		return at, true
	}
	switch last := f.edits[edits-1]; {
	case at >= last.folded.end:
		return last.source.end + at - last.folded.end, true
	case at == last.folded.start:
		return last.source.start, true
	}
	return 0, false
}

// around gives the folded text before and after a stretch of the source. Blanks
// that were folded together only half outside the stretch belong to neither.
func (f *folding) around(source extent) (before, after string) {
	return f.text[:f.foldedAt(source.start).start], f.text[f.foldedAt(source.end).end:]
}

// inside gives the folded stretch that a stretch of the source holds.
func (f *folding) inside(source extent) extent {
	return extent{f.foldedAt(source.start).end, f.foldedAt(source.end).start}
}

// foldedAt gives the folded offset of a source offset, as an empty extent, or
// the whole edit around it.
func (f *folding) foldedAt(at int) extent {
	n := sort.Search(len(f.edits), func(i int) bool { return f.edits[i].source.start >= at })
	if n == 0 {
		return extent{at, at}
	}
	last := f.edits[n-1]
	if at < last.source.end {
		return last.folded
	}
	same := last.folded.end + at - last.source.end
	return extent{same, same}
}
