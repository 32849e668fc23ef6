package ledger

import (
	"bytes"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"parley/internal/edtf"
)

var slugPattern = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,63}$`)

// slug refuses what could be taken for an id or cannot stand in a path.
func (f *faults) slug(pointer string, v *string) {
	if v == nil {
		return
	}
	if !slugPattern.MatchString(*v) || uuid.Validate(*v) == nil {
		f.add(pointer, "slug", "%q is not a slug: use 1 to 64 of a-z, 0-9 and -, and not the form of an id", *v)
	}
}

func (f *faults) text(pointer, v string, most int) {
	if strings.TrimSpace(v) == "" {
		f.add(pointer, "required", "must not be empty")
		return
	}
	f.length(pointer, v, most)
}

func (f *faults) optionalText(pointer string, v *string, most int) {
	if v != nil {
		f.length(pointer, *v, most)
	}
}

func (f *faults) length(pointer, v string, most int) {
	switch {
	case utf8.RuneCountInString(v) > most:
		f.add(pointer, "length", "is longer than %d characters", most)
	case !utf8.ValidString(v) || strings.ContainsRune(v, 0):
		f.add(pointer, "text", "contains a NUL character or is not valid UTF-8")
	}
}

func (f *faults) enum(pointer, v string, allowed []string) {
	if !slices.Contains(allowed, v) {
		f.add(pointer, "enum", "%q is not one of %s", v, strings.Join(allowed, ", "))
	}
}

func (f *faults) optionalEnum(pointer string, v *string, allowed []string) {
	if v != nil {
		f.enum(pointer, *v, allowed)
	}
}

func (f *faults) date(pointer string, v edtf.Date) {
	if v.IsZero() {
		f.add(pointer, "required", "give a date in EDTF, for example 2026-01-22, 2025-12 or 2026-01-21/2026-01-23")
	}
}

func (f *faults) between(pointer string, v *float64, low, high float64) {
	if v != nil && (*v < low || *v > high) {
		f.add(pointer, "range", "%v is not between %v and %v", *v, low, high)
	}
}

// period refuses an end that lies before the start for certain.
func (f *faults) period(pointer string, from, until *edtf.Date) {
	if from != nil && until != nil && until.Latest() < from.Earliest() {
		f.add(pointer, "order", "%s is before %s", until, from)
	}
}

// freeSlug refuses a slug that another resource of the kind holds.
func freeSlug[T, F any](w *Writer, k kind[T, F], f *faults, v *T, slug *string) error {
	f.slug("/slug", slug)
	if slug == nil || !slugPattern.MatchString(*slug) || uuid.Validate(*slug) == nil {
		return nil
	}
	holder, err := getRow(&w.Reader, k, *slug)
	if IsKind(err, KindNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if id := as(&holder).identity().ID; id != as(v).identity().ID {
		return &Error{Kind: KindConflict, Detail: "the slug is taken",
			Faults: []Fault{{Pointer: "/slug", Code: "taken", Detail: "the " + string(k.name) + " " + id.String() + " has the slug " + *slug + " already; choose another or change that one"}}}
	}
	return nil
}

// resolve turns a reference into the id of something in force (a correction may
// keep what was retracted since). A merged party counts as what it became.
func resolve[T, F any](w *Writer, k kind[T, F], f *faults, pointer string, ref *Reference) (T, error) {
	v, err := follow(&w.Reader, k, ref.String())
	if IsKind(err, KindNotFound) {
		f.add(pointer, "reference", "there is no %s %q", k.name, ref.String())
		return v, nil
	}
	if err != nil {
		return v, err
	}
	if m := as(&v).meta(); m.Retracted != nil && !f.kept(as(&v).identity().ID) {
		f.add(pointer, "retracted", "the %s %q was retracted", k.name, ref.String())
	}
	*ref = RefTo(as(&v).identity().ID)
	return v, nil
}

// kept tells whether the resource referred to an id before it is changed.
func (f *faults) kept(id uuid.UUID) bool { return bytes.Contains(f.was, []byte(id.String())) }

// link resolves a reference whose target's content does not matter.
func link[T, F any](w *Writer, k kind[T, F], f *faults, pointer string, ref *Reference) error {
	if ref == nil {
		return nil
	}
	_, err := resolve(w, k, f, pointer, ref)
	return err
}

// link refuses what is not an absolute web address: it will be followed by readers.
func (f *faults) link(pointer string, v *string) {
	if v == nil {
		return
	}
	u, err := url.Parse(*v)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		f.add(pointer, "url", "%q is not an absolute http or https address", *v)
	}
	if len(*v) > maxURL {
		f.add(pointer, "length", "is longer than %d bytes", maxURL)
	}
}

// maxURL is in bytes, since addresses are indexed and PostgreSQL bounds what an
// index takes.
const maxURL = 2048

func at(pointer string, i int) string { return fmt.Sprintf("%s/%d", pointer, i) }

// present turns a missing list into an empty one, which is how it is shown.
func present[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
