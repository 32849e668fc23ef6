package anchor

// findExact gives the places that have the very characters of quote.
func (t *Text) findExact(quote string) []extent {
	var found []extent
	for _, at := range occurrences(t.stored, quote) {
		e := extent{at, at + len(quote)}
		if wholeCharacters(t.stored, e) {
			found = append(found, e)
		}
	}
	return found
}

// findFolded gives the places whose characters fold to needle, a folded quote.
func (t *Text) findFolded(needle string) []extent {
	f := t.folded()
	var found []extent
	for _, at := range occurrences(f.text, needle) {
		e, ok := f.source(extent{at, at + len(needle)})
		if ok && wholeCharacters(t.stored, e) {
			found = append(found, e)
		}
	}
	return found
}
