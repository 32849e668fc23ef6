package suggest_test

import (
	"fmt"
	"strings"
	"testing"

	"parley/internal/naming"
	"parley/internal/suggest"
)

// paragraph is a usual one: quotation, indirect speech, an act and dates.
const paragraph = `Kyiv rejects a retreat from fortified ground, President Volodymyr Zelensky said on Wednesday. “We will not leave,” he told
reporters in Davos, “not one metre.” Spokesman Dmitry Peskov added that envoys would arrive on Thursday, according to two people
close to him, and Russia has offered to halt its strikes, Bloomberg reported. The paper was not shown.

`

func BenchmarkStatements(b *testing.B) {
	many := []naming.Name{}
	for i := range 10_000 {
		many = append(many, naming.Name{Holder: i, Text: fmt.Sprintf("Party Number%d", i), Person: i%2 == 0})
	}
	for name, c := range map[string]struct {
		repeat int
		names  *naming.Names
	}{"article": {10, names}, "article, 10000 names": {10, naming.New(many)}, "two million characters": {4000, names}} {
		text := strings.ReplaceAll(strings.Repeat(paragraph, c.repeat), "metre", "metre, or two")
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				for range suggest.Statements(suggest.Article{Text: text, Published: thursday}, c.names) {
				}
			}
		})
	}
}

func BenchmarkOutlets(b *testing.B) {
	text := strings.Repeat(paragraph, 10)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		suggest.Outlets(text, "UNN")
	}
}

func BenchmarkNames(b *testing.B) {
	list := []naming.Name{}
	for i := range 10_000 {
		list = append(list, naming.Name{Holder: i, Text: fmt.Sprintf("Party Number%d", i), Person: i%2 == 0})
	}
	for b.Loop() {
		naming.New(list)
	}
}
