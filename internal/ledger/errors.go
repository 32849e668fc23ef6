package ledger

import (
	"errors"
	"fmt"
	"strings"
)

// ErrorKind sorts refusals by what the caller can do about them.
type ErrorKind string

const (
	// KindNotFound: nothing has this id or slug.
	KindNotFound ErrorKind = "not-found"
	// KindMoved: the party was merged; Error.To is where it went.
	KindMoved ErrorKind = "moved"
	// KindInvalid: the input breaks a rule; Error.Faults says where.
	KindInvalid ErrorKind = "invalid"
	// KindConflict: the input is well formed but the record does not allow it now.
	KindConflict ErrorKind = "conflict"
	// KindStale: the resource changed since the caller read it.
	KindStale ErrorKind = "stale"
	// KindKeyReused: an idempotency key came again with another request.
	KindKeyReused ErrorKind = "key-reused"
	// KindTooMuch: the answer would be larger than one answer may be.
	KindTooMuch ErrorKind = "too-much"
	// KindForbidden: the caller may not do this; another may.
	KindForbidden ErrorKind = "forbidden"
	// KindUnavailable: the database cannot be used now; trying again may help.
	KindUnavailable ErrorKind = "unavailable"
)

// Candidate is one of the places where a quote was found.
type Candidate struct {
	Exact  string `json:"exact"`
	Prefix string `json:"prefix"`
	Suffix string `json:"suffix"`
	Start  int64  `json:"start"`
	End    int64  `json:"end"`
}

// Nearest is the sentence that comes closest to a quote that was not found;
// Score is between 0 and 1.
type Nearest struct {
	Exact string  `json:"exact"`
	Start int64   `json:"start"`
	End   int64   `json:"end"`
	Score float64 `json:"score"`
}

// Fault is one thing wrong with the input: at a JSON pointer (RFC 6901) into the
// body, or at a parameter; with neither it is the body as a whole. In a file of many
// items, Line or Place says in which, Column from which column of a table the value
// came, and Pointer leads into the item.
type Fault struct {
	Line       int         `json:"line,omitempty"`
	Place      string      `json:"place,omitempty"`
	Column     string      `json:"column,omitempty"`
	Pointer    string      `json:"pointer,omitempty"`
	Parameter  string      `json:"parameter,omitempty"`
	Code       string      `json:"code"`
	Detail     string      `json:"detail"`
	Candidates []Candidate `json:"candidates,omitempty"`
	Nearest    *Nearest    `json:"nearest,omitempty"`
	// Existing is the article that has an address already.
	Existing *ArticleName `json:"existing,omitempty"`
}

// Error is every refusal of the core.
type Error struct {
	Kind   ErrorKind
	Detail string
	Faults []Fault
	To     string
	cause  error
}

func (e *Error) Error() string {
	parts := []string{e.Detail}
	for _, f := range e.Faults {
		parts = append(parts, fmt.Sprintf("%s: %s", f.Pointer, f.Detail))
	}
	return strings.Join(parts, "; ")
}

func (e *Error) Unwrap() error { return e.cause }

// IsKind tells whether err is a refusal of the given kind.
func IsKind(err error, kind ErrorKind) bool {
	var e *Error
	return errors.As(err, &e) && e.Kind == kind
}

// NotFound says that no resource of this kind has the id or slug.
func NotFound(kind Kind, ref string) error {
	return &Error{Kind: KindNotFound, Detail: fmt.Sprintf("there is no %s %q", kind, ref)}
}

// Unavailable wraps a fault of the database that may pass.
func Unavailable(cause error) error {
	return UnavailableFor("the database cannot be used right now", cause)
}

// UnavailableFor is Unavailable for a reason that whoever asks may know.
func UnavailableFor(reason string, cause error) error {
	return &Error{Kind: KindUnavailable, Detail: reason, cause: cause}
}

// Conflict says why the record does not allow a well-formed request.
func Conflict(format string, args ...any) error {
	return &Error{Kind: KindConflict, Detail: fmt.Sprintf(format, args...)}
}

// Stale says that what the caller wants to change is no longer what was read.
func Stale(format string, args ...any) error {
	return &Error{Kind: KindStale, Detail: fmt.Sprintf(format, args...)}
}

// Forbidden says what the caller may not do.
func Forbidden(format string, args ...any) error {
	return &Error{Kind: KindForbidden, Detail: fmt.Sprintf(format, args...)}
}

// Invalid is a refusal with a single fault.
func Invalid(pointer, code, format string, args ...any) error {
	var f faults
	f.add(pointer, code, format, args...)
	return f.err()
}

// faults collects everything wrong with one input, so that the caller learns all of it at once.
type faults struct {
	list []Fault
	// was is the resource as it stands, while one that exists is changed.
	was []byte
}

func (f *faults) add(pointer, code, format string, args ...any) {
	f.list = append(f.list, Fault{Pointer: pointer, Code: code, Detail: fmt.Sprintf(format, args...)})
}

func (f *faults) err() error {
	if len(f.list) == 0 {
		return nil
	}
	return &Error{Kind: KindInvalid, Detail: "the request breaks a rule and changed nothing", Faults: f.list}
}
