package api

import (
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/gin-gonic/gin"

	"parley/internal/export"
)

// formatOf finds the format that the path names or, where it names none, that
// Accept wants most; the first among equals, and the first of all where any will do.
func formatOf(c *gin.Context, name string, formats []export.Format) (export.Format, error) {
	if i := slices.IndexFunc(formats, func(f export.Format) bool { return f.Name == name }); i >= 0 {
		return formats[i], nil
	}
	header := c.GetHeader("Accept")
	if header == "" {
		return formats[0], nil
	}
	best, found := 0.0, export.Format{}
	for part := range strings.SplitSeq(header, ",") {
		kind, params, err := mime.ParseMediaType(part)
		i := slices.IndexFunc(formats, func(f export.Format) bool { return kind == f.MediaType || kind == "*/*" })
		if q := quality(params); err == nil && i >= 0 && q > best {
			best, found = q, formats[i]
		}
	}
	if best == 0 {
		return found, notAcceptable(c, formats)
	}
	return found, nil
}

func notAcceptable(c *gin.Context, formats []export.Format) error {
	var types, names []string
	for _, f := range formats {
		types, names = append(types, f.MediaType), append(names, c.Request.URL.Path+"."+f.Name)
	}
	return problem(http.StatusNotAcceptable, "not-acceptable", "No format is wanted",
		"accept one of "+strings.Join(types, ", ")+", or name a format in the path: "+strings.Join(names, ", "))
}

// understood are the parameters of a request as they were taken: those of the
// query, split into their values, and the defaults of those left out. The clocks
// are told apart.
func (k *contract) understood(c *gin.Context, query url.Values) map[string][]string {
	out := map[string][]string{}
	for _, p := range k.route(c).Operation.Parameters {
		name, given := p.Value.Name, query[p.Value.Name]
		switch {
		case p.Value.In != openapi3.ParameterInQuery || slices.Contains([]string{"as_of", "match", "known_at", "manifest"}, name):
		case len(given) == 0:
			out[name] = defaults(p.Value.Schema.Value.Default)
		case p.Value.Schema.Value.Type.Is("array") && p.Value.Explode != nil && !*p.Value.Explode:
			out[name] = strings.Split(given[0], ",")
		default:
			out[name] = given
		}
		if len(out[name]) == 0 {
			delete(out, name)
		}
	}
	return out
}

// defaults writes the default of a parameter as it would stand in a query.
func defaults(v any) []string {
	switch v := v.(type) {
	case nil:
		return nil
	case []any:
		var list []string
		for _, one := range v {
			list = append(list, defaults(one)...)
		}
		return list
	}
	return []string{fmt.Sprint(v)}
}
