package oas

import (
	"net/url"

	"github.com/gin-gonic/gin"
)

const queryKey = "parley.query"

// queryOf parses the query of a request once. What is generated would parse it anew for
// each parameter that an operation has, of which lists have some thirty.
func queryOf(c *gin.Context) url.Values {
	if kept, is := c.Get(queryKey); is {
		return kept.(url.Values)
	}
	query := c.Request.URL.Query()
	c.Set(queryKey, query)
	return query
}
