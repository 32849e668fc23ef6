package anchor

import (
	"fmt"
	"strings"
	"testing"
)

// article writes n code points or a few more in which every sentence is unique.
func article(n int) string {
	var out strings.Builder
	for i := 0; out.Len() < n; i++ {
		fmt.Fprintf(&out, "On day %d the envoys said “we won’t sign draft %d” — and left.\n", i, i*7)
	}
	return out.String()
}

// cyrillicArticle has more bytes and marks to look at per character.
func cyrillicArticle(n int) string {
	var out strings.Builder
	for i := 0; out.Len() < 2*n; i++ {
		fmt.Fprintf(&out, "На %d день посли сказали «не підпишемо чернетку %d» — і пішли.\n", i, i*7)
	}
	return out.String()
}

const (
	middleExact  = "the envoys said “we won’t sign draft 4200”"
	middleFolded = `the envoys said "we won't sign draft 4200"`
	missing      = "the envoys said we will sign draft 4200 at once, and stayed."
)

func BenchmarkNewText(b *testing.B) {
	stored := article(100_000)
	for b.Loop() {
		NewText(stored)
	}
}

func BenchmarkFold(b *testing.B) {
	stored := article(100_000)
	b.ReportAllocs()
	for b.Loop() {
		fold(stored)
	}
}

func BenchmarkLocate(b *testing.B) {
	text := NewText(article(100_000))
	for name, q := range map[string]Quote{
		"exact":   {Exact: middleExact},
		"folded":  {Exact: middleFolded},
		"context": {Exact: "the envoys said", Prefix: "On day 600"},
		"miss":    {Exact: missing},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				text.Locate(q)
			}
		})
	}
}

// BenchmarkMissInLongText includes the folding, which is done once per text.
func BenchmarkMissInLongText(b *testing.B) {
	for name, stored := range map[string]string{
		"latin":    article(1_000_000),
		"cyrillic": cyrillicArticle(500_000),
	} {
		quote := Quote{Exact: missing}
		if name == "cyrillic" {
			quote.Exact = "посли сказали, що підпишемо чернетку 4200 одразу, і лишилися."
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				NewText(stored).Locate(quote)
			}
		})
	}
}

// BenchmarkRepetitiveChange is what an attacker would revise it to.
func BenchmarkRepetitiveChange(b *testing.B) {
	phrase := strings.Repeat("no no yes now ", 350)
	before := NewText(phrase + "end")
	old, err := before.At(Span{0, before.Len()})
	if err != nil {
		b.Fatal(err)
	}
	stored := strings.Repeat("no no yes now ", 70_000)
	for b.Loop() {
		NewText(stored).Reanchor(old, before)
	}
}

// BenchmarkRepetitiveText is what an attacker would send.
func BenchmarkRepetitiveText(b *testing.B) {
	text := NewText(strings.Repeat("a", 1_000_000))
	quote := Quote{Exact: strings.Repeat("a", 100_000)}
	for b.Loop() {
		text.Locate(quote)
	}
}
