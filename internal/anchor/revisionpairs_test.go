package anchor

import (
	"bytes"
	"encoding/json"
	"hash/fnv"
	"io"
	"testing"

	"parley/internal/material"
)

// pair is one revision of a real document. Thresholds were chosen on the pairs
// that are tuning; the others tell how they do on text they were not made for.
type pair struct {
	Path, Before, After string
	tuning              bool
}

func readPairs(t testing.TB) []pair {
	t.Helper()
	return decodePairs(t, json.NewDecoder(bytes.NewReader(material.Read(t, "data/revision_pairs.jsonl.gz"))))
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

// sentence is one of an old text, as a passage, with the two texts it is about.
type sentence struct {
	pair      *pair
	old       Hit
	from      *Text
	text      *Text
	truth     extent
	share     float64 // of common words with the truth; 0 if there is none
	rival     float64 // the greatest share with any other new sentence
	wordCount int
}

// eachSentence passes the sentences of all old texts.
func eachSentence(t testing.TB, pairs []pair, visit func(sentence)) {
	t.Helper()
	for i := range pairs {
		p := &pairs[i]
		before, text, a := NewText(p.Before), NewText(p.After), align(p.Before, p.After)
		news := cut(p.After, a.new)
		for n, e := range a.old {
			old, err := before.At(before.span(e))
			if err != nil {
				t.Fatal(err)
			}
			s := sentence{pair: p, old: old, from: before, text: text, share: a.share[n], wordCount: len(words(old.Exact))}
			if a.partner[n] >= 0 {
				s.truth = a.new[a.partner[n]]
				s.rival = rivalShare(old.Exact, news, a.partner[n])
			}
			visit(s)
		}
	}
}

// rivalShare is only asked for sentences that were edited.
func rivalShare(old string, news []string, partner int) float64 {
	if news[partner] == old {
		return 0
	}
	most := 0.0
	for j, other := range news {
		if j != partner {
			most = max(most, wordShare(words(old), words(other)))
		}
	}
	return most
}
