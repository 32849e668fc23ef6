package picture

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
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

// Who points at a mark reads what the stance is towards and what it hangs on.
func TestMarksTellWhatTheyAreTowards(t *testing.T) {
	const towards = "(offer) towards \u2068Twenty-point plan, version of January\u2069."
	const hangsOn = "Conditions: \u2068reciprocal: Moscow does the same; approval: the Rada agrees\u2069. Terms: \u2068withdrawal_depth ≤ 40 km\u2069."
	for name, drawn := range map[string][]byte{"matrix": drawMatrix(t, matrix()), "timeline": drawTimeline(t, timeline())} {
		for _, words := range []string{towards, hangsOn, "no support<"} {
			if !bytes.Contains(drawn, []byte(words)) {
				t.Errorf("the %s does not say %s", name, words)
			}
		}
		if bytes.Contains(drawn, []byte("● ×0")) {
			t.Errorf("the %s counts no origins", name)
		}
	}
}

// What is not certain is drawn and called otherwise than no evidence, and a tile
// has the name of its proposal, or else its terms, as far as there is room.
func TestTiles(t *testing.T) {
	drawn := string(drawMatrix(t, matrix()))
	for words, times := range map[string]int{
		"not certain: positions may hold then, none for certain": 1, `class="maybe"`: 1, ">not certain<": 1,
		">Twenty-point pla…<": 2, ">withdrawal_dept…<": 2, "in 1 cell it is not certain": 1,
	} {
		if got := strings.Count(drawn, words); got != times {
			t.Errorf("%s stands there %d times, not %d", words, got, times)
		}
	}
}

// What is an image has no parts for those who do not see it, and these have links and lists.
func TestPicturesAreDocuments(t *testing.T) {
	for name, drawn := range map[string][]byte{"matrix": drawMatrix(t, matrix()), "timeline": drawTimeline(t, timeline())} {
		if !bytes.Contains(drawn, []byte(`role="graphics-document document"`)) || bytes.Contains(drawn, []byte(`role="img"`)) {
			t.Errorf("the %s is an image", name)
		}
	}
}

// Frames have the colour of their stance, or thick and dashed ones would not show.
func TestFramesHaveALine(t *testing.T) {
	for _, s := range stances {
		if want := "." + s.class + " .frame{" + paint("fill", s.class+"-tint") + paint("stroke", s.class) + "}"; !strings.Contains(style, want) {
			t.Errorf("the style does not say %s", want)
		}
	}
}
