package api

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/codebook"
)

// GetCodebook answers GET /v1/codebook. Its version names its content, so it
// serves as the ETag.
func (s *Server) GetCodebook(c *gin.Context, _ oas.GetCodebookParams) {
	tag := `"codebook-` + codebook.Read().Version + `"`
	c.Header("ETag", tag)
	if matches(c.GetHeader("If-None-Match"), tag) {
		c.Status(http.StatusNotModified)
		return
	}
	c.Data(http.StatusOK, jsonType, codebook.JSON())
}
