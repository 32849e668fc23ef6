// Package oas is generated from openapi.yaml, the contract: the server
// interface with its routes, the types of parameters and bodies, and the part
// of it that requests are judged by.
package oas

import _ "embed"

//go:generate go tool -modfile=../../tools/go.mod oapi-codegen -config oapi-codegen.yaml ../../openapi.yaml
//go:generate go run reduce.go ../../openapi.yaml requests.gen.json

// Requests is what the contract says about requests, an OpenAPI document in
// JSON: a fifth of openapi.yaml, and of the time that reading it takes.
//
//go:embed requests.gen.json
var Requests []byte
