package api

import (
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"

	"github.com/gin-gonic/gin"
)

// recovery answers a panic with a problem. Unlike gin's own it lets
// http.ErrAbortHandler pass: that is how a broken export is cut off, so that it
// never looks complete.
func (s *Server) recovery(c *gin.Context) {
	defer func() {
		r := recover()
		if r == nil {
			return
		}
		if err, ok := r.(error); ok && errors.Is(err, http.ErrAbortHandler) {
			panic(r)
		}
		c.Set(panickedKey, true)
		s.options.Log.ErrorContext(c.Request.Context(), "panic", "request_id", requestID(c), "route", c.FullPath(),
			"cause", fmt.Sprint(r), "stack", string(debug.Stack()))
		if c.Writer.Written() {
			panic(http.ErrAbortHandler)
		}
		fail(c, errInternal)
	}()
	c.Next()
}
