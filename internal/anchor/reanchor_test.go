package anchor

import "testing"

func TestReanchor(t *testing.T) {
	tests := []struct {
		name     string
		old, new string // the passage between ⟦ and ⟧; none in new if it is lost
		state    State
	}{
		{"nothing changed", "Talks ⟦go on⟧.", "Talks ⟦go on⟧.", Anchored},
		{"only occurrence, other surroundings", "Talks ⟦go on⟧.", "Feuds ⟦go on⟧!", Anchored},
		{"text put before", "⟦Talks⟧ go on.", "Geneva. ⟦Talks⟧ go on.", Moved},
		{"text taken away", "In Geneva, ⟦talks⟧ go on.", "⟦talks⟧ go on.", Moved},
		{"repeated, unchanged", "a no b, c ⟦no⟧ d", "a no b, c ⟦no⟧ d", Anchored},
		{"repeated, context moved along", "a no b, c ⟦no⟧ d", "Oh! a no b, c ⟦no⟧ d", Moved},
		{"newly repeated", "He said ⟦no⟧ today.", "He said ⟦no⟧ today. She said no.", Anchored},
		{"newly repeated far away", "He said ⟦no⟧ today." + filler, "He said ⟦no⟧ today." + filler + " no", Anchored},
		{"repeated, context edited", "He said ⟦no⟧ today. She said no.", "He cried no today. She said no.", Ambiguous},
		{"repeated, half the context edited", "He said ⟦no⟧ today. She said no.", "He said no now. She said no.", Ambiguous},
		{"repeated with the same context twice", "Yes. ⟦no⟧ end", "Oh. Yes. no end Yes. no end", Ambiguous},
		{"whole text repeated", "⟦Peace.⟧", "Peace. Peace.", Ambiguous},
		{"context with other typography", "“a” ⟦no⟧ b, c no d", "X. \"a\" ⟦no⟧ b, c no d", Moved},
		{"quotes straightened", "He said ⟦“never”⟧.", "He said ⟦\"never\"⟧.", Changed},
		{"changed and moved", "He said ⟦“never”⟧.", "Today he said ⟦\"never\"⟧.", Changed},
		{"changed and repeated, context decides", "a ⟦“no”⟧ b", "Z. a ⟦\"no\"⟧ b, c \"no\" d", Changed},
		{"changed, at its old place", "a ⟦“no”⟧ b" + filler, "a ⟦\"no\"⟧ b" + filler + " \"no\"", Changed},
		{"reworded", "Talks ⟦go on⟧.", "Talks went on.", Orphaned},
		{"other case", "⟦Talks⟧ go on.", "talks go on.", Orphaned},
		{"all gone", "⟦Talks⟧ go on.", "", Orphaned},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			before, span := marked(t, tt.old)
			old, err := before.At(span)
			if err != nil {
				t.Fatal(err)
			}
			if tt.state == Ambiguous || tt.state == Orphaned {
				got := newText(t, unmarked.Replace(tt.new)).Reanchor(old, before)
				if want := (Anchor{State: tt.state}); got != want {
					t.Fatalf("got %+v, want %+v", got, want)
				}
				return
			}
			after, want := marked(t, tt.new)
			got := after.Reanchor(old, before)
			if got.State != tt.state || got.Span != want || got.Exact != after.Slice(want) {
				t.Fatalf("got %+v, want %s %v", got, tt.state, want)
			}
			if (got.Score == 1) != (tt.state != Changed) {
				t.Fatalf("score %v of %s", got.Score, got.State)
			}
		})
	}
}

func TestReanchorScore(t *testing.T) {
	before := newText(t, "He said “never” again.")
	old, err := before.Locate(Quote{Exact: "“never” again"})
	if err != nil {
		t.Fatal(err)
	}
	got := newText(t, `He said "never"  again.`).Reanchor(old, before)
	// Two marks replaced and a space put in, of fourteen code points.
	if want := 1 - 3.0/14; got.State != Changed || got.Score != want {
		t.Fatalf("got %+v, want score %v", got, want)
	}
}

func TestReanchorOfNothing(t *testing.T) {
	text := newText(t, "Some text.")
	for _, exact := range []string{"", " ", "\u00AD", "\xff"} {
		if got := text.Reanchor(Hit{Exact: exact}, text); got != (Anchor{State: Orphaned}) {
			t.Errorf("%q: got %+v", exact, got)
		}
	}
}
