package api

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/url"

	"github.com/gin-gonic/gin"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

// cursor is where the next page starts. It is bound to the question it was
// made for: Of is a hash of the path and the filter. Of a list with clocks it
// holds the number and the day that the first page was answered for.
type cursor struct {
	Of   string     `json:"o"`
	Key  ledger.Key `json:"k"`
	At   *int64     `json:"n,omitempty"`
	AsOf edtf.Day   `json:"d,omitempty"`
}

// question identifies what a list was asked for, apart from the page.
func question(c *gin.Context) string {
	query, err := url.ParseQuery(c.Request.URL.RawQuery)
	if err != nil {
		query = url.Values{}
	}
	query.Del("cursor")
	query.Del("limit")
	sum := sha256.Sum256([]byte(workspace(c) + "\n" + c.Request.URL.Path + "\n" + query.Encode()))
	return hex.EncodeToString(sum[:9])
}

func writeCursor(c *gin.Context, v cursor) (string, error) {
	v.Of = question(c)
	data, err := json.Marshal(v)
	return base64.RawURLEncoding.EncodeToString(data), err
}

// readCursor gives where to continue; nil for the first page.
func readCursor(c *gin.Context, text *string) (*cursor, error) {
	if text == nil {
		return nil, nil
	}
	var v cursor
	data, err := base64.RawURLEncoding.DecodeString(*text)
	if err == nil {
		err = json.Unmarshal(data, &v)
	}
	if err != nil {
		return nil, badParameter("cursor", "cursor", "this is no cursor; take next_cursor from a page as it is, or leave it out to begin")
	}
	if v.Of != question(c) {
		return nil, badParameter("cursor", "cursor-filter", "the cursor belongs to another list or filter; repeat the filter it was made with, or leave the cursor out to begin anew")
	}
	return &v, nil
}
