package anchor

import (
	"errors"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func FuzzNormalize(f *testing.F) {
	for _, s := range []string{"", "\uFEFFa\r\nb\rc", "e\u0301", "\x00", "\xff", "\u1112\u1161\u11AB", "\uFEFF\uFEFF"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := Normalize(s)
		if err != nil {
			var bad *BadTextError
			if !errors.As(err, &bad) || utf8.RuneCountInString(s[:bad.Byte]) != bad.CodePoint {
				t.Fatalf("%q: %v", s, err)
			}
			return
		}
		if !norm.NFC.IsNormalString(got) || !utf8.ValidString(got) {
			t.Fatalf("%q became %q", s, got)
		}
		if again, err := Normalize(got); err != nil || again != got {
			t.Fatalf("%q became %q, then %q, %v", s, got, again, err)
		}
	})
}

func FuzzLocate(f *testing.F) {
	f.Add("He said “no”. She said \"no\".", "'no'", "said ", ".")
	f.Add("aaaa", "aa", "a", "")
	f.Add("Well… e\u00AD\u0301 \u00AD x\u0302", "x\u0302", "…", "")
	f.Add("🇫🇷🇺🇦 👩‍👧", "👩‍👧", "🇺🇦", "")
	f.Add("停火。\n\u00A0«мир»", "\r\n“мир”", "", "")
	f.Add("3.5 a.b? c", "A.B? d! e", "", "")
	f.Add("The envoys will sign the draft on Sunday. Rain.", "The envoys may sign a draft on Sunday.", "", " Rain")
	f.Add("нет, нет и нет", "нет", "нет, ", " и")
	f.Add("قال «لا» ثم \"لا\"", "'لا'", "", "")
	f.Fuzz(func(t *testing.T, raw, exact, prefix, suffix string) {
		stored, err := Normalize(raw)
		if err != nil {
			stored = raw
		}
		text := NewText(stored)
		if err == nil {
			checkSurvey(t, text, Quote{exact, prefix, suffix})
		}
		hit, locateErr := text.Locate(Quote{exact, prefix, suffix})
		if locateErr != nil {
			checkRefusal(t, text, locateErr)
			return
		}
		checkHit(t, text, hit)
		if err == nil && foldQuote(hit.Exact) != foldQuote(exact) {
			t.Fatalf("%q located as %q", exact, hit.Exact)
		}
		if (hit.Kind == Exact) != (hit.Exact == exact) {
			t.Fatalf("%q located as %s %q", exact, hit.Kind, hit.Exact)
		}
		if at, err := text.At(hit.Span); err != nil || at.Exact != hit.Exact {
			t.Fatalf("At(%v) = %+v, %v", hit.Span, at, err)
		}
	})
}

func checkRefusal(t *testing.T, text *Text, err error) {
	t.Helper()
	var ambiguous *AmbiguousError
	var context *ContextError
	var missing *NotFoundError
	var bad *BadTextError
	switch {
	case errors.As(err, &ambiguous):
		if ambiguous.Total < 2 || len(ambiguous.Candidates) != min(ambiguous.Total, maxCandidates) {
			t.Fatalf("%d candidates of %d", len(ambiguous.Candidates), ambiguous.Total)
		}
		for _, c := range ambiguous.Candidates {
			checkHit(t, text, c)
		}
	case errors.As(err, &context):
		for _, c := range context.Candidates {
			checkHit(t, text, c)
		}
	case errors.As(err, &missing):
		if text.Slice(missing.Span) != missing.Nearest || missing.Score < 0 || missing.Score > 1 {
			t.Fatalf("got %+v", missing)
		}
	case !errors.Is(err, ErrEmptyQuote) && !errors.As(err, &bad):
		t.Fatalf("unexpected error %v", err)
	}
}
