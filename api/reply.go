package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"parley/internal/codec"
	"parley/internal/ledger"
)

const jsonType = "application/json; charset=utf-8"

// numbered is everything that knows the ledger number it was last changed under.
type numbered interface{ LedgerNumber() int64 }

// show answers with one resource, its ETag, and 304 where the client has it already.
func show(c *gin.Context, status int, v numbered, fields []string) {
	write := func(room []byte) ([]byte, error) {
		body, err := appendItem(room, v, fields)
		return append(body, '\n'), err
	}
	err := inSpare(c, write, func(body []byte) {
		tag := etag(v.LedgerNumber(), body[:len(body)-1])
		c.Header("ETag", tag)
		if c.Request.Method == http.MethodGet && matches(c.GetHeader("If-None-Match"), tag) {
			c.Status(http.StatusNotModified)
			return
		}
		c.Data(status, jsonType, body)
	})
	if err != nil {
		fail(c, err)
	}
}

// showBytes answers with what was last changed under a number and is no JSON.
func showBytes(c *gin.Context, number int64, contentType string, body []byte) {
	tag := etag(number, body)
	c.Header("ETag", tag)
	if matches(c.GetHeader("If-None-Match"), tag) {
		c.Status(http.StatusNotModified)
		return
	}
	c.Data(http.StatusOK, contentType, body)
}

// etag joins the ledger number, which If-Match compares, and a hash of what is
// shown, which changes also with what the resource is shown together with.
func etag(number int64, body []byte) string {
	sum := sha256.Sum256(body)
	return fmt.Sprintf(`"%d-%s"`, number, hex.EncodeToString(sum[:6]))
}

func matches(header, tag string) bool {
	for one := range strings.SplitSeq(header, ",") {
		one = strings.TrimPrefix(strings.TrimSpace(one), "W/")
		if one == "*" || one == tag {
			return true
		}
	}
	return false
}

var errNoIfMatch = problem(http.StatusPreconditionRequired, "precondition-required", "If-Match is needed",
	"read the resource, then send its ETag in If-Match, so that nobody's change is overwritten unseen")

// expectation reads If-Match: * or a list of tags, of which one must fit. A weak
// or foreign tag expects number -1, which nothing has.
func expectation(c *gin.Context) (ledger.Expect, error) {
	header := strings.TrimSpace(c.GetHeader("If-Match"))
	switch header {
	case "":
		return ledger.Expect{}, errNoIfMatch
	case "*":
		return ledger.Expect{Any: true}, nil
	}
	if !strings.Contains(header, `"`) {
		return ledger.Expect{}, badParameter("If-Match", "format", `send the ETag as it came, with its quotation marks: "13-3f0b1332227e"`)
	}
	var expect ledger.Expect
	for tag := range strings.SplitSeq(header, ",") {
		expect.Numbers = append(expect.Numbers, tagNumber(strings.TrimSpace(tag)))
	}
	return expect, nil
}

func tagNumber(tag string) int64 {
	inner, ok := strings.CutPrefix(tag, `"`)
	digits, _, _ := strings.Cut(strings.TrimSuffix(inner, `"`), "-")
	number, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || !ok {
		return -1
	}
	return number
}

// project marshals a resource, reduced to the named fields in their usual order.
func project(v any, fields []string) ([]byte, error) {
	body, err := encode(v)
	if err != nil || len(fields) == 0 {
		return body, err
	}
	wanted := map[string]bool{}
	for _, f := range fields {
		wanted[f] = true
	}
	return pick(body, wanted)
}

// pick keeps the wanted members of a JSON object without touching their values.
func pick(body []byte, wanted map[string]bool) ([]byte, error) {
	d := json.NewDecoder(bytes.NewReader(body))
	if _, err := d.Token(); err != nil {
		return nil, err
	}
	out := bytes.NewBufferString("{")
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil, err
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return nil, err
		}
		if !wanted[name.(string)] {
			continue
		}
		if out.Len() > 1 {
			out.WriteByte(',')
		}
		fmt.Fprintf(out, "%q:%s", name, value)
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

// encode writes JSON as people read it: < and & stay as they are.
func encode(v any) ([]byte, error) { return codec.Marshal(v) }
