package ledger

import (
	"encoding/json"
	"slices"
)

// Original tells which bytes a text was taken from and by what. Charset names the
// encoding they were read in, SHA256 is over them and Length counts them. Extractor
// and ExtractorVersion are nil where the text stood in no markup.
type Original struct {
	MediaType        string  `json:"media_type"`
	Charset          string  `json:"charset"`
	SHA256           string  `json:"sha256"`
	Length           int64   `json:"length"`
	Extractor        *string `json:"extractor"`
	ExtractorVersion *string `json:"extractor_version"`
}

// FieldNames are names of fields as they stand in JSON. None is written as an
// empty list, also of articles that are older than the list.
type FieldNames []string

// MarshalJSON writes a list.
func (n FieldNames) MarshalJSON() ([]byte, error) { return json.Marshal(present([]string(n))) }

func (n FieldNames) without(names []string) FieldNames {
	return slices.DeleteFunc(slices.Clone(n), func(name string) bool { return slices.Contains(names, name) })
}

// fillIn takes what a document says of the article where nobody else does, and
// notes which fields those are.
func (v *Article) fillIn(found *ArticleFields) {
	if found == nil {
		return
	}
	fill(v, "publisher", &v.Publisher, found.Publisher)
	fill(v, "canonical_url", &v.CanonicalURL, found.CanonicalURL)
	fill(v, "title", &v.Title, found.Title)
	fill(v, "byline", &v.Byline, found.Byline)
	fill(v, "published", &v.Published, found.Published)
	fill(v, "language", &v.Language, found.Language)
}

func fill[T any](v *Article, name string, field **T, found *T) {
	if *field == nil && found != nil {
		*field = found
		v.Extracted = append(v.Extracted, name)
	}
}
