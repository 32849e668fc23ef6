package api

import (
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	openapi_types "github.com/oapi-codegen/runtime/types"

	"parley/api/oas"
	"parley/internal/edtf"
	"parley/internal/ledger"
)

// clocks are the parameters by which a question sets its two clocks.
type clocks struct {
	asOf    *openapi_types.Date
	match   *oas.FilterMatch
	knownAt *string
}

// asked reads them: today for certain, from the newest number, unless they say
// otherwise.
func (p clocks) asked() (ledger.Asked, error) {
	a := ledger.Asked{AsOf: edtf.DayOf(time.Now()), Match: match(p.match)}
	if d := day(p.asOf); d != nil {
		a.AsOf = *d
	}
	var err error
	a.KnownAt, err = knownAt(p.knownAt)
	return a, err
}

// knownAt reads a ledger number or an RFC 3339 time.
func knownAt(text *string) (ledger.KnownAt, error) {
	if text == nil {
		return ledger.KnownAt{}, nil
	}
	if number, err := strconv.ParseInt(*text, 10, 64); err == nil {
		return ledger.KnownAt{Number: &number}, nil
	}
	when, err := time.Parse(time.RFC3339Nano, *text)
	if err != nil {
		return ledger.KnownAt{}, badParameter("known_at", "format",
			"write a ledger number such as 57, or a time such as 2026-02-01T10:00:00Z (a + in it as %2B)")
	}
	return ledger.KnownAt{Time: &when}, nil
}

// readAt opens the workspace as the clocks ask. A page after the first is
// answered from the number of the first, whatever was written meanwhile.
func (s *Server) readAt(c *gin.Context, p clocks, from *cursor) (*ledger.Reader, error) {
	a, err := p.asked()
	if err != nil {
		return nil, err
	}
	if from != nil && from.At != nil {
		a.KnownAt = ledger.KnownAt{Number: from.At}
		a.AsOf = from.AsOf
	}
	a.Newest = grantOf(c).Newest
	return s.ledger.ReadAt(c.Request.Context(), workspace(c), a)
}

// clockHeaders say of a stream, which has no place for it, what JSON says first.
func clockHeaders(c *gin.Context, clock ledger.Clock) {
	c.Header("Parley-As-Of", clock.AsOf.String())
	match, _ := clock.Match.MarshalText()
	c.Header("Parley-Match", string(match))
	knownAtHeaders(c, clock.KnownAt)
}

// knownAtHeaders say from which number it was answered, and when that was recorded.
func knownAtHeaders(c *gin.Context, known ledger.Moment) {
	c.Header("Parley-Known-At", strconv.FormatInt(known.Number, 10))
	if known.RecordedAt != nil {
		c.Header("Parley-Known-At-Time", known.RecordedAt.UTC().Format(time.RFC3339Nano))
	}
}
