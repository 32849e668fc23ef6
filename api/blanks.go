package api

import (
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"
)

// dropBlanks takes an empty parameter for one that was left out, where the
// contract allows it: so that a variable of a dashboard that nobody has filled in
// means the usual. An empty filter stays a fault, since it would mean everything.
func (k *contract) dropBlanks(c *gin.Context) {
	route := k.route(c)
	raw := c.Request.URL.RawQuery
	if route == nil || !strings.Contains(raw+"&", "=&") {
		return
	}
	query, err := url.ParseQuery(raw)
	if err != nil {
		return // what judges the query says so
	}
	for _, p := range route.Operation.Parameters {
		if values := query[p.Value.Name]; p.Value.AllowEmptyValue && len(values) == 1 && values[0] == "" {
			query.Del(p.Value.Name)
		}
	}
	c.Request.URL.RawQuery = query.Encode()
}
