package suggest_test

import (
	"testing"

	"parley/internal/suggest"
)

func TestOutlets(t *testing.T) {
	for text, want := range map[string]struct {
		outlet string
		rule   suggest.RelayRule
		known  bool
	}{
		"The plan is ready, Bloomberg reports.":                            {"Bloomberg", suggest.OutletReports, true},
		"The plan is ready, writes UNN.":                                   {"UNN", suggest.OutletReports, true},
		"The plan is ready, Meridian Television reported on Wednesday.":    {"Meridian Television", suggest.OutletReports, true},
		"The plan is ready, according to AFP.":                             {"AFP", suggest.OutletAccordingTo, true},
		"Russia has the plan, The Northgate Gazette said, citing Reuters.": {"Reuters", suggest.OutletCited, true},
		"He was hopeful in his interview with Bloomberg Television.":       {"Bloomberg Television", suggest.OutletInterview, true},
		"He would not say, when asked by AFP.":                             {"AFP", suggest.OutletAsked, true},
		"This draws on dispatches of the agency Harbour Wire.":             {"Harbour Wire", suggest.OutletByKind, true},
		"MOSCOW, Jan 22 (Reuters) - The talks go on.":                      {"Reuters", suggest.OutletDateline, true},
		"The plan is ready, Lakeside reports.":                             {"Lakeside", suggest.OutletReports, false},
		"План готовий, повідомляє УНН.":                                    {"УНН", suggest.OutletReports, true},
		"План готов, сообщает ТАСС.":                                       {"ТАСС", suggest.OutletReports, true},
		"План готовий, пише видання з посиланням на Reuters.":              {"Reuters", suggest.OutletCited, true},
	} {
		found := suggest.Outlets(text, "The Echo")
		if len(found) != 1 || found[0].Outlet.Exact != want.outlet || found[0].Rule != want.rule || found[0].Known != want.known || found[0].Passage.Exact != text {
			t.Errorf("%q: %+v", text, found)
		}
	}
}

func TestNoOutlets(t *testing.T) {
	for _, text := range []string{
		"The plan is ready, the Echo reports.", // the publisher itself
		"The plan is ready, according to Zelensky.",
		"Russian media reported a strike. The publication writes more. Officials reported that three died.",
		"The minister reported to parliament, told Ivanov and left. (AP)",
		"The International Energy Agency said so.",
	} {
		if found := suggest.Outlets(text, "Echo"); len(found) > 0 {
			t.Errorf("%q: %+v", text, found)
		}
	}
}

func TestIssues(t *testing.T) {
	x := suggest.NewIssues([]string{
		"Who withdraws troops from Donetsk, and how far?", "Who guarantees the security of Ukraine?", "Who runs the nuclear plant in Ukraine?",
		"How much military aid does Ukraine get?", "Which territory of Ukraine is recognised?", "Чи буде обмін полоненими?", "Where does Ukraine trade?",
	})
	for text, want := range map[string][]int{
		"It refuses to withdraw from Donetsk.":       {0},
		"A guarantee was offered for the plant.":     {1, 2},
		"Recognition of territories was refused.":    {4},
		"Ukraine is ready.":                          nil, // in most issues, so it tells nothing
		"Обмін полонених відбудеться.":               {5},
		"Nothing of it.":                             nil,
		"Troops, troops and troops; nuclear plants.": {2, 0},
	} {
		var got []int
		for _, m := range x.In(text) {
			got = append(got, m.Issue)
		}
		if len(got) != len(want) {
			t.Errorf("%q: %v, want %v", text, got, want)
			continue
		}
		for i := range got {
			if got[i] != want[i] {
				t.Errorf("%q: %v, want %v", text, got, want)
			}
		}
	}
	if m := x.In("It refuses to withdraw from Donetsk.")[0]; len(m.Words) != 2 || m.Words[0] != "withdraw" || m.Words[1] != "Donetsk" {
		t.Errorf("%+v", m)
	}
}
