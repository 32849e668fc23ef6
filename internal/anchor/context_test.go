package anchor

import (
	"errors"
	"strings"
	"testing"
)

func TestLocateContextDecides(t *testing.T) {
	tests := []struct {
		name, text string
		quote      Quote
	}{
		{"prefix", "Kyiv said no. Moscow ⟦said no⟧.", Quote{Exact: "said no", Prefix: "Moscow"}},
		{"suffix", "⟦We agree⟧ today. We agree tomorrow.", Quote{Exact: "We agree", Suffix: "today"}},
		{"both", "a x b, ⟦x⟧ b, a x c", Quote{Exact: "x", Prefix: ", ", Suffix: " b"}},
		{"white space at the joint", "one no, two\n\n⟦no⟧", Quote{Exact: "no", Prefix: "two "}},
		{"folded context", "‘yes’ no; ⟦no⟧ — “yes”", Quote{Exact: "no", Suffix: ` - "yes"`}},
		{"decomposed context", "café ⟦no⟧ cafe no", Quote{Exact: "no", Prefix: "cafe\u0301"}},
		{"overlapping", "ba⟦aa⟧", Quote{Exact: "aa", Prefix: "a"}},
		{"joint inside folded white space", "so no \n ⟦ no⟧", Quote{Exact: " no", Prefix: "no \n"}},
		{"folded place fits, exact one does not",
			`Paris: "no". Berlin: ⟦“no”⟧.`, Quote{Exact: `"no"`, Prefix: "Berlin: "}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text, want := marked(t, tt.text)
			hit, err := text.Locate(tt.quote)
			if err != nil {
				t.Fatal(err)
			}
			checkHit(t, text, hit)
			if hit.Span != want {
				t.Fatalf("got %v %q, want %v", hit.Span, hit.Exact, want)
			}
		})
	}
}

func TestLocateAmbiguous(t *testing.T) {
	tests := []struct {
		name, text string
		quote      Quote
		total      int
	}{
		{"repeated", "No deal. No deal.", Quote{Exact: "No deal."}, 2},
		{"overlapping", "aaaa", Quote{Exact: "aa"}, 3},
		{"folded", "“no” «no»", Quote{Exact: "„no“"}, 2},
		{"context too short", "we agree. we agree! we agree?", Quote{Exact: "agree", Prefix: "we "}, 3},
		{"context leaves two", "a x. a x. b x.", Quote{Exact: "x", Prefix: "a"}, 2},
		{"more than are listed", strings.Repeat("no ", 50), Quote{Exact: "no"}, 50},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := newText(t, tt.text)
			hit, err := text.Locate(tt.quote)
			var ambiguous *AmbiguousError
			if !errors.As(err, &ambiguous) {
				t.Fatalf("got %+v, %v", hit, err)
			}
			if ambiguous.Total != tt.total || len(ambiguous.Candidates) != min(tt.total, 20) {
				t.Fatalf("got %d of %d", len(ambiguous.Candidates), ambiguous.Total)
			}
			for _, c := range ambiguous.Candidates {
				checkHit(t, text, c)
			}
		})
	}
}

func TestLocateContradiction(t *testing.T) {
	tests := []struct {
		name, text string
		quote      Quote
		candidates int
	}{
		{"single hit, other prefix", "Kyiv agreed.", Quote{Exact: "agreed", Prefix: "Moscow "}, 1},
		{"single hit, other suffix", "Kyiv agreed.", Quote{Exact: "agreed", Suffix: " to talk"}, 1},
		{"one side of two", "Kyiv agreed today.", Quote{Exact: "agreed", Prefix: "Kyiv ", Suffix: " never"}, 1},
		{"prefix at the start", "agreed.", Quote{Exact: "agreed", Prefix: "Kyiv "}, 1},
		{"suffix at the end", "agreed", Quote{Exact: "agreed", Suffix: "."}, 1},
		{"several hits, none fits", "a x, b x", Quote{Exact: "x", Prefix: "c "}, 2},
		{"case counts in context", "Kyiv agreed.", Quote{Exact: "agreed", Prefix: "kyiv"}, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := newText(t, tt.text)
			hit, err := text.Locate(tt.quote)
			var contradiction *ContextError
			if !errors.As(err, &contradiction) {
				t.Fatalf("got %+v, %v", hit, err)
			}
			if len(contradiction.Candidates) != tt.candidates {
				t.Fatalf("got %d candidates, want %d", len(contradiction.Candidates), tt.candidates)
			}
			for _, c := range contradiction.Candidates {
				checkHit(t, text, c)
			}
		})
	}
}
