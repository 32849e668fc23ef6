package datapackage

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// body is a resource as JSON, by member.
type body map[string]json.RawMessage

// bodyOf takes a resource apart as the API shows it.
func bodyOf(v any) (body, error) {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	var b body
	return b, json.Unmarshal(text.Bytes(), &b)
}

// at gives the member that a path leads to; nil where there is none.
func (b body) at(path string) (json.RawMessage, error) {
	name, rest, nested := strings.Cut(path, ".")
	value := b[name]
	if string(value) == "null" {
		return nil, nil
	}
	if !nested || value == nil {
		return value, nil
	}
	var inner body
	if err := json.Unmarshal(value, &inner); err != nil {
		return nil, err
	}
	return inner.at(rest)
}

// rows calls fn with the rows that a resource makes in a table: itself, or the
// elements of its list.
func (t Table) rows(v any, fn func(body) error) error {
	b, err := bodyOf(v)
	if err != nil || t.Within == "" {
		if err == nil {
			err = fn(b)
		}
		return err
	}
	var elements []body
	if err := json.Unmarshal(b[t.Within], &elements); err != nil {
		return err
	}
	for i, element := range elements {
		element["position"] = b["id"]
		element["ordinal"] = json.RawMessage(strconv.Itoa(i + 1))
		if err := fn(element); err != nil {
			return err
		}
	}
	return nil
}

// cell writes a value as its column has it.
func (c Column) cell(b body) (string, error) {
	value, err := b.at(c.path())
	if err != nil || value == nil {
		return "", err
	}
	switch c.Type {
	case Integer, Boolean, List:
		return string(value), nil
	case Number:
		number, err := strconv.ParseFloat(string(value), 64)
		return strconv.FormatFloat(number, 'f', -1, 64), err
	}
	var text string
	if err := json.Unmarshal(value, &text); err != nil {
		return "", fmt.Errorf("%s: %w", c.Name, err)
	}
	if c.Type == Text && !c.Blank && !c.Must {
		return marked(text), nil
	}
	return text, nil
}

func (c Column) path() string {
	if c.Path == "" {
		return c.Name
	}
	return c.Path
}

// marked tells an empty text from none where both can be: a text of nothing but
// backslashes, none included, gets one more. Taking one away from every such cell
// gives the texts back.
func marked(text string) string {
	if strings.Trim(text, `\`) == "" {
		return text + `\`
	}
	return text
}

// unmarked gives the text back that marked wrote.
func unmarked(cell string) string {
	if strings.Trim(cell, `\`) == "" {
		return strings.TrimSuffix(cell, `\`)
	}
	return cell
}

// appendRecord adds a line of RFC 4180. The line ends inside of texts stay as they are.
func appendRecord(line []byte, cells []string) []byte {
	for i, cell := range cells {
		if i > 0 {
			line = append(line, ',')
		}
		if !strings.ContainsAny(cell, "\",\r\n") && strings.TrimSpace(cell) == cell {
			line = append(line, cell...)
			continue
		}
		line = append(line, '"')
		line = append(line, strings.ReplaceAll(cell, `"`, `""`)...)
		line = append(line, '"')
	}
	return append(line, "\r\n"...)
}
