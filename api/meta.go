package api

import (
	"net/http"

	"github.com/gin-gonic/gin"
	swgui "github.com/swaggest/swgui/v5emb"
)

// GetHealth answers /healthz: the process answers.
func (s *Server) GetHealth(c *gin.Context) { c.JSON(http.StatusOK, gin.H{"status": "ok"}) }

// GetContractYAML answers /openapi.yaml with the contract as it was written.
func (s *Server) GetContractYAML(c *gin.Context) {
	c.Data(http.StatusOK, "application/yaml", s.contract.yaml)
}

// GetContractJSON answers /openapi.json, which is made when it is first asked
// for: that takes longer than the whole start.
func (s *Server) GetContractJSON(c *gin.Context) {
	text, err := s.contract.json()
	if err != nil {
		fail(c, err)
		return
	}
	c.Data(http.StatusOK, "application/json", text)
}

// docs serves the page and its files from the binary, so that it works offline.
var docs = swgui.New("Parley", "/openapi.json", "/docs")

// GetDocs answers /docs with an API page.
func (s *Server) GetDocs(c *gin.Context) {
	c.Header("Content-Security-Policy", "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'")
	page := &pageWriter{ResponseWriter: c.Writer}
	docs.ServeHTTP(page, c.Request)
	if page.missing {
		fail(c, notFoundPath(c))
	}
}

// pageWriter holds a plain "not found" back, for a problem to take its place.
type pageWriter struct {
	http.ResponseWriter
	missing bool
}

func (w *pageWriter) WriteHeader(status int) {
	if w.missing = status == http.StatusNotFound; !w.missing {
		w.ResponseWriter.WriteHeader(status)
	}
}

func (w *pageWriter) Write(b []byte) (int, error) {
	if w.missing {
		return len(b), nil
	}
	return w.ResponseWriter.Write(b)
}
