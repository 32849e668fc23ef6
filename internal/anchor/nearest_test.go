package anchor

import (
	"errors"
	"strings"
	"testing"
)

func TestNearest(t *testing.T) {
	tests := []struct {
		name, text, quote string // the nearest sentence between ⟦ and ⟧
		least, most       float64
	}{
		{"other word", "Rain fell. ⟦The ministers met for six hours.⟧ Nobody spoke.",
			"The ministers met for two hours", 0.7, 0.95},
		{"other case", "Rain fell. ⟦The Truce Holds.⟧", "the truce holds.", 1, 1},
		{"other typography", "Rain fell. ⟦“We can’t — not yet.”⟧", `"we can't - not yet."`, 1, 1},
		{"two sentences", "Fog. ⟦The border is open. The bridge is shut.⟧ Fog again.",
			"The border is open. The bridge was shut.", 0.7, 0.95},
		{"one of two is enough", "Snow. ⟦The border is open now.⟧ Wind.",
			"The border is open now. Qqq zzz.", 0.5, 0.9},
		{"decimal stays whole", "Fog. ⟦It grew by 3.5 percent in May.⟧ Fog.",
			"It grew by 3.6 percent in May.", 0.6, 0.95},
		{"Chinese", "今天下雨。⟦双方同意立即停火。⟧明天再谈。", "双方不同意立即停火", 0.4, 0.9},
		{"Arabic", "هطل المطر. ⟦هل الهدنة صامدة؟⟧ نعم.", "هل الهدنة قائمة؟", 0.4, 0.9},
		{"line breaks", "Weather\n⟦Envoys arrive in Geneva⟧\nSport", "Envoys arrived in Geneva", 0.7, 0.95},
		{"very short quote", "Fog. ⟦OK then.⟧", "ok", 1, 1},
		{"first of equals", "⟦One is here.⟧ One is here.", "one is here.", 1, 1},
		{"nothing alike", "⟦⟧Fog.", "停火", 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text, want := marked(t, tt.text)
			_, err := text.Locate(Quote{Exact: tt.quote})
			var missing *NotFoundError
			if !errors.As(err, &missing) {
				t.Fatalf("got %v", err)
			}
			if missing.Span != want || missing.Nearest != text.Slice(want) {
				t.Fatalf("got %v %q, want %q", missing.Span, missing.Nearest, text.Slice(want))
			}
			if missing.Score < tt.least || missing.Score > tt.most {
				t.Fatalf("score %v is not within [%v, %v]", missing.Score, tt.least, tt.most)
			}
		})
	}
}

func TestSentences(t *testing.T) {
	const text = " One… two?! “Three.” 3.5 of a\nfour。五！six. (Seven.) www.eight\u2028nine...\n\"ten\""
	want := []string{"One…", "two?!", "“Three.”", "3.5 of a", "four。", "五！", "six.", "(Seven.)", "www.eight", "nine...", "\"ten\""}
	var got []string
	for _, e := range sentences(text) {
		got = append(got, text[e.start:e.end])
	}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Fatalf("got %q", got)
	}
}
