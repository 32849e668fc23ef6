package anchor

import (
	"strings"
	"testing"
)

// Each pair has the passage and what became of it between ⟦ and ⟧.
func TestReanchorReworded(t *testing.T) {
	tests := []struct{ name, old, new string }{
		{"a word replaced",
			"Rain fell. ⟦The envoys said they will sign the draft on Sunday.⟧ Nobody spoke.",
			"Rain fell. ⟦The envoys said they may sign the draft on Sunday.⟧ Nobody spoke."},
		{"moved as well",
			"Rain fell. ⟦The envoys said they will sign the draft on Sunday.⟧ Nobody spoke.",
			"Updated at noon." + filler + filler + "\nNobody spoke.\n⟦The envoys said they may sign the draft on Sunday.⟧"},
		{"a condition added to the sentence",
			"Rain fell. ⟦The envoys said they will sign the draft on Sunday.⟧ Nobody spoke at all.",
			"Rain fell. ⟦The envoys said they will sign the draft on Sunday, if the guns fall silent.⟧ Nobody spoke at all."},
		{"part of a sentence",
			"Rain fell. The envoys said ⟦they would sign the second draft by Sunday⟧ and left the hall.",
			"Rain fell. The envoys said ⟦they would not sign the second draft by Monday⟧ and left the hall."},
		{"Ukrainian endings",
			"Дощ. ⟦Посли сказали, що підпишуть другу чернетку в неділю.⟧ Усі мовчали.",
			"Дощ. ⟦Посол сказав, що підпише другу чернетку в неділю.⟧ Усі мовчали."},
		{"Arabic",
			"مطر. ⟦قال المبعوثون إنهم سيوقعون المسودة الثانية يوم الأحد.⟧ صمت الجميع.",
			"مطر. ⟦قال المبعوثون إنهم قد يوقعون المسودة الثانية يوم الأحد.⟧ صمت الجميع."},
		{"Chinese",
			"今天下雨。⟦双方代表表示将于星期日签署第二份停火协议草案。⟧没有人说话。",
			"今天下雨。⟦双方代表表示可能于星期日签署第二份停火协议草案。⟧没有人说话。"},
		{"emoji with joiners at its ends",
			"Fog. ⟦👩‍👧 families may leave through the northern gate today 👍🏽⟧ Fog again.",
			"Fog. ⟦👩‍👧 families may not leave through the northern gate today 👍🏽⟧ Fog again."},
		{"combining marks at its ends",
			"Fog. ⟦x\u0302 stands for the width of the second zone, less x\u0302⟧ Fog again.",
			"Fog. ⟦x\u0302 stood for the width of the second zone, less x\u0302⟧ Fog again."},
		{"line ends of Windows",
			"Fog.\r\n⟦The border is open\r\nfor buses and for families.⟧\r\nFog again.",
			"Fog.\r\n⟦The border is shut\r\nfor buses and for families.⟧\r\nFog again."},
		{"the nearer and better placed of two alike",
			"First. ⟦We advise all crews to stay in port until the talks end.⟧ Second." + strings.Repeat(filler, 9),
			"First. ⟦We advise most crews to stay in port until the talks end.⟧ Second." + strings.Repeat(filler, 9) +
				" We advised all crews to stay in port until the talks end."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			before, span := marked(t, tt.old)
			after, want := marked(t, tt.new)
			old, err := before.At(span)
			if err != nil {
				t.Fatal(err)
			}
			got := after.Reanchor(old, before)
			if got.State != Changed || got.Span != want {
				t.Fatalf("got %s %v %q, want %v %q", got.State, got.Span, got.Exact, want, after.Slice(want))
			}
			checkAnchor(t, after, old, before)
		})
	}
}

func TestReanchorRefusesLookAlikes(t *testing.T) {
	const envoys = "The envoys said they will sign the draft on Sunday."
	tests := []struct {
		name, old, new string
		state          State
	}{
		{"three words", "Fog. ⟦Ministers rejected everything⟧ today.", "Fog. Ministers rejected anything today.", Orphaned},
		{"few characters", "Fog. ⟦we do so now⟧. Fog.", "Fog. we do so not. Fog.", Orphaned},
		{"a short quote with another word", "Fog. ⟦They did not sign it.⟧ Fog.", "Fog. They could not see it. Fog.", Orphaned},
		{"telephone numbers", "Call ⟦Tel: +00 12 345 67 8901⟧ now.", "Call Tel: +00 12 345 67 8902 now.", Orphaned},
		{"another sentence in its place", "Rain fell. ⟦" + envoys + "⟧ Nobody spoke.",
			"Rain fell. Prices of bread went up by a tenth this week. Nobody spoke.", Orphaned},
		{"nothing left", "Rain fell. ⟦" + envoys + "⟧", "Rain fell.", Orphaned},
		{"two that are as like", "⟦" + envoys + "⟧",
			"The envoys said they may sign the draft on Sunday. The envoys said they can sign the draft on Sunday.", Ambiguous},
		{"the twin of one that went", "Fog came in. ⟦" + envoys + "⟧ Ships stayed in port." + filler + " " + envoys + " So they left.",
			"Fog came in. Ships stayed in port." + filler + " " + envoys + " So they left.", Ambiguous},
		{"Chinese of few words", "今天⟦双方停火⟧。", "今天双方开火。", Orphaned},
		{"longer than is compared", "a ⟦" + strings.Repeat("long words ", 500) + "end⟧", "a " + strings.Repeat("long words ", 500) + "and", Orphaned},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			before, span := marked(t, tt.old)
			old, err := before.At(span)
			if err != nil {
				t.Fatal(err)
			}
			if got := newText(t, tt.new).Reanchor(old, before); got != (Anchor{State: tt.state}) {
				t.Fatalf("got %+v, want %s", got, tt.state)
			}
		})
	}
}

// TestRequired states how the rule depends on the length of a quote.
func TestRequired(t *testing.T) {
	tests := []struct {
		weight              int
		context, near, want float64
	}{
		{200, 0, 0, 0.7}, {200, 0, 1, 0.6}, {200, 0.5, 0, 0.55}, {200, 1, 1, 0.5},
		{48, 0, 0, 0.7}, {32, 0, 0, 0.825}, {32, 1, 1, 0.65}, {16, 0, 0, 0.95}, {16, 1, 1, 0.8},
	}
	for _, tt := range tests {
		if got := required(tt.weight, tt.context, tt.near); abs(int(1000*(got-tt.want))) > 0 {
			t.Errorf("required(%d, %v, %v) = %v, want %v", tt.weight, tt.context, tt.near, got, tt.want)
		}
	}
}
