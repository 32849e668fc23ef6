package api

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"parley/api/oas"
	"parley/internal/codebook"
	"parley/internal/export"
	"parley/internal/ledger"
)

// written are the parameters by which every export says how it is to be written.
type written struct {
	format   string // of the path; empty where Accept decides
	guard    *oas.CSVGuard
	bom      *oas.CSVMark
	manifest *oas.ManifestOnly
}

// exporting is an export on its way: how it is written and what it says of itself.
type exporting struct {
	c        *gin.Context
	name     string
	format   export.Format
	options  export.Options
	manifest bool
	about    export.About
}

// tables are the formats that every table can be had in, the default first.
var tables = []export.Format{export.CSV, export.NDJSON, export.XLSX, export.Parquet}

// exporting reads how an export is to be written, of the formats it can be had in.
func exportingAs(c *gin.Context, name string, w written, formats []export.Format) (*exporting, error) {
	format, err := formatOf(c, w.format, formats)
	if err != nil {
		return nil, err
	}
	x := &exporting{c: c, name: name, format: format, manifest: yes(w.manifest)}
	x.options = export.Options{BOM: yes(w.bom), Bare: w.guard != nil && *w.guard == oas.GuardRuleNone, Manifest: x.manifest}
	if format.Name != export.CSV.Name {
		for parameter, given := range map[string]bool{"bom": w.bom != nil, "guard": w.guard != nil} {
			if given {
				return nil, badParameter(parameter, "format", "only CSV has this; leave it out or take .csv")
			}
		}
	}
	return x, nil
}

func yes[B ~bool](b *B) bool { return b != nil && bool(*b) }

// tell fills in what the export says of itself, once it is known from which moment
// it is answered and what its parameters named; pins are the parameters by which
// the same question is asked again.
func (x *exporting) tell(s *Server, clock ledger.Clock, ids map[string][]uuid.UUID, pins url.Values) {
	query := x.c.Request.URL.Query()
	query.Del("manifest")
	for name, values := range pins {
		query[name] = values
	}
	path := "/v1/exports/" + x.name + "." + x.format.Name
	x.about = export.About{Workspace: workspace(x.c), Export: x.name, Codebook: codebook.Read().Version, KnownAt: clock.KnownAt, URL: target(path, query),
		Filters: s.contract.understood(x.c, query), IDs: texted(ids)}
	if x.format.Name != export.CSV.Name {
		delete(x.about.Filters, "bom")
		delete(x.about.Filters, "guard")
	}
	if pins.Has("as_of") {
		x.about.AsOf, x.about.Match = &clock.AsOf, &clock.Match
	}
}

// clockPins name the two clocks as they were answered.
func clockPins(clock ledger.Clock) url.Values {
	match, _ := clock.Match.MarshalText()
	return url.Values{"as_of": {clock.AsOf.String()}, "match": {string(match)}, "known_at": {strconv.FormatInt(clock.KnownAt.Number, 10)}}
}

// texted writes each id once and leaves out what names nothing.
func texted(ids map[string][]uuid.UUID) map[string][]string {
	out := map[string][]string{}
	for name, list := range ids {
		for _, id := range list {
			if text := id.String(); !slices.Contains(out[name], text) {
				out[name] = append(out[name], text)
			}
		}
	}
	return out
}

// send streams an export, or answers with its manifest. What goes wrong before the
// first byte is a problem; what goes wrong later cuts the connection, so that half
// an export never looks whole. The trailers let a client check that it has all.
func (s *Server) send(x *exporting, write func(io.Writer) (export.Sum, error)) {
	c := x.c
	x.heads()
	if x.manifest {
		x.sendManifest(write)
		return
	}
	c.Header("Content-Type", x.contentType())
	c.Header("Content-Disposition", `attachment; filename="`+x.name+`.`+x.format.Name+`"`)
	c.Header("Trailer", "Parley-Row-Count, Parley-SHA256")
	sum, err := write(s.patient(c.Writer))
	if err != nil {
		abort(c, err)
		return
	}
	c.Header("Parley-Row-Count", sum.Count())
	c.Header("Parley-SHA256", sum.SHA256)
}

func (x *exporting) heads() {
	knownAtHeaders(x.c, x.about.KnownAt)
	if x.about.AsOf != nil {
		clockHeaders(x.c, ledger.Clock{AsOf: *x.about.AsOf, Match: *x.about.Match, KnownAt: x.about.KnownAt})
	}
	x.c.Header("Parley-Codebook", x.about.Codebook)
	x.c.Header("Link", "<"+and(x.about.URL, "manifest=1")+`>; rel="describedby"`)
	if strings.HasSuffix(x.c.Request.URL.Path, "/"+x.name) {
		x.c.Writer.Header().Add("Vary", "Accept")
	}
}

func and(target, parameter string) string {
	if strings.Contains(target, "?") {
		return target + "&" + parameter
	}
	return target + "?" + parameter
}

func (x *exporting) contentType() string {
	if x.format.Name == export.CSV.Name {
		return x.format.MediaType + "; charset=utf-8"
	}
	return x.format.MediaType
}

// sendManifest writes the file to nobody and tells what came of it.
func (x *exporting) sendManifest(write func(io.Writer) (export.Sum, error)) {
	sum, err := write(io.Discard)
	if err != nil {
		fail(x.c, err)
		return
	}
	var body bytes.Buffer
	if err := writeJSON(&body, x.about.Manifest(x.format, sum)); err != nil {
		fail(x.c, err)
		return
	}
	x.c.Data(http.StatusOK, jsonType, body.Bytes())
}

// sendTable streams rows.
func sendTable[T any](s *Server, x *exporting, t export.Table[T], each export.Each[T]) {
	s.send(x, func(w io.Writer) (export.Sum, error) { return export.Write(w, x.format, t, x.about, x.options, each) })
}

// tooMany refuses what a format does not take.
func (x *exporting) tooMany(count func() (int64, error)) error {
	if x.format.MaxRows == 0 {
		return nil
	}
	n, err := count()
	if err == nil && n > x.format.MaxRows {
		err = problem(http.StatusUnprocessableEntity, "too-much", "The answer would be too large",
			"a worksheet takes "+strconv.FormatInt(x.format.MaxRows, 10)+" rows and these are "+strconv.FormatInt(n, 10)+
				"; take csv, ndjson or parquet, which have no such limit, or narrow the question")
	}
	return err
}

// abort ends a stream that failed.
func abort(c *gin.Context, err error) {
	if !c.Writer.Written() {
		c.Writer.Header().Del("Trailer")
		c.Writer.Header().Del("Content-Disposition")
		fail(c, err)
		return
	}
	panic(http.ErrAbortHandler)
}
