package intake

import "fmt"

// Code says what is wrong with a document.
type Code string

const (
	// TooLarge: more bytes or characters than are taken.
	TooLarge Code = "too-large"
	// TooComplex: more elements, or nested deeper, than is read in bounded time.
	TooComplex Code = "too-complex"
	// UnknownCharset: the encoding that the sender names does not exist.
	UnknownCharset Code = "charset"
	// BadEncoding: the bytes are not in the encoding they are said to be in, or
	// in none that is said and not in UTF-8.
	BadEncoding Code = "encoding"
	// HasNUL: there is a NUL character, as in a file that is no text.
	HasNUL Code = "nul"
	// NoText: a page without an article in it.
	NoText Code = "no-text"
)

// Error says why a document cannot be read and what to do about it.
type Error struct {
	Code   Code
	Detail string
}

func (e *Error) Error() string { return e.Detail }

func refuse(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Detail: fmt.Sprintf(format, args...)}
}

func tooLarge(format string, args ...any) *Error { return refuse(TooLarge, format, args...) }
