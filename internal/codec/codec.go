// Package codec turns resources into JSON and back where much of it is read at
// once: the stored bodies of a page and the page itself. encoding/json spends
// more time on them than the database does (docs/performance.md); everywhere
// else it stays in use. The package imports nothing of parley.
package codec

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/bytedance/sonic"
	"github.com/bytedance/sonic/encoder"
	"github.com/bytedance/sonic/option"
)

// Names of members are matched, and values written, as encoding/json does it, but that the
// marshallers are parley's own, so what they write is not checked again. What is read shares
// its texts with the body, which nobody changes: a third fewer allocations for a page.
var config = sonic.Config{}.Froze()

// usual is the room that most resources need.
const usual = 4 << 10

// Marshal writes JSON as people read it: < and & stay as they are.
func Marshal(v any) ([]byte, error) { return Append(make([]byte, 0, usual), v) }

// Written is what has JSON already, and so writes it itself.
type Written interface {
	AppendJSON(text []byte) ([]byte, error)
}

// Append is Marshal behind a text that is there already.
func Append(text []byte, v any) ([]byte, error) {
	if w, is := v.(Written); is {
		return w.AppendJSON(text)
	}
	if compiled(reflect.TypeOf(v)) {
		longer := text
		if err := encoder.EncodeInto(&longer, v, encoder.NoValidateJSONMarshaler|encoder.NoEncoderNewline); err != nil || !differs(longer[len(text):]) {
			return longer, err
		}
	}
	b := bytes.NewBuffer(text)
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// differs tells whether a text holds one of the four characters that the two
// encoders write unlike: an answer must not depend on which one was ready.
func differs(text []byte) bool {
	return bytes.Contains(text, []byte("\u2028")) || bytes.Contains(text, []byte("\u2029")) ||
		bytes.Contains(text, []byte(`\u0008`)) || bytes.Contains(text, []byte(`\u000c`))
}

// Unmarshal reads a body that the store wrote into what v points to.
func Unmarshal(body string, v any) error {
	if compiled(reflect.TypeOf(v).Elem()) {
		return config.UnmarshalFromString(body, v)
	}
	return json.Unmarshal([]byte(body), v)
}

var (
	types sync.Map // of reflect.Type to *atomic.Bool
	// compiling lets one type be compiled at a time, which takes megabytes while it lasts.
	compiling sync.Mutex
)

func compile(t reflect.Type, ready *atomic.Bool) {
	compiling.Lock()
	defer compiling.Unlock()
	ready.Store(sonic.Pretouch(t, option.WithCompileRecursiveDepth(3)) == nil)
}

// compiled tells whether sonic is ready for a type. Compiling takes it tens of
// milliseconds, which the first request after a start shall not wait for, so
// that is done in the background and encoding/json does the work meanwhile.
func compiled(t reflect.Type) bool {
	if t == nil {
		return false
	}
	if ready, known := types.Load(t); known {
		return ready.(*atomic.Bool).Load()
	}
	ready := &atomic.Bool{}
	if _, known := types.LoadOrStore(t, ready); !known {
		go compile(t, ready)
	}
	return false
}

// Text gives a member of an object that the store wrote, whose value is a text without
// escapes: the first of that name, however deep it lies. Empty where there is none.
func Text(body, name string) string {
	_, after, _ := strings.Cut(body, `"`+name+`":"`)
	value, _, _ := strings.Cut(after, `"`)
	return value
}
