package api

import (
	"strconv"

	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/codebook"
	"parley/internal/datapackage"
)

// ExportDataPackage answers GET /v1/exports/datapackage.zip.
func (s *Server) ExportDataPackage(c *gin.Context, p oas.ExportDataPackageParams) {
	r, err := s.readAt(c, clocks{knownAt: p.KnownAt}, nil)
	if err != nil {
		fail(c, err)
		return
	}
	head, _, err := r.HeadThen()
	if err != nil {
		fail(c, err)
		return
	}
	c.Header("Content-Type", "application/zip")
	c.Header("Content-Disposition", `attachment; filename="datapackage.zip"`)
	knownAtHeaders(c, r.Clock().KnownAt)
	c.Header("Parley-Codebook", codebook.Read().Version)
	c.Header("Trailer", "Parley-Row-Count, Parley-SHA256")
	about := datapackage.About{Workspace: workspace(c), KnownAt: r.Clock().KnownAt, Head: head.Hash,
		Licences: texts(p.License), WithText: yes(p.Text)}
	sum, err := datapackage.Write(s.patient(c.Writer), about, r.EachOf)
	if err != nil {
		abort(c, err)
		return
	}
	c.Header("Parley-Row-Count", strconv.FormatInt(sum.Rows, 10))
	c.Header("Parley-SHA256", sum.SHA256)
}
