package oas

import (
	"net/url"

	"github.com/gin-gonic/gin"
	"github.com/oapi-codegen/runtime"
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

// bindQuery leaves out what is not in the query, as most of a list's parameters are. It
// would come to the same, only later.
func bindQuery(style string, explode, required bool, name string, query url.Values, into any, options runtime.BindQueryParameterOptions) error {
	if !required && !query.Has(name) {
		return nil
	}
	return runtime.BindQueryParameterWithOptions(style, explode, required, name, query, into, options)
}
