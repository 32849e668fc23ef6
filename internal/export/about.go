package export

import (
	"encoding/json"
	"strings"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

// About is what an export says of itself: which question it answers, and from
// which moment of the record.
type About struct {
	Workspace string `json:"workspace"`
	// Export and Codebook say which columns there are and what they mean.
	Export   string `json:"export"`
	Codebook string `json:"codebook"`
	// AsOf and Match are nil where the question has no day of the world.
	AsOf    *edtf.Day     `json:"as_of"`
	Match   *edtf.Match   `json:"match"`
	KnownAt ledger.Moment `json:"known_at"`
	// URL asks the same question again: in the same version of the program it gets
	// the same bytes for ever.
	URL string `json:"url"`
	// Filters are the parameters as they were understood, those left out too, and
	// IDs which resources they named, with the issues below an issue.
	Filters map[string][]string `json:"filters"`
	IDs     map[string][]string `json:"ids"`
}

// Manifest proves that a file is whole.
type Manifest struct {
	About
	Format    string `json:"format"`
	MediaType string `json:"media_type"`
	Rows      int64  `json:"rows"`
	// RowsSHA256 is of the rows as NDJSON, without the last line.
	RowsSHA256 string `json:"rows_sha256"`
	Bytes      int64  `json:"bytes"`
	SHA256     string `json:"sha256"`
}

// Manifest says of a file what was written.
func (a About) Manifest(f Format, s Sum) Manifest {
	return Manifest{About: a, Format: f.Name, MediaType: f.MediaType, Rows: s.Rows, RowsSHA256: s.RowsSHA256, Bytes: s.Bytes, SHA256: s.SHA256}
}

// inside is what a file tells of itself, as JSON; its own hash it cannot know.
func (a About) inside(s Sum) (string, error) {
	var text strings.Builder
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	err := e.Encode(struct {
		About
		Rows       int64  `json:"rows"`
		RowsSHA256 string `json:"rows_sha256"`
	}{a, s.Rows, s.RowsSHA256})
	return strings.TrimSpace(text.String()), err
}
