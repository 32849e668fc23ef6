// Package codec turns resources into JSON and back where much of it is read at
// once: the stored bodies of a page and the page itself. encoding/json spends
// more time on them than the database does (docs/performance.md); everywhere
// else it stays in use. The package imports nothing of parley.
package codec

import "github.com/bytedance/sonic"

// Names of members are matched, and values written, as encoding/json does it.
// The marshallers are parley's own, so what they write is not checked again.
var config = sonic.Config{CopyString: true, NoValidateJSONMarshaler: true}.Froze()

// Marshal writes JSON as people read it: < and & stay as they are.
func Marshal(v any) ([]byte, error) { return config.Marshal(v) }

// Unmarshal reads a body that the store wrote.
func Unmarshal(body string, v any) error { return config.UnmarshalFromString(body, v) }
