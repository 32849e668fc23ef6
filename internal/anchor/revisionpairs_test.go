package anchor

import (
	"compress/gzip"
	"encoding/json"
	"hash/fnv"
	"io"
	"os"
	"testing"
)

// pairsFile holds real revisions that may be tested with but not copied.
const pairsFile = "../../../shared/data/revision_pairs.jsonl.gz"

// pair is one revision of a real document. Thresholds were chosen on the pairs
// that are tuning; the others tell how they do on text they were not made for.
type pair struct {
	Path, Before, After string
	tuning              bool
}

func readPairs(t testing.TB) []pair {
	t.Helper()
	file, err := os.Open(pairsFile)
	if err != nil && os.Getenv("CI") == "true" {
		t.Fatal(err)
	} else if err != nil {
		t.Skipf("no revision pairs: %v", err)
	}
	defer file.Close()
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	return decodePairs(t, json.NewDecoder(unpacked))
}

func decodePairs(t testing.TB, d *json.Decoder) []pair {
	t.Helper()
	var all []pair
	for {
		var p pair
		if err := d.Decode(&p); err == io.EOF {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		p.Before, p.After = newText(t, p.Before).stored, newText(t, p.After).stored
		p.tuning = isTuning(p.Path)
		all = append(all, p)
	}
}

// isTuning parts by path, so that all revisions of one document fall on one side.
func isTuning(path string) bool {
	h := fnv.New32a()
	io.WriteString(h, path)
	return h.Sum32()%2 == 0
}
