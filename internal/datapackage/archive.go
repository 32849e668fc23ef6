package datapackage

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"strings"
)

const (
	// longestDirectory bounds what is read to find what a zip holds, in bytes: a
	// package has some twenty files.
	longestDirectory = 1 << 20
	// mostUnpacked and leastUnpacked bound what a zip may unpack to: so many times its
	// size, or so many bytes. CSV of texts packs to a tenth; a thousandth is a trap.
	mostUnpacked  = 200
	leastUnpacked = 64 << 20
)

// archive is an open zip.
type archive struct {
	file  *os.File
	files map[string]*zip.File
	left  int64 // bytes that may still be unpacked
}

// Opening are the bytes that a zip begins with.
const Opening = "PK\x03\x04"

// openArchive opens a zip whose directory is harmless. Nothing is ever unpacked to
// a disk, but what tries to lead elsewhere was not made by a program that can be
// believed.
func openArchive(path string) (*archive, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	a, err := read(file)
	if err != nil {
		_ = file.Close() // it was only read
	}
	return a, err
}

func read(file *os.File) (*archive, error) {
	about, err := file.Stat()
	if err != nil {
		return nil, err
	}
	bounded := &boundedReader{ReaderAt: file, left: longestDirectory}
	z, err := zip.NewReader(bounded, about.Size())
	if err != nil {
		return nil, notOne("it cannot be opened as a zip (%v); fetch it anew", err)
	}
	bounded.left = -1
	a := &archive{file: file, files: map[string]*zip.File{}, left: max(leastUnpacked, mostUnpacked*about.Size())}
	for _, f := range z.File {
		if err := a.admit(f); err != nil {
			return nil, err
		}
	}
	return a, nil
}

func (a *archive) admit(f *zip.File) error {
	name := strings.TrimSuffix(f.Name, "/")
	switch {
	case !fs.ValidPath(name) || strings.ContainsAny(name, "\\:\x00"):
		return notOne("its file %q leads out of the zip", f.Name)
	case f.Mode().IsDir():
		return nil
	case !f.Mode().IsRegular():
		return notOne("its file %q is a link or something else that is not a file", f.Name)
	case f.Flags&1 != 0:
		return notOne("its file %q is encrypted; pack it without a password", f.Name)
	case f.Method != zip.Deflate && f.Method != zip.Store:
		return notOne("its file %q is packed in a way that is not read here; pack it with deflate", f.Name)
	case a.files[name] != nil:
		return notOne("its file %q is there twice", f.Name)
	}
	a.files[name] = f
	return nil
}

// boundedReader refuses to read more than a number of bytes, unless it is negative.
type boundedReader struct {
	io.ReaderAt
	left int64
}

var errTooLong = errors.New("its directory is too long for a data package")

func (r *boundedReader) ReadAt(p []byte, at int64) (int, error) {
	if r.left >= 0 {
		if r.left -= int64(len(p)); r.left < 0 {
			return 0, errTooLong
		}
	}
	return r.ReaderAt.ReadAt(p, at)
}

// entry is a file of the zip as it is read: how much of it there was, and its hash.
type entry struct {
	io.ReadCloser
	archive *archive
	bytes   int64
	hash    hash.Hash
}

func (a *archive) open(name string) (*entry, error) {
	in, err := a.files[name].Open()
	return &entry{ReadCloser: in, archive: a, hash: sha256.New()}, err
}

func (e *entry) Read(p []byte) (int, error) {
	n, err := e.ReadCloser.Read(p)
	e.bytes += int64(n)
	e.hash.Write(p[:n])
	if e.archive.left -= int64(n); e.archive.left < 0 {
		return 0, formError{fmt.Sprintf("the zip unpacks to more than %d times its size, so it is not read", mostUnpacked)}
	}
	return n, err
}

func (e *entry) sha256() string { return hex.EncodeToString(e.hash.Sum(nil)) }

// NotOneError says why a file is no package that can be imported.
type NotOneError struct{ Detail string }

func (e *NotOneError) Error() string { return e.Detail }

func notOne(format string, args ...any) error {
	return &NotOneError{"the file is not a data package of Parley: " + fmt.Sprintf(format, args...)}
}
