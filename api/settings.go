package api

import (
	"encoding/json"
	"net/http"

	"github.com/gin-gonic/gin"

	"parley/internal/access"
	"parley/internal/webhook"
)

// Settings are what is kept outside the ledger: keys, webhooks, workspaces. What
// If-Match compares of one is its own version, in place of a number of the ledger.

func showKey(c *gin.Context, k access.Key, err error) { showSetting(c, http.StatusOK, 0, k, k, err) }

func showWebhook(c *gin.Context, w webhook.Webhook, err error) {
	showSetting(c, http.StatusOK, w.Turn, w, w, err)
}

func showWorkspace(c *gin.Context, status int, w access.Workspace, err error) {
	showSetting(c, status, w.Version(), w, w, err)
}

// issuedKey shows a key with its token, issuedWebhook a webhook with its secret; the
// ETag is of what is shown without.
func issuedKey(c *gin.Context, status int, made access.Issued, err error) {
	issued(c, status, "/v1/keys/"+made.ID.String(), err)
	showSetting(c, status, 0, made.Key, made, err)
}

func issuedWebhook(c *gin.Context, status int, made webhook.Issued, err error) {
	issued(c, status, "/v1/webhooks/"+made.ID.String(), err)
	showSetting(c, status, made.Turn, made.Webhook, made, err)
}

func issued(c *gin.Context, status int, at string, err error) {
	if err != nil {
		return
	}
	c.Header("Cache-Control", "no-store")
	if status == http.StatusCreated {
		c.Header("Location", at)
	}
}

// showSetting answers with what is shown of a setting, and 304 where the client has it.
func showSetting(c *gin.Context, status int, version int64, setting, shown any, err error) {
	var plain []byte
	if err == nil {
		plain, err = json.Marshal(setting)
	}
	if err != nil {
		fail(c, err)
		return
	}
	tag := etag(version, plain)
	c.Header("ETag", tag)
	if c.Request.Method == http.MethodGet && matches(c.GetHeader("If-None-Match"), tag) {
		c.Status(http.StatusNotModified)
		return
	}
	answer(c, status, shown)
}

// answer writes a body that has no version.
func answer(c *gin.Context, status int, v any) {
	body, err := json.Marshal(v)
	if err != nil {
		fail(c, err)
		return
	}
	data(c, status, append(body, '\n'))
}

// whole is a list that always has one page.
func whole[T any](items []T) any {
	return struct {
		Items []T     `json:"items"`
		Next  *string `json:"next_cursor"`
	}{items, nil}
}
