package edtf

import "fmt"

// MarshalText writes the match as the contract names it.
func (m Match) MarshalText() ([]byte, error) {
	if m == Possible {
		return []byte("possible"), nil
	}
	return []byte("certain"), nil
}

// UnmarshalText reads what MarshalText writes.
func (m *Match) UnmarshalText(text []byte) error {
	switch string(text) {
	case "certain":
		*m = Certain
	case "possible":
		*m = Possible
	default:
		return fmt.Errorf("edtf: %q is neither certain nor possible", text)
	}
	return nil
}
