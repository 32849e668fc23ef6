package prose_test

import (
	"slices"
	"testing"

	"parley/internal/prose"
)

func sentences(text string) []string {
	var list []string
	for b := range prose.Blocks(text) {
		for _, s := range b.Sentences {
			list = append(list, b.Slice(s))
		}
	}
	return list
}

func TestSentences(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"abbreviations": {
			"Mr. Smith of the U.S. State Dept. met Gen. J. B. Brown on Jan. 22. They agreed at 5 p.m. It was late.",
			[]string{"Mr. Smith of the U.S. State Dept. met Gen. J. B. Brown on Jan. 22.", "They agreed at 5 p.m.", "It was late."}},
		"numbers":             {"It cost 3.5 million. No. 5 won.", []string{"It cost 3.5 million.", "No. 5 won."}},
		"stop in a quotation": {`“Go. Now!” he said. “Stay.” She left.`, []string{`“Go. Now!” he said.`, `“Stay.”`, `She left.`}},
		"line breaks":         {"A headline\n\nThe text.\nMore", []string{"A headline", "The text.", "More"}},
		"wrapped lines": {"The talks went\non for hours and\nwere then\nbroken off.\n\nNext day.",
			[]string{"The talks went\non for hours and\nwere then\nbroken off.", "Next day."}},
		"colon before a quotation": {"He said:\n“We go.”", []string{"He said:\n“We go.”"}},
		"quotation over paragraphs": {"He said: “We go.\n“We stay,” and left.\nEnd.",
			[]string{"He said: “We go.\n“We stay,” and left.", "End."}},
		"Chinese":   {"会谈继续。没有结果！", []string{"会谈继续。", "没有结果！"}},
		"Ukrainian": {"Сталося це 22 січня 2026 р. у Києві. Крапка.", []string{"Сталося це 22 січня 2026 р. у Києві.", "Крапка."}},
		"Arabic":    {"هل تستمر المحادثات؟ نعم.", []string{"هل تستمر المحادثات؟", "نعم."}},
		"nothing":   {" \n\t ", nil},
	} {
		if got := sentences(c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s:\ngot  %q\nwant %q", name, got, c.want)
		}
	}
}

func TestQuotations(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"typographic":          {"He “goes” and „stays“ and «waits».", []string{"goes", "stays", "waits"}},
		"straight":             {`The "last" word, "he said".`, []string{"last", "he said"}},
		"single":               {"The 'Anchorage terms,' as Moscow's people's call it", []string{"Anchorage terms,"}},
		"apostrophes":          {"The states' plans don't fit the allies' views.", nil},
		"nested":               {"“He said ‘go’ twice,” she wrote.", []string{"He said ‘go’ twice,"}},
		"never closed":         {"He said “we go and left.\n\nAnother “one” here.", []string{"one"}},
		"East Asian":           {"他说：「我们愿意。」", []string{"我们愿意。"}},
		"German the other way": {"Er sagte »nein« dazu.", []string{"nein"}},
	} {
		var got []string
		for b := range prose.Blocks(c.text) {
			for _, q := range b.Quotes {
				got = append(got, b.Slice(q.Inner()))
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func TestTokens(t *testing.T) {
	for text, want := range map[string][]string{
		"Russia’s won't go":                     {"Russia", "’s", "won't", "go"},
		"the U.S. and p.m.":                     {"the", "U.S.", "and", "p.m."},
		"15-18 January, 2026-01-22, 4,000 18th": {"15", "-", "18", "January", ",", "2026-01-22", ",", "4,000", "18th"},
		"пресс-секретарь п'ятницю":              {"пресс", "-", "секретарь", "п'ятницю"},
		"说谎 café 👩‍👩‍👧🏽!":                       {"说", "谎", "café", "👩‍👩‍👧🏽", "!"},
	} {
		var got []string
		for b := range prose.Blocks(text) {
			for _, token := range b.Tokens {
				got = append(got, token.Text)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// Whatever the text, its tokens stand where they say and in order, sentences
// follow each other, and no quotation reaches into another.
func FuzzBlocks(f *testing.F) {
	for _, seed := range []string{
		"", "\n", `He said: “Go.” 'And' "stay`, "Mr. J. U.S. p.m. 2026-01-22 15-18", "«««»»» „“ ‘’ ''' \"\"\"",
		"会谈继续。「好」", "هل تستمر؟", "é̂ 👩‍👩‍👧🏽 🇺🇦🇷🇺 \u200d\u200d", "a\u2028b\u0085c\r\nd", "’s x’s 'S",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		runes := []rune(text)
		last := 0
		for b := range prose.Blocks(text) {
			for _, token := range b.Tokens {
				if token.Start < last || token.End <= token.Start || token.End > len(runes) {
					t.Fatalf("%q: token %q from %d to %d after %d", text, token.Text, token.Start, token.End, last)
				}
				if string(runes[token.Start:token.End]) != string([]rune(token.Text)) {
					t.Fatalf("%q: token %q stands not from %d to %d", text, token.Text, token.Start, token.End)
				}
				last = token.End
			}
			at := 0
			for _, s := range b.Sentences {
				if s.From != at || s.Len() == 0 {
					t.Fatalf("%q: sentence %v after %d", text, s, at)
				}
				at = s.To
			}
			if at != len(b.Tokens) {
				t.Fatalf("%q: sentences end at %d of %d", text, at, len(b.Tokens))
			}
			end := -1
			for _, q := range b.Quotes {
				if q.Open <= end || q.Close <= q.Open+1 || q.Close >= len(b.Tokens) {
					t.Fatalf("%q: quotation %v after %d", text, q, end)
				}
				end = q.Close
			}
		}
	})
}
