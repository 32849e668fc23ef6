package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"mime"
	"net/http"
	"slices"

	"github.com/evanphx/json-patch/v5"
	"github.com/gin-gonic/gin"

	"parley/internal/ledger"
)

// once reads Idempotency-Key and what tells one request from another.
func once(c *gin.Context) *ledger.Once {
	key := c.GetHeader("Idempotency-Key")
	if key == "" || c.Request.Method != http.MethodPost {
		return nil
	}
	h := sha256.New()
	h.Write([]byte(c.Request.Method + "\n" + c.Request.URL.RequestURI() + "\n" + c.GetHeader("Parley-Reason") + "\n"))
	h.Write(sent(c))
	return &ledger.Once{Key: grantOf(c).Actor + "\n" + key, Hash: hex.EncodeToString(h.Sum(nil))}
}

// sent is what makes a body the same as another. Of a document its content type is
// part of it; of a form the boundary is not, which clients make anew each time.
func sent(c *gin.Context) []byte {
	kind, parameters, err := mime.ParseMediaType(c.GetHeader("Content-Type"))
	switch {
	case err == nil && kind == formType && parameters["boundary"] != "":
		return bytes.ReplaceAll(body(c), []byte("--"+parameters["boundary"]), []byte("--"))
	case isDocument(kind):
		return slices.Concat([]byte(c.GetHeader("Content-Type")), []byte("\n"), body(c))
	}
	return body(c)
}

// write runs fn as one transaction of the ledger and shows what it made.
func write[T numbered](s *Server, c *gin.Context, fn func(*ledger.Writer) (T, error), reply func(T)) {
	v, err := ledger.Write(c.Request.Context(), s.ledger, s.caller(c), fn)
	if err != nil {
		fail(c, err)
		return
	}
	c.Set(numberKey, v.LedgerNumber())
	reply(v)
}

// create reads the body as In, records it and answers 201 with where it is now.
func create[In any, T numbered](s *Server, c *gin.Context, path func(T) string, fn func(*ledger.Writer, In) (T, error)) {
	var in In
	if err := json.Unmarshal(body(c), &in); err != nil {
		fail(c, unreadable(err))
		return
	}
	run := func(w *ledger.Writer) (T, error) { return fn(w, in) }
	write(s, c, run, func(v T) {
		c.Header("Location", path(v))
		show(c, http.StatusCreated, v, nil)
	})
}

// update applies the body as a JSON merge patch (RFC 7396) to the fields F.
func update[F any, T numbered](s *Server, c *gin.Context, fn func(*ledger.Writer, ledger.Expect, ledger.Patch[F]) (T, error)) {
	expect, err := expectation(c)
	if err != nil {
		fail(c, err)
		return
	}
	run := func(w *ledger.Writer) (T, error) { return fn(w, expect, mergePatch[F](body(c))) }
	write(s, c, run, func(v T) { show(c, http.StatusOK, v, nil) })
}

func mergePatch[F any](patch []byte) ledger.Patch[F] {
	return func(fields *F) error {
		before, err := json.Marshal(fields)
		if err != nil {
			return err
		}
		after, err := jsonpatch.MergePatch(before, patch)
		if err != nil {
			return badRequest(err)
		}
		var patched F
		if err := json.Unmarshal(after, &patched); err != nil {
			return unreadable(err)
		}
		*fields = patched
		return nil
	}
}

// act runs an action that takes at most a reason and answers with the resource.
func act[T numbered](s *Server, c *gin.Context, fn func(w *ledger.Writer, reason string) (T, error)) {
	var in struct{ Reason string }
	if raw := body(c); len(raw) > 0 {
		if err := json.Unmarshal(raw, &in); err != nil {
			fail(c, badRequest(err))
			return
		}
	}
	actFor(s, c, in.Reason, func(w *ledger.Writer) (T, error) { return fn(w, in.Reason) })
}

// actFor runs an action whose reason stands for that of the transaction where the
// header gives none.
func actFor[T numbered](s *Server, c *gin.Context, reason string, fn func(*ledger.Writer) (T, error)) {
	by := s.caller(c)
	if by.Reason == nil && reason != "" {
		by.Reason = &reason
	}
	v, err := ledger.Write(c.Request.Context(), s.ledger, by, fn)
	if err != nil {
		fail(c, err)
		return
	}
	c.Set(numberKey, v.LedgerNumber())
	show(c, http.StatusOK, v, nil)
}
