package anchor

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// prosaic writes sentences of 8 to 30 words from a vocabulary in which, as in a
// language, few words are common and many are rare.
func prosaic(r *rand.Rand, length int) (all [][]string) {
	vocabulary := make([]string, 4000)
	for i := range vocabulary {
		vocabulary[i] = strings.Repeat(syllable(r), 1+r.IntN(2)) + syllable(r)
	}
	for length > 0 {
		sentence := make([]string, 8+r.IntN(23))
		for i := range sentence {
			sentence[i] = vocabulary[min(r.IntN(len(vocabulary)), r.IntN(len(vocabulary)), r.IntN(len(vocabulary)))]
			length -= len(sentence[i]) + 1
		}
		all = append(all, sentence)
	}
	return all
}

func syllable(r *rand.Rand) string {
	return string([]byte{"bdfgklmnprst"[r.IntN(12)], "aeiou"[r.IntN(5)], "lmnrst"[r.IntN(6)]})
}

// reworded replaces the first word and one in eight of the others, and drops
// another now and then.
func reworded(r *rand.Rand, sentence []string) []string {
	out := []string{syllable(r) + syllable(r)}
	for _, word := range sentence[1:] {
		switch r.IntN(16) {
		case 0, 1:
			out = append(out, syllable(r)+syllable(r))
		case 2:
		default:
			out = append(out, word)
		}
	}
	return out
}

func joined(all [][]string) string {
	var out strings.Builder
	for _, sentence := range all {
		out.WriteString(strings.Join(sentence, " ") + ". ")
	}
	return out.String()
}

// BenchmarkReanchor200 re-anchors 200 sentences of an article of 100,000
// characters, a share of whose sentences was reworded; a line was put on top. It counts all that a new revision takes, but reading the old text.
func BenchmarkReanchor200(b *testing.B) {
	for name, share := range map[string]float64{"moved": 0, "mixed": 0.3, "changed": 1} {
		b.Run(name, func(b *testing.B) { benchmarkReanchor(b, share) })
	}
}

func benchmarkReanchor(b *testing.B, share float64) {
	r := rand.New(rand.NewPCG(1, 2))
	all := prosaic(r, 100_000)
	before := NewText(joined(all))
	var passages []Hit
	for i, e := range sentences(before.stored) {
		if i%(len(all)/200) == 0 && len(passages) < 200 {
			passages = append(passages, before.passage(before.span(e), Exact))
		}
	}
	for i := range all {
		if r.Float64() < share {
			all[i] = reworded(r, all[i])
		}
	}
	after := "Updated today. " + joined(all)
	states := map[State]int{}
	for b.Loop() {
		text := NewText(after)
		for _, p := range passages {
			states[text.Reanchor(p, before).State]++
		}
	}
	b.ReportMetric(float64(states[Changed])/float64(b.N), "changed")
	b.ReportMetric(float64(states[Moved])/float64(b.N), "moved")
}
