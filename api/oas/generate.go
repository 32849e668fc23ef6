// Package oas is generated from openapi.yaml, the contract: the server
// interface with its routes, and the types of parameters and bodies.
package oas

//go:generate go tool -modfile=../../tools/go.mod oapi-codegen -config oapi-codegen.yaml ../../openapi.yaml
