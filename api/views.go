package api

import (
	"bytes"
	"encoding/json"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/codebook"
	"parley/internal/export"
	"parley/internal/ledger"
	"parley/internal/views"
)

// flatType is the media type of rows without nesting, as an array of objects.
const flatType = "application/vnd.parley.flat+json"

// scope is what every view is asked about.
type scope struct {
	negotiation  string
	issue, party *[]string
	subtree      *bool
	clocks       clocks
}

// read opens the workspace at the clocks and resolves what the scope names.
func (s *Server) read(c *gin.Context, q scope) (*ledger.Reader, views.Scope, error) {
	none := views.Scope{}
	if yes(q.subtree) && q.issue == nil {
		return nil, none, errSubtreeAlone
	}
	r, err := s.readAt(c, q.clocks, nil)
	if err != nil {
		return nil, none, err
	}
	a := asked{Reader: r}
	issues := a.ids(ledger.KindOfIssue, "issue", q.issue)
	if q.subtree != nil && *q.subtree {
		issues = a.withSubtrees(issues)
	}
	return r, views.Scope{Negotiation: q.negotiation, Issues: issues, Parties: a.ids(ledger.KindOfParty, "party", q.party)}, a.err
}

// material reads what a view of the scope is computed from.
func (s *Server) material(c *gin.Context, q scope) (*views.Material, error) {
	r, scope, err := s.read(c, q)
	if err != nil {
		return nil, err
	}
	return views.Load(r, scope)
}

// showView answers with a view in the form asked for: whole, or as its flat rows.
func showView[R any](c *gin.Context, format *oas.AnswerFormat, clock ledger.Clock, name string, v any, rows func() []R) {
	var body bytes.Buffer
	var err error
	kind := jsonType
	switch formOf(c, format) {
	case oas.AnswerFormatCsv:
		kind = "text/csv; charset=utf-8"
		_, err = export.Write(&body, export.CSV, export.Of[R](codebook.Export(name)), export.About{}, export.Options{}, export.List(rows()))
		c.Header("Content-Disposition", `attachment; filename="`+name+`.csv"`)
	case oas.AnswerFormatFlat:
		kind, err = flatType, writeJSON(&body, rows())
	default:
		err = writeJSON(&body, v)
	}
	if err != nil {
		fail(c, err)
		return
	}
	c.Writer.Header().Add("Vary", "Accept")
	showAt(c, clock, kind, body.Bytes())
}

// formOf reads the form from format or, without it, from Accept: of what is
// offered there the form wanted most, the first among equals.
func formOf(c *gin.Context, format *oas.AnswerFormat) oas.AnswerFormat {
	if format != nil {
		return *format
	}
	form, best := oas.AnswerFormatJSON, 0.0
	for part := range strings.SplitSeq(c.GetHeader("Accept"), ",") {
		kind, params, err := mime.ParseMediaType(part)
		offered, known := forms[kind]
		if q := quality(params); err == nil && known && q > best {
			form, best = offered, q
		}
	}
	return form
}

var forms = map[string]oas.AnswerFormat{"text/csv": oas.AnswerFormatCsv, flatType: oas.AnswerFormatFlat,
	"application/json": oas.AnswerFormatJSON, "application/*": oas.AnswerFormatJSON, "*/*": oas.AnswerFormatJSON}

// quality is how much a media type is wanted, from 0 to 1 (RFC 9110, section 12.4.2).
func quality(params map[string]string) float64 {
	q, err := strconv.ParseFloat(params["q"], 64)
	if err != nil {
		return 1
	}
	return q
}

func writeJSON(to *bytes.Buffer, v any) error {
	e := json.NewEncoder(to)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// showPicture answers with a picture, which pages of other sites may show in a frame:
// they learn nothing of what is in it, nothing in it acts, and its links work only there.
func showPicture(c *gin.Context, clock ledger.Clock, drawn []byte) {
	c.Header("Content-Security-Policy", nothingRuns+"; frame-ancestors *")
	showAt(c, clock, "image/svg+xml", drawn)
}

// showAt answers with what was computed at a moment, and with 304 where the
// client has it already.
func showAt(c *gin.Context, clock ledger.Clock, contentType string, body []byte) {
	clockHeaders(c, clock)
	tag := etag(clock.KnownAt.Number, body)
	c.Header("ETag", tag)
	if matches(c.GetHeader("If-None-Match"), tag) {
		c.Writer.Header().Del("Content-Disposition")
		c.Status(http.StatusNotModified)
		return
	}
	c.Data(http.StatusOK, contentType, body)
}
