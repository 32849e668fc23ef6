package anchor

import (
	"errors"
	"strings"
	"testing"
)

func TestLocate(t *testing.T) {
	tests := []struct {
		name, text string // the passage that is meant between ⟦ and ⟧
		quote      Quote
		kind       Kind
	}{
		{"at the start", "⟦Both sides⟧ met.", Quote{Exact: "Both sides"}, Exact},
		{"at the end", "Both sides ⟦met.⟧", Quote{Exact: "met."}, Exact},
		{"all of it", "⟦Met.⟧", Quote{Exact: "Met."}, Exact},
		{"Cyrillic", "Сторони ⟦домовилися про обмін⟧ полоненими.", Quote{Exact: "домовилися про обмін"}, Exact},
		{"Arabic", "قال الوزير إن ⟦الهدنة صامدة⟧ حتى الآن.", Quote{Exact: "الهدنة صامدة"}, Exact},
		{"Arabic marks", "⟦السَّلام⟧ أولا", Quote{Exact: "السَّلام"}, Exact},
		{"Persian half space", "⟦کتاب⟧\u200cها", Quote{Exact: "کتاب"}, Exact},
		{"Chinese", "双方同意⟦立即停火⟧,明天再谈。", Quote{Exact: "立即停火"}, Exact},
		{"emoji sequence", "Crowd: ⟦👩‍👧 home⟧ 🏠", Quote{Exact: "👩‍👧 home"}, Exact},
		{"whole flag", "🇫🇷🇺🇦⟦🇷🇺⟧", Quote{Exact: "🇷🇺"}, Exact},
		{"line break kept", "one\n⟦two\nthree⟧", Quote{Exact: "two\nthree"}, Exact},
		{"exact before folded", "\"no\" and ⟦“no”⟧", Quote{Exact: "“no”"}, Exact},
		{"combining mark without composed form", "⟦x̂⟧ and x", Quote{Exact: "x̂"}, Exact},
		{"letter beside its marked twin", "x̂ and ⟦x⟧", Quote{Exact: "x"}, Exact},

		{"decomposed quote", "Le ⟦café⟧ ferme.", Quote{Exact: "cafe\u0301"}, Folded},
		{"decomposed text", "Le ⟦cafe\u0301⟧ ferme.", Quote{Exact: "café"}, Exact},
		{"CRLF in the quote", "a ⟦first line\nsecond line⟧", Quote{Exact: "first line\r\nsecond line"}, Folded},
		{"straight for curly", "He said ⟦“it isn’t over”⟧ twice.", Quote{Exact: `"it isn't over"`}, Folded},
		{"guillemets", "Il dit ⟦« non »⟧.", Quote{Exact: "“\u00A0non\u00A0”"}, Folded},
		{"low quotes", "Er sagt ⟦„nein“⟧.", Quote{Exact: `"nein"`}, Folded},
		{"single guillemets", "Er sagt ⟦‹nein›⟧.", Quote{Exact: "‘nein’"}, Folded},
		{"corner brackets", "他說⟦「不行」⟧。", Quote{Exact: "“不行”"}, Folded},
		{"Ukrainian apostrophe", "⟦памʼять⟧ жива", Quote{Exact: "пам'ять"}, Folded},
		{"no-break spaces", "cost ⟦20\u00A0000\u202F€⟧", Quote{Exact: "20 000 €"}, Folded},
		{"run of spaces", "the ⟦talks \n\n\t went⟧ on", Quote{Exact: "talks went"}, Folded},
		{"no-break hyphen", "a ⟦cease‑fire⟧", Quote{Exact: "cease-fire"}, Folded},
		{"dashes", "⟦now — or – never⟧", Quote{Exact: "now - or ― never"}, Folded},
		{"minus", "about ⟦−5 °C⟧", Quote{Exact: "-5 °C"}, Folded},
		{"soft hyphen in the text", "the ⟦nego\u00ADtiators⟧", Quote{Exact: "negotiators"}, Folded},
		{"soft hyphen in the quote", "the ⟦negotiators⟧", Quote{Exact: "nego\u00ADtiators"}, Folded},
		{"zero-width space beside a space", "the\u200B \u200B⟦ta\u200Blks⟧", Quote{Exact: "talks"}, Folded},
		{"ellipsis in the text", "⟦Well… yes⟧", Quote{Exact: "Well... yes"}, Folded},
		{"ellipsis in the quote", "⟦Well... yes⟧", Quote{Exact: "Well… yes"}, Folded},
		{"ellipsis at the ends", "⟦…and so…⟧", Quote{Exact: "...and so..."}, Folded},
		{"outer white space", "They ⟦agreed⟧.", Quote{Exact: "\n agreed\t"}, Folded},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text, want := marked(t, tt.text)
			hit, err := text.Locate(tt.quote)
			if err != nil {
				t.Fatal(err)
			}
			checkHit(t, text, hit)
			if hit.Span != want || hit.Kind != tt.kind {
				t.Fatalf("got %s %v %q, want %s %v", hit.Kind, hit.Span, hit.Exact, tt.kind, want)
			}
		})
	}
}

func TestLocateRefusesWhatIsNotThere(t *testing.T) {
	tests := []struct{ name, text, quote string }{
		{"empty text", "", "anything"},
		{"other case", "The Truce holds", "the truce"},
		{"part of an ellipsis", "Well… yes", "Well.."},
		{"letter without its mark", "x̂", "x"},
		{"composed letter", "café", "cafe"},
		{"mark without its letter", "x̂", "\u0302"},
		{"emoji out of a sequence", "👩‍👧", "👩"},
		{"emoji without its skin tone", "👍🏽", "👍"},
		{"second half of a sequence", "👩‍👧", "👧"},
		{"flag made of two others", "🇫🇷🇺🇦", "🇷🇺"},
		{"half a flag", "🇫🇷", "🇫"},
		{"joined by a soft hyphen only", "e\u00AD\u0301", "é"},
		{"two apostrophes", "''no''", `"no"`},
		{"title marks", "《Peace》", `"Peace"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			hit, err := newText(t, tt.text).Locate(Quote{Exact: tt.quote})
			var missing *NotFoundError
			if !errors.As(err, &missing) {
				t.Fatalf("got %+v, %v", hit, err)
			}
		})
	}
}

func TestLocateRefusesBadQuotes(t *testing.T) {
	text := newText(t, "Hold  the line.")
	for _, blank := range []string{"", " ", "\n\t\u00A0", "\u00AD\u200B"} {
		if _, err := text.Locate(Quote{Exact: blank}); !errors.Is(err, ErrEmptyQuote) {
			t.Errorf("%q: got %v", blank, err)
		}
	}
	for _, bad := range []Quote{{Exact: "\xff"}, {Exact: "a", Prefix: "\xff"}, {Exact: "a", Suffix: "\x00"}} {
		var badText *BadTextError
		if _, err := text.Locate(bad); !errors.As(err, &badText) {
			t.Errorf("%q: got %v", bad, err)
		}
	}
}

// TestLocateInBrokenText guards against a match of half a character in
// text that never went through Normalize.
func TestLocateInBrokenText(t *testing.T) {
	text := NewText("\xe2ok\x80\xff“ok”\xc3")
	hit, err := text.Locate(Quote{Exact: `"ok"`})
	if err != nil {
		t.Fatal(err)
	}
	checkHit(t, text, hit)
	if !strings.Contains(hit.Exact, "ok") || hit.Start != 5 {
		t.Fatalf("got %+v", hit)
	}
}
