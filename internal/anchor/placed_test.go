package anchor

import (
	"errors"
	"testing"

	"pgregory.net/rapid"
)

func TestPlace(t *testing.T) {
	old := newText(t, "The envoys met. Rain fell.")
	selected, err := old.Locate(Quote{Exact: "The envoys met."})
	if err != nil {
		t.Fatal(err)
	}
	now := newText(t, "The envoys met. Nobody x\u0302came. The envoys met.")
	tests := []struct {
		span Span
		want Anchor
	}{
		{Span{0, 15}, Anchor{State: Anchored, Span: Span{0, 15}, Score: 1, Exact: "The envoys met."}},
		{Span{31, 46}, Anchor{State: Moved, Span: Span{31, 46}, Score: 1, Exact: "The envoys met."}},
		{Span{4, 10}, Anchor{State: Changed, Span: Span{4, 10}, Score: 1 - 9.0/15, Exact: "envoys"}},
	}
	for _, tt := range tests {
		if got, err := now.Place(tt.span, selected); err != nil || got != tt.want {
			t.Errorf("%v: got %+v, %v, want %+v", tt.span, got, err, tt.want)
		}
	}
	for span, want := range map[Span]error{{15, 16}: ErrEmptyQuote, {23, 24}: ErrSplitCharacter, {0, 99}: ErrOutOfRange} {
		if _, err := now.Place(span, selected); !errors.Is(err, want) {
			t.Errorf("%v: got %v, want %v", span, err, want)
		}
	}
}

func TestPlacedKeepsItsPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from, read := newText(t, statement(1, 40).Draw(t, "before")), newText(t, statement(1, 40).Draw(t, "read"))
		now := newText(t, statement(0, 40).Draw(t, "now"))
		placed := Placed{Text: read}
		if rapid.Bool().Draw(t, "placed") {
			hit := drawPassage(t, read)
			placed.Hit = &hit
		}
		checkPlaced(t, now, drawPassage(t, from), from, placed)
	})
}

// checkPlaced states what holds for every passage that a person placed: it reads
// back, is what became of the words the person put it at or else the selected
// words come back, and rather lost than at what the person passed over.
func checkPlaced(t failer, now *Text, selected Hit, from *Text, placed Placed) {
	t.Helper()
	got, confirmed := now.ReanchorPlaced(selected, from, placed)
	if !got.isPlace() {
		if got != (Anchor{State: got.State}) || confirmed != (placed.Hit == nil && got.State == Orphaned) {
			t.Fatalf("%+v lost as %+v, confirmed %v", placed.Hit, got, confirmed)
		}
		return
	}
	if at, err := now.At(got.Span); err != nil || at.Exact != got.Exact {
		t.Fatalf("%+v is not what stands there: %v", got, err)
	}
	if want := now.anchorAt(now.extent(got.Span), selected); got != want {
		t.Fatalf("%+v is not told against the selection: %+v", got, want)
	}
	isBack := foldQuote(got.Exact) == foldQuote(selected.Exact) && !placed.Text.has(selected)
	if placed.Hit == nil {
		if !isBack || confirmed {
			t.Fatalf("%q was found at %+v, though it was found to be gone", selected.Exact, got)
		}
		return
	}
	if confirmed && got.Exact != placed.Hit.Exact {
		t.Fatalf("nobody has seen %q", got.Exact)
	}
	if !isBack {
		checkLikeness(t, got, *placed.Hit)
	}
}

func TestPlacedOnTheSameText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from, read := newText(t, prose().Draw(t, "before")), newText(t, prose().Draw(t, "read"))
		selected, hit := drawPassage(t, from), drawPassage(t, read)
		if len(read.findExact(hit.Exact)) != 1 {
			t.Skip("repeated")
		}
		got, confirmed := read.ReanchorPlaced(selected, from, Placed{read, &hit})
		if got.Span != hit.Span || !confirmed {
			t.Fatalf("%+v is followed to %+v, confirmed %v", hit, got, confirmed)
		}
		checkPlaced(t, read, selected, from, Placed{read, &hit})
	})
}

func FuzzReanchorPlaced(f *testing.F) {
	f.Add("The envoys met. Rain.", "They met at noon. Rain.", "They met at noon today. Rain.", 0, 15, 0, 17)
	f.Add("The envoys met. Rain.", "Rain.", "The envoys met.", 0, 15, -1, 0)
	f.Add("мир и мир", "мир\r\nи", "и мир", 6, 9, 0, 3)
	f.Add("“سلام” أولا", "\"سلام\"", "«سلام»", 0, 6, 0, 6)
	f.Add("双方同意停火。", "停火。双方", "双方同意停火。", 0, 6, -1, 0)
	f.Add("👩‍👧 x\u0302", "x\u0302 👩‍👧", "👩‍👧", 0, 3, 3, 6)
	f.Fuzz(func(t *testing.T, before, middle, after string, start, end, placedStart, placedEnd int) {
		var texts []*Text
		for _, raw := range []string{before, middle, after} {
			stored, err := Normalize(raw)
			if err != nil {
				return
			}
			texts = append(texts, NewText(stored))
		}
		selected, err := texts[0].At(Span{start, end})
		if err != nil {
			return
		}
		placed := Placed{Text: texts[1]}
		if hit, err := texts[1].At(Span{placedStart, placedEnd}); err == nil {
			placed.Hit = &hit
		}
		checkPlaced(t, texts[2], selected, texts[0], placed)
	})
}
