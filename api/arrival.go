package api

import (
	"crypto/sha256"
	"errors"
	"hash"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"parley/internal/imports"
	"parley/internal/ledger"
	"parley/internal/mapping"
)

// maxImport bounds the body of an import, in bytes.
const maxImport = 256 << 20

// arrival is a file that came with a request, kept in a folder of its own until the
// request is answered.
type arrival struct {
	folder *os.Root
	path   string
	name   string // for people; nothing is opened by it
	kind   imports.Kind
	digest []byte
	// mapping says how a table is read, where the form has one.
	mapping []byte
}

// importKinds are the content types that say what a file is.
var importKinds = map[string]imports.Kind{
	"application/json": imports.Bundle, "application/x-ndjson": imports.Bundle, "application/vnd.sqlite3": imports.DNA, "application/zip": imports.DataPackage, formType: imports.Auto}

// receive puts the file of a request on the disk as it comes.
func (s *Server) receive(c *gin.Context) (*arrival, error) {
	dir, err := os.MkdirTemp("", "parley-import-")
	if err != nil {
		return nil, err
	}
	a := &arrival{path: filepath.Join(dir, "file"), name: "a file", kind: importKinds[c.ContentType()]}
	if a.folder, err = os.OpenRoot(dir); err == nil {
		err = a.take(c.Request, http.MaxBytesReader(c.Writer, s.unhurriedBody(c), maxImport))
	}
	if err != nil {
		a.remove()
		return nil, arrivalFault(err)
	}
	return a, nil
}

func arrivalFault(err error) error {
	var tooLarge *http.MaxBytesError
	var own *Problem
	var refused *ledger.Error
	var machine *os.PathError
	switch {
	case errors.As(err, &tooLarge):
		return problem(http.StatusRequestEntityTooLarge, "too-large", "The file is too large", "at most 256 MiB are taken; parley import on the server takes more, and a bundle can be sent in parts")
	case errors.As(err, &own), errors.As(err, &refused), errors.As(err, &machine):
		return err
	}
	return badRequest(err)
}

// take keeps the body, or the one file of a form.
func (a *arrival) take(r *http.Request, body io.Reader) error {
	sum := sha256.New()
	sum.Write([]byte(a.kind))
	var err error
	if a.kind != imports.Auto {
		err = a.keep(body, sum)
	} else {
		err = a.takeForm(r, body, sum)
	}
	a.digest = sum.Sum(nil)
	return err
}

func (a *arrival) takeForm(r *http.Request, body io.Reader, sum hash.Hash) error {
	r.Body = io.NopCloser(body)
	form, err := r.MultipartReader()
	if err != nil {
		return badForm("the content type names no boundary; most clients set it themselves when they send a form")
	}
	there := map[string]bool{}
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		name := part.FormName()
		if name != "file" && name != "mapping" || there[name] {
			return ledger.Invalid("/"+pointerEscape.Replace(name), "unknown", "the form has one part file and, for a table, one part mapping")
		}
		there[name] = true
		if err := a.takePart(part, sum); err != nil {
			return err
		}
	}
	if !there["file"] {
		return ledger.Invalid("/file", "required", "the form has no file")
	}
	return nil
}

func (a *arrival) takePart(part *multipart.Part, sum hash.Hash) error {
	sum.Write([]byte(part.FormName()))
	if part.FormName() == "mapping" {
		return a.keepMapping(io.TeeReader(part, sum))
	}
	if name := part.FileName(); name != "" && storable("file", name) == nil && len(name) <= 200 {
		a.name = name
	}
	return a.keep(part, sum)
}

// keepMapping reads a mapping, and of a longer one than there may be enough to see that.
func (a *arrival) keepMapping(from io.Reader) error {
	var err error
	if a.mapping, err = io.ReadAll(io.LimitReader(from, mapping.MaxLength+1)); err != nil {
		return err
	}
	if a.mapping == nil {
		a.mapping = []byte{}
	}
	_, err = io.Copy(io.Discard, from)
	return err
}

func (a *arrival) keep(from io.Reader, sum hash.Hash) error {
	to, err := a.folder.Create(filepath.Base(a.path))
	if err != nil {
		return err
	}
	n, err := io.Copy(io.MultiWriter(to, sum), from)
	sum.Write([]byte(strconv.FormatInt(n, 10)))
	return errors.Join(err, to.Close())
}

func (a *arrival) file() imports.File {
	return imports.File{Folder: a.folder.FS(), Name: filepath.Base(a.path), Path: a.path}
}

// remove takes the file off the disk; what is left by a machine that stopped lies in
// the folder for temporary files.
func (a *arrival) remove() {
	if a.folder != nil {
		_ = a.folder.Close() // it is removed next
	}
	_ = os.RemoveAll(filepath.Dir(a.path))
}

// unhurriedBody reads a body piece by piece, each within its own deadline, so that a
// long file may take long and a client that stopped sending may not.
type unhurriedBody struct {
	io.ReadCloser
	control *http.ResponseController
	each    time.Duration
}

func (b unhurriedBody) Read(p []byte) (int, error) {
	if err := b.control.SetReadDeadline(time.Now().Add(b.each)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return 0, err
	}
	n, err := b.ReadCloser.Read(p)
	if err != nil { // what is read from now on is whether the client is still there
		_ = b.control.SetReadDeadline(time.Time{})
	}
	return n, err
}

func (s *Server) unhurriedBody(c *gin.Context) unhurriedBody {
	return unhurriedBody{c.Request.Body, http.NewResponseController(c.Writer), s.options.Patience}
}

// unhurried gives an answer that was long in the making the time to be sent.
func (s *Server) unhurried(c *gin.Context) {
	// Where it cannot be set there is none.
	_ = http.NewResponseController(c.Writer).SetWriteDeadline(time.Now().Add(s.options.Patience))
}
