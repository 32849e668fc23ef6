package picture

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"parley/internal/views"
)

var updateGolden = flag.Bool("update", false, "write the golden files instead of comparing with them")

// golden compares a picture with a file in testdata. Look at it in a browser, in
// light and in dark, before accepting it.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *updateGolden {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; look at it and run go test ./internal/picture -update\ngot:\n%s", path, got)
	}
}

func drawMatrix(t testing.TB, v views.Matrix) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Matrix(&out, v); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func drawTimeline(t testing.TB, v views.Timeline) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Timeline(&out, v); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestPictures(t *testing.T) {
	golden(t, "matrix.svg", drawMatrix(t, matrix()))
	golden(t, "timeline.svg", drawTimeline(t, timeline()))
}
