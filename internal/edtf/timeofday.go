package edtf

// timeOfDay checks what follows the T of a date-time. Nothing of it is kept
// but the text, since the bounds are days.
func (s *scanner) timeOfDay(d Date) error {
	if d.earliest != d.latest || d.has(unspecified) {
		return s.fault(s.pos-1, "a time of day needs a full date before it")
	}
	if err := s.clock("an hour", 23); err != nil {
		return err
	}
	for _, unit := range []string{"a minute", "a second"} {
		if !s.eat(':') {
			return s.fault(s.pos, "a time of day is hh:mm:ss")
		}
		if err := s.clock(unit, 59); err != nil {
			return err
		}
	}
	return s.offset()
}

// offset reads Z, ±hh, ±hh:mm or, for local time, nothing.
func (s *scanner) offset() error {
	if s.eat('Z') || !s.eat('+') && !s.eat('-') {
		return s.finish()
	}
	if err := s.clock("an offset hour", 23); err != nil {
		return err
	}
	if s.eat(':') {
		if err := s.clock("an offset minute", 59); err != nil {
			return err
		}
	}
	return s.finish()
}

func (s *scanner) clock(what string, most int64) error {
	f, err := s.field(what, 2)
	if err != nil {
		return err
	}
	if f.unknown > 0 || f.hi > most {
		return s.fault(f.at, "%s is 00 to %d", what, most)
	}
	return nil
}
