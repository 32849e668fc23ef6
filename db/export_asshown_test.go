package db

import "parley/internal/ledger"

// PositionAsShown, EvidenceAsShown and PassageAsShown give stored bodies as they are shown.
func PositionAsShown(body string) (string, error) {
	return asShown[ledger.Position](body, newPosition...)
}
func EvidenceAsShown(body string) (string, error) { return asShown[ledger.Evidence](body) }
func PassageAsShown(body string) (string, error) {
	return asShown[ledger.Passage](body, newPassage...)
}
