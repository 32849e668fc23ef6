//go:build ignore

// Command reduce cuts the contract to what requests are judged by: no answers, no
// prose, no examples. Each path is a line: what is to be known of it at once, a tab,
// and a document of its own with only the components that it refers to.
package main

import (
	"bytes"
	"encoding/json"
	"log"
	"os"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: reduce OPENAPI.YAML OUTPUT")
	}
	text, err := reduce(os.Args[1])
	if err == nil {
		err = os.WriteFile(os.Args[2], text, 0o644)
	}
	if err != nil {
		log.Fatal("reduce: ", err)
	}
}

type object = map[string]any

func reduce(file string) ([]byte, error) {
	typed, err := openapi3.NewLoader().LoadFromFile(file)
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(typed)
	if err != nil {
		return nil, err
	}
	var doc object
	if err := json.Unmarshal(text, &doc); err != nil {
		return nil, err
	}
	var lines bytes.Buffer
	for _, path := range typed.Paths.InMatchingOrder() {
		if err := line(&lines, doc, path, typed.Paths.Value(path)); err != nil {
			return nil, err
		}
	}
	return lines.Bytes(), nil
}

func line(to *bytes.Buffer, doc object, path string, item *openapi3.PathItem) error {
	roles := object{}
	for method, operation := range item.Operations() {
		roles[method] = operation.Extensions["x-role"]
	}
	head, err := json.Marshal(object{"path": path, "roles": roles})
	if err != nil {
		return err
	}
	r := reducer{from: doc["components"].(object), to: object{}}
	kept := r.value(doc["paths"].(object)[path])
	body, err := json.Marshal(object{"openapi": doc["openapi"], "security": doc["security"], "paths": object{path: kept}, "components": r.to})
	to.Write(head)
	to.WriteByte('\t')
	to.Write(body)
	to.WriteByte('\n')
	return err
}

// reducer copies a document, and each component when it is first referred to.
type reducer struct{ from, to object }

var left = []string{"description", "summary", "tags", "example", "examples", "responses", "x-codebook"}

func (r reducer) value(v any) any {
	switch v := v.(type) {
	case object:
		return r.object(v)
	case []any:
		list := make([]any, len(v))
		for i := range v {
			list[i] = r.value(v[i])
		}
		return list
	}
	return v
}

func (r reducer) object(o object) object {
	if ref, ok := o["$ref"].(string); ok {
		r.component(ref)
	}
	kept := object{}
	for key, v := range o {
		switch {
		case slices.Contains(left, key):
		case key == "properties":
			kept[key] = r.names(v.(object))
		default:
			kept[key] = r.value(v)
		}
	}
	return kept
}

// names copies an object whose keys were chosen by the contract's author: a
// property may well be called summary.
func (r reducer) names(o object) object {
	kept := object{}
	for name, v := range o {
		kept[name] = r.value(v)
	}
	return kept
}

func (r reducer) component(ref string) {
	kind, name, _ := strings.Cut(strings.TrimPrefix(ref, "#/components/"), "/")
	if r.to[kind] == nil {
		r.to[kind] = object{}
	}
	kept := r.to[kind].(object)
	if kept[name] == nil {
		kept[name] = true // for those that lead back to themselves
		kept[name] = r.value(r.from[kind].(object)[name])
	}
}
