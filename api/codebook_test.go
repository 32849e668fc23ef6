package api_test

import (
	"net/http"
	"testing"
)

func TestCodebook(t *testing.T) {
	each(t, func(c *client) {
		a := c.get("/v1/codebook").want(http.StatusOK)
		for _, v := range a.at("/variables").([]any) {
			if name := v.(object)["name"]; name == "relation" {
				same(c.t, "relation", column(v.(object)["values"].([]any), "/value"), []string{"supports", "disputes", "context"})
			}
		}
		if c.get("/v1/codebook", with("If-None-Match", a.etag())).status != http.StatusNotModified {
			c.t.Error("sent again, though it is the same")
		}
		c.get("/v1/codebook?version=1").refused(http.StatusBadRequest, "?version unknown")
	})
}
