package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"parley/internal/edtf"
)

// detail says what a value should be in words: a person who coded an article
// should not have to read a regular expression.
func detail(e *openapi3.SchemaError) string {
	switch {
	case unknownMember(e) != "":
		return "there is no such member here; it takes " + strings.Join(sorted(keys(e.Schema.Properties)), ", ")
	case e.SchemaField == "enum":
		return fmt.Sprintf("%v is not one of %s", quoted(e.Value), allowed(e.Schema))
	case e.SchemaField == "format":
		return formatDetail(e)
	case e.SchemaField == "pattern":
		return fmt.Sprintf("%v is not %s", quoted(e.Value), wordsOf(e.Schema))
	}
	return e.Reason
}

// wordsOf says what a pattern asks for: the contract has it in words beside each
// (TestPatternsAreToldInWords).
func wordsOf(s *openapi3.Schema) string {
	if words, ok := s.Extensions["x-words"].(string); ok {
		return words
	}
	return "of the form that the contract asks for"
}

func formatDetail(e *openapi3.SchemaError) string {
	switch e.Schema.Format {
	case "edtf":
		return edtf.Advice + because(e.Reason, "edtf: ")
	case "date":
		return fmt.Sprintf("%v is not a day: write one such as 2026-01-31", quoted(e.Value))
	case "date-time":
		return fmt.Sprintf("%v is not a time: write one such as 2026-01-24T09:00:00Z", quoted(e.Value))
	case "uuid":
		return fmt.Sprintf("%v is not an id: write a UUID", quoted(e.Value))
	}
	return e.Reason
}

// because appends a format's own reason, which follows a mark in what the
// validator says around it.
func because(reason, mark string) string {
	_, own, found := strings.Cut(reason, mark)
	if !found {
		return ""
	}
	return " (" + strings.TrimSuffix(own, ")") + ")"
}

// badJSON says where JSON ends to be JSON.
func badJSON(raw []byte, err error) string {
	var syntax *json.SyntaxError
	if !errors.As(err, &syntax) {
		return err.Error()
	}
	read := string(raw[:min(max(int(syntax.Offset)-1, 0), len(raw))])
	line := 1 + strings.Count(read, "\n")
	column := 1 + len([]rune(read[strings.LastIndex(read, "\n")+1:]))
	text := fmt.Sprintf("line %d, column %d: %v", line, column, err)
	if strings.Contains(err.Error(), "in string literal") {
		text += `; write a line break inside a text as \n (in a quote a space will do)`
	}
	return text
}
