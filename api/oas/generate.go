// Package oas is generated from openapi.yaml, the contract: the server
// interface with its routes, the types of parameters and bodies, and the part
// of it that requests are judged by.
package oas

import _ "embed"

//go:generate go tool -modfile=../../tools/go.mod oapi-codegen -config oapi-codegen.yaml ../../openapi.yaml
//go:generate gofmt -w -r "c.Request.URL.Query() -> queryOf(c)" oas.gen.go
//go:generate gofmt -w -r "runtime.BindQueryParameterWithOptions(s, e, r, n, q, d, o) -> bindQuery(s, e, r, n, q, d, o)" oas.gen.go
//go:generate go run reduce.go ../../openapi.yaml requests.gen.tsv

// Requests is what the contract says about requests, a line for each path: its
// template and the roles of its methods in JSON, a tab, and an OpenAPI document in
// JSON that stands by itself. To read openapi.yaml takes longer than all the rest of
// a start; so a path is read when the first request for it comes.
//
//go:embed requests.gen.tsv
var Requests []byte
