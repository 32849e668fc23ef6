package api

import (
	"io"
	"net/http"

	"github.com/gin-gonic/gin"

	"parley/internal/export"
	"parley/internal/ledger"
)

// GetContext answers GET /v1/context.jsonld. It never changes for one version of the program.
func (s *Server) GetContext(c *gin.Context) {
	c.Header("Access-Control-Allow-Origin", "*") // JSON-LD processors run in browsers, too
	c.Data(http.StatusOK, export.JSONLD.MediaType, export.Context)
}

// sendLinked streams the history as linked data.
func (s *Server) sendLinked(x *exporting, base string, each export.Each[ledger.HistoryRecord]) {
	s.send(x, func(w io.Writer) (export.Sum, error) { return export.WriteJSONLD(w, x.about, base, each) })
}
