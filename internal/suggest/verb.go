package suggest

// verb is what stands between a subject and its cue: "has also not".
type verb struct {
	// subject is the token that the subject ends with, if it stands before.
	subject                                        int
	infinitive, negated, passive, doubtful, future bool
}

// verbBefore walks left from a cue over adverbs, auxiliaries and dates.
func (s *sentence) verbBefore(cue int) verb {
	var v verb
	i := cue - 1
	for i >= s.From {
		if d, ok := s.dateEndingAt(i + 1); ok && d.From > s.From {
			i = d.From - 1
			if s.is(i, prepositions) {
				i--
			}
			continue
		}
		switch {
		case s.key(i) == "to":
			v.infinitive = true
		case s.sign(i, ")"):
			i = s.parenthesis(i)
		case s.is(i, auxiliaries):
			v.future = v.future || s.key(i) == "will" || s.key(i) == "shall"
			v.passive = v.passive || s.is(i, beForms)
			v.negated = v.negated || s.is(i, negations)
			v.doubtful = v.doubtful || s.is(i, doubtful)
		case s.is(i, negations):
			v.negated = true
		case !s.adverb(i):
			v.subject = i
			return v
		}
		i--
	}
	v.subject = i
	return v
}

// parenthesis is the token that opens the brackets that one closes.
func (s *sentence) parenthesis(closing int) int {
	for i := closing - 1; i >= s.From && closing-i < maxPhrase; i-- {
		if s.sign(i, "(") {
			return i
		}
	}
	return closing
}

// adverb takes words in -ly for adverbs, but not names.
func (s *sentence) adverb(i int) bool {
	k := s.key(i)
	return adverbs[k] || len(k) > 4 && k[len(k)-2:] == "ly" && s.Tokens[i].Lower()
}
