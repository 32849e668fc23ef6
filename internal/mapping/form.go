package mapping

import (
	"reflect"
	"slices"
	"strings"
	"sync"

	"parley/internal/bundle"
	"parley/internal/edtf"
	"parley/internal/ledger"
)

// sort is what a member of an item holds.
type sort int

const (
	text sort = iota
	number
	date
	// slug is a slug or a reference to one.
	slug
	list
	object
)

// form is what can stand in a place of an item. It is taken from the types into
// which items are read, so that no member is missing here.
type form struct {
	sort
	// whole says that white space around a text is of it.
	whole bool
	of    *form
	names []string
	forms map[string]*form
}

func (f *form) field(name string) *form { return f.forms[name] }

var forms sync.Map

// formOf is the form of a kind of items.
func formOf(kind string) *form {
	if f, known := forms.Load(kind); known {
		return f.(*form)
	}
	f := formOfType(bundle.Form(kind))
	forms.Store(kind, f)
	return f
}

func formOfType(t reflect.Type) *form {
	switch t {
	case reflect.TypeFor[ledger.Reference]():
		return &form{sort: slug}
	case reflect.TypeFor[edtf.Date]():
		return &form{sort: date}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return formOfType(t.Elem())
	case reflect.Float64, reflect.Int64:
		return &form{sort: number}
	case reflect.Slice:
		return &form{sort: list, of: formOfType(t.Elem())}
	case reflect.Struct:
		if t.PkgPath() != "time" {
			return formOfStruct(t)
		}
	}
	return &form{sort: text}
}

// referring are the members of the type string that name another item, or are its name.
var referring = []string{"slug", "member", "negotiation", "proposal", "article", "position"}

func formOfStruct(t reflect.Type) *form {
	f := &form{sort: object, forms: map[string]*form{}}
	for _, v := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(v.Tag.Get("json"), ",")
		if name == "" || name == "-" {
			continue
		}
		inner := formOfType(v.Type)
		if inner.sort == text && slices.Contains(referring, name) {
			inner = &form{sort: slug}
		}
		f.names = append(f.names, name)
		f.forms[name] = inner
	}
	if f.forms["text_file"] != nil { // what has one has the text of an article
		f.forms["text"].whole = true
	}
	return f
}
