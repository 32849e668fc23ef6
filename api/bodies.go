package api

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/routers"
	"github.com/gin-gonic/gin"
)

// maxBody bounds a request's body: the longest article text in JSON, escaped.
const maxBody = 16 << 20

const bodyKey = "parley.body"

// acceptBody reads the body, or only looks at its type where the handler reads it.
func (k *contract) acceptBody(c *gin.Context, route *routers.Route, streamed bool) error {
	switch {
	case route.Operation.RequestBody == nil:
		return noBody(c)
	case streamed:
		return bodyType(c, route)
	}
	return k.readBody(c, route)
}

// noBody refuses a body where none is taken, whatever its length. One whose length is not
// said may be empty.
func noBody(c *gin.Context) error {
	from := unhurriedBody{c.Request.Body, http.NewResponseController(c.Writer), bodyGrace}
	n, err := 1, error(nil)
	if c.Request.ContentLength <= 0 {
		n, err = io.ReadFull(from, make([]byte, 1))
	}
	switch {
	case n > 0:
		return problem(http.StatusBadRequest, "unexpected-body", "This operation takes no body", "send the request without a body")
	case !errors.Is(err, io.EOF):
		return badRequest(err)
	}
	restoreBody(c)
	return nil
}

// bodyType refuses a body of a type or coding that the operation does not take.
func bodyType(c *gin.Context, route *routers.Route) error {
	if coding := c.GetHeader("Content-Encoding"); coding != "" && coding != "identity" {
		return problem(http.StatusUnsupportedMediaType, "unsupported-encoding", "Compressed bodies are not taken", "send the body as it is, without Content-Encoding")
	}
	return mediaType(c.ContentType(), route.Operation.RequestBody.Value.Content)
}

// readBody reads the whole body once, within its bound, and checks that it is
// of a type the operation takes.
func (k *contract) readBody(c *gin.Context, route *routers.Route) error {
	raw, err := wholeBody(c)
	var tooLarge *http.MaxBytesError
	var own *Problem
	switch {
	case errors.As(err, &tooLarge):
		return problem(http.StatusRequestEntityTooLarge, "too-large", "The body is too large", "at most 16 MiB are taken")
	case errors.As(err, &own), c.Request.Context().Err() != nil:
		return err
	case err != nil:
		return badRequest(err)
	}
	c.Set(bodyKey, raw)
	restoreBody(c)
	if len(raw) == 0 {
		return nil
	}
	if err := bodyType(c, route); err != nil {
		return err
	}
	if isDocument(c.ContentType()) {
		return nil
	}
	return wellFormed(raw, k.valuesOf(c))
}

// smallBody is what nearly all bodies are; of those the server can hold as many as
// there may be requests.
const smallBody = 64 << 10

// wholeBody reads a body, and more than a small one only when it is its turn.
func wholeBody(c *gin.Context) ([]byte, error) {
	from := http.MaxBytesReader(c.Writer, c.Request.Body, maxBody)
	raw, err := io.ReadAll(io.LimitReader(from, smallBody+1))
	if err != nil || len(raw) <= smallBody {
		return raw, err
	}
	if err := placesOf(c).forBody(c); err != nil {
		return nil, err
	}
	whole := bytes.NewBuffer(raw)
	whole.Grow(int(min(max(0, c.Request.ContentLength), maxBody)) + bytes.MinRead)
	_, err = whole.ReadFrom(from)
	return whole.Bytes(), err
}

func mediaType(given string, taken openapi3.Content) error {
	t, _, err := mime.ParseMediaType(given)
	if err == nil && taken[t] != nil {
		return nil
	}
	return problem(http.StatusUnsupportedMediaType, "unsupported-media-type", "The content type is not taken here",
		"send the body with Content-Type "+strings.Join(sorted(keys(taken)), " or "))
}

func restoreBody(c *gin.Context) { c.Request.Body = io.NopCloser(bytes.NewReader(body(c))) }

func body(c *gin.Context) []byte {
	raw, _ := c.Get(bodyKey)
	b, _ := raw.([]byte)
	return b
}
