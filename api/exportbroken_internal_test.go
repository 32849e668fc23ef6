package api

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"parley/internal/codebook"
	"parley/internal/export"
	"parley/internal/ledger"
)

var errBroken = errors.New("the database went away")

// breaking serves an export whose rows fail after that many.
func breaking(t *testing.T, format export.Format, rows int) *httptest.Server {
	t.Helper()
	s := &Server{options: Options{Patience: time.Minute, Log: slog.Default()}}
	e := gin.New()
	e.Use(s.recovery)
	e.GET("/v1/exports/:name", func(c *gin.Context) {
		x := &exporting{c: c, name: "position-history", format: format}
		sendTable(s, x, export.Of[ledger.HistoryRow](codebook.Export(x.name, "rows=evidence")), func(fn func(*ledger.HistoryRow) error) error {
			noise, words := rand.New(rand.NewPCG(1, 2)), make([]byte, 2_000)
			for range rows {
				for i := range words { // what compresses well would all be in a buffer yet
					words[i] = byte(' ' + noise.IntN(90))
				}
				if err := fn(&ledger.HistoryRow{Summary: string(words), RecordedAt: "2026-01-01T00:00:00Z"}); err != nil {
					return err
				}
			}
			return errBroken
		})
	})
	server := httptest.NewServer(e)
	t.Cleanup(server.Close)
	return server
}

// An export that breaks in the middle ends neither as HTTP says, nor with trailers,
// nor as a whole file of its kind.
func TestBrokenExportsNeverLookWhole(t *testing.T) {
	for _, format := range tables {
		answer, err := http.Get(breaking(t, format, 9_000).URL + "/v1/exports/x")
		if err != nil {
			t.Fatalf("%s: it broke before the first byte: %v", format.Name, err)
		}
		body, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if !errors.Is(err, io.ErrUnexpectedEOF) || len(body) == 0 || answer.Trailer.Get("Parley-SHA256") != "" || answer.Trailer.Get("Parley-Row-Count") != "" {
			t.Errorf("%s: %d bytes, %v, trailers %v", format.Name, len(body), err, answer.Trailer)
		}
		if strings.Contains(string(body), "_manifest") {
			t.Errorf("%s ends with a manifest", format.Name)
		}
	}
}

// On the wire there is no last chunk, by which a client would take it for whole.
func TestBrokenExportHasNoLastChunk(t *testing.T) {
	for _, format := range tables {
		u, err := url.Parse(breaking(t, format, 9_000).URL)
		if err != nil {
			t.Fatal(err)
		}
		conn, err := net.Dial("tcp", u.Host)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(conn, "GET /v1/exports/x HTTP/1.1\r\nHost: %s\r\nTE: trailers\r\nConnection: close\r\n\r\n", u.Host)
		all, _ := io.ReadAll(conn)
		conn.Close()
		if text := string(all); !strings.Contains(text, "Transfer-Encoding: chunked") || strings.HasSuffix(text, "0\r\n\r\n") || strings.Contains(text, "\r\nParley-Sha256:") {
			t.Errorf("%s ends with %q", format.Name, text[max(0, len(text)-60):])
		}
	}
}

// What breaks before the first byte is a problem, without the headers of a file.
func TestExportThatBreaksAtOnceIsAProblem(t *testing.T) {
	for _, format := range tables {
		answer, err := http.Get(breaking(t, format, 3).URL + "/v1/exports/x")
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err != nil || answer.StatusCode != http.StatusInternalServerError || answer.Header.Get("Content-Type") != "application/problem+json" ||
			answer.Header.Get("Content-Disposition") != "" || answer.Header.Get("Trailer") != "" {
			t.Errorf("%s: %d %v %s, %v", format.Name, answer.StatusCode, answer.Header, body, err)
		}
	}
}
