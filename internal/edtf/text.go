package edtf

// MarshalText makes a Date a string in JSON; "no date" is the empty string.
func (d Date) MarshalText() ([]byte, error) {
	return []byte(d.text), nil
}

// UnmarshalText reads what MarshalText writes. Unlike Parse it takes the empty
// string, for a record without a date has to survive the round trip.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := Parse(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
