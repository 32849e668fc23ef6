package anchor

import "testing"

func FuzzReanchor(f *testing.F) {
	f.Add("He said “no” today.", "Today he said \"no\".", 8, 12)
	f.Add("a no b, c no d", "a no b, c no d", 10, 12)
	f.Add("x\u0302 x", "x x\u0302", 0, 2)
	f.Add("no", "no no", 0, 2)
	f.Add("Rain. The envoys will sign the draft on Sunday.", "The envoys may sign a draft. Rain.", 6, 47)
	f.Add("Посли підпишуть чернетку в неділю.", "Посол підпише чернетку\r\nв неділю — сказав він.", 0, 34)
	f.Add("قال المبعوثون إنهم سيوقعون المسودة", "قال إنهم قد يوقعون المسودة…", 0, 34)
	f.Add("双方代表表示将于星期日签署停火协议。", "双方代表可能于星期日签署停火协议。", 0, 17)
	f.Add("👩‍👧 may leave by the gate x\u0302", "👩‍👧 may not leave by a gate x\u0302!", 0, 29)
	f.Add("one two three four. one two three four.", "one two three four", 20, 39)
	f.Fuzz(func(t *testing.T, before, after string, start, end int) {
		before, beforeErr := Normalize(before)
		after, afterErr := Normalize(after)
		if beforeErr != nil || afterErr != nil {
			return
		}
		from := NewText(before)
		old, err := from.At(Span{start, end})
		if err != nil {
			return
		}
		if same := NewText(before).Reanchor(old, from); same.State == Moved || same.State == Changed || same.State == Orphaned {
			t.Fatalf("%+v on the same text became %+v", old, same)
		}
		checkAnchor(t, NewText(after), old, from)
	})
}

func checkAnchor(t failer, text *Text, old Hit, from *Text) {
	t.Helper()
	got := text.Reanchor(old, from)
	same := got.Exact == old.Exact && got.Score == 1
	switch got.State {
	case Anchored:
		if !same || got.Span != old.Span {
			t.Fatalf("%+v anchored as %+v", old, got)
		}
	case Moved:
		if !same || got.Span == old.Span {
			t.Fatalf("%+v moved as %+v", old, got)
		}
	case Changed:
		if same || got.Score < 0 || got.Score >= 1 {
			t.Fatalf("%+v changed as %+v", old, got)
		}
	default:
		if got != (Anchor{State: got.State}) {
			t.Fatalf("%+v lost as %+v", old, got)
		}
		return
	}
	if at, err := text.At(got.Span); err != nil || at.Exact != got.Exact {
		t.Fatalf("%+v is not what stands there: %v", got, err)
	}
	checkLikeness(t, got, old)
}

// checkLikeness computes again, by the table, what the rule promises of every
// passage that is placed.
func checkLikeness(t failer, got Anchor, old Hit) {
	t.Helper()
	quote, found := []rune(foldQuote(old.Exact)), []rune(foldQuote(got.Exact))
	if string(quote) == string(found) {
		return
	}
	like := 1 - float64(tableDistance(quote, found))/float64(max(len(quote), len(found)))
	if like < neverBelow || tellingWeight(quote) == 0 {
		t.Fatalf("%q was taken for %q, likeness %v", got.Exact, old.Exact, like)
	}
}
