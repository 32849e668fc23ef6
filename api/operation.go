package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/routers"
	"github.com/gin-gonic/gin"

	"parley/internal/access"
)

// operation is one of the contract: a method of a path.
type operation struct {
	path  string // as the contract writes it
	need  access.Need
	route func() *routers.Route // read when it is first asked for
	// values is how many values a body in JSON can have, see mostValues.
	values func() int
}

// route is what the contract says of the operation of a request; nil outside of it.
func (k *contract) route(c *gin.Context) *routers.Route {
	if o, known := k.operations[c.Request.Method+" "+c.FullPath()]; known {
		return o.route()
	}
	return nil
}

// valuesOf is how many values are looked at of the body of a request.
func (k *contract) valuesOf(c *gin.Context) int {
	return k.operations[c.Request.Method+" "+c.FullPath()].values()
}

// takePath takes a line of oas.Requests. An operation that does not say what it asks
// of its caller is a fault of the contract, not open to all.
func (k *contract) takePath(line []byte) error {
	head, text, _ := bytes.Cut(line, []byte("\t"))
	var about struct {
		Path  string
		Roles map[string]access.Need
	}
	if err := json.Unmarshal(head, &about); err != nil {
		return err
	}
	read := sync.OnceValue(func() *openapi3.T { return readPath(text) })
	for method, need := range about.Roles {
		if !access.IsNeed(need) {
			return fmt.Errorf("%s %s: x-role %q is no role", method, about.Path, need)
		}
		route := sync.OnceValue(func() *routers.Route {
			doc := read()
			item := doc.Paths.Value(about.Path)
			return &routers.Route{Spec: doc, Path: about.Path, PathItem: item, Method: method, Operation: item.GetOperation(method)}
		})
		k.operations[method+" "+ginPath(about.Path)] = operation{about.Path, need, route, sync.OnceValue(func() int { return mostValues(route().Operation) })}
	}
	return nil
}

// readPath reads what was generated with the program, so it cannot fail: a test
// reads every path (TestContractOfEachPath).
func readPath(text []byte) *openapi3.T {
	doc, err := openapi3.NewLoader().LoadFromData(text)
	if err != nil {
		panic(fmt.Sprintf("the generated contract cannot be read: %v", err))
	}
	return doc
}
