package edtf

// scanner reads text[pos:end]. It keeps the whole text, so that a fault in the
// second half of an interval is reported where the writer sees it.
type scanner struct {
	text     string
	pos, end int
}

// field is the numbers that a run of digits can be, the last ones being X.
type field struct {
	lo, hi  int64
	unknown int // how many digits are X
	at      int
}

// peek returns the next byte, or 0, which is part of no expression, at the end.
func (s *scanner) peek() byte {
	if s.pos >= s.end {
		return 0
	}
	return s.text[s.pos]
}

func (s *scanner) eat(b byte) bool {
	if s.peek() != b {
		return false
	}
	s.pos++
	return true
}

// field reads digits of which only the last can be X.
func (s *scanner) field(what string, width int) (field, error) {
	f := field{at: s.pos}
	for range width {
		b := s.peek()
		switch {
		case b == 'X':
			f.lo, f.hi = 10*f.lo, 10*f.hi+9
			f.unknown++
		case isDigit(b) && f.unknown == 0:
			f.lo = 10*f.lo + int64(b-'0')
			f.hi = f.lo
		default:
			return f, s.fault(s.pos, "expected %s of %d digits", what, width)
		}
		s.pos++
	}
	return f, nil
}

// clip narrows a field to the numbers from 1 to most that exist.
func (s *scanner) clip(what string, f field, most int64) (field, error) {
	text := s.text[f.at:s.pos]
	f.lo, f.hi = max(f.lo, 1), min(f.hi, most)
	if f.lo > f.hi {
		return f, s.fault(f.at, "no %s %s: it is 01 to %d", what, text, most)
	}
	return f, nil
}

func (s *scanner) finish() error {
	if s.pos < s.end {
		return s.fault(s.pos, "expected the end of the date")
	}
	return nil
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }
