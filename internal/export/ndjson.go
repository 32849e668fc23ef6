package export

import (
	"encoding/json"
	"io"

	"parley/internal/ledger"
)

// NDJSON writes one JSON object a line, with the columns as members in order.
func NDJSON(w io.Writer) (rows, error) {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return ndjsonRows{e}, nil
}

type ndjsonRows struct{ e *json.Encoder }

func (n ndjsonRows) Write(r ledger.HistoryRow) error { return n.e.Encode(r) }

func (n ndjsonRows) Flush() error { return nil }
