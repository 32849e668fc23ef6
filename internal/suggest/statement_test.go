package suggest_test

import (
	"slices"
	"testing"

	"parley/internal/anchor"
	"parley/internal/edtf"
	"parley/internal/naming"
	"parley/internal/suggest"
)

// parties are the holders of the names in the tests, by number.
var parties = []string{"ukraine", "russia", "usa", "zelensky", "peskov", "lavrov", "rutte", "france"}

var names = naming.New([]naming.Name{
	{Holder: 0, Text: "Ukraine"}, {Holder: 0, Text: "Kyiv"}, {Holder: 0, Text: "Україна"},
	{Holder: 1, Text: "Russia"}, {Holder: 1, Text: "Moscow"}, {Holder: 1, Text: "the Kremlin"}, {Holder: 1, Text: "Кремль"},
	{Holder: 2, Text: "United States"}, {Holder: 2, Text: "US"},
	{Holder: 3, Text: "Volodymyr Zelensky", Person: true}, {Holder: 3, Text: "Володимир Зеленський", Person: true}, {Holder: 3, Text: "泽连斯基", Person: true},
	{Holder: 4, Text: "Dmitry Peskov", Person: true}, {Holder: 4, Text: "Дмитрий Песков", Person: true},
	{Holder: 5, Text: "Sergey Lavrov", Person: true}, {Holder: 5, Text: "Сергей Лавров", Person: true},
	{Holder: 6, Text: "Mark Rutte", Person: true}, {Holder: 7, Text: "France"},
})

// thursday is when the articles of the tests were published.
var thursday = edtf.MustParse("2026-01-22")

func statements(text string) []suggest.Statement {
	return slices.Collect(suggest.Statements(suggest.Article{Text: text, Published: thursday}, names))
}

// want is what a test expects of a statement; what is left empty must be empty.
type want struct {
	passage     string
	quotation   suggest.Quotation
	source      string
	kind        suggest.Kind
	who         string // the certain holder
	may         string // the uncertain ones
	attribution string
	verb, act   string
	stated      string
	rules       []suggest.Rule
}

func got(s suggest.Statement) want {
	w := want{passage: s.Passage.Exact, quotation: s.Quotation, source: s.Source.Exact, kind: s.Source.Kind, attribution: s.Attribution, rules: s.Rules}
	for _, m := range s.Source.Matches {
		if s.Source.Certain {
			w.who = parties[m.Holder]
		} else {
			w.may += parties[m.Holder] + " "
		}
	}
	if s.Cue != nil {
		w.verb, w.act = s.Cue.Verb, s.Cue.Act
	}
	for _, d := range s.Dates {
		if d.OfStatement {
			w.stated += d.EDTF.String()
		}
	}
	return w
}

func (w want) equal(o want) bool {
	return slices.Equal(w.rules, o.rules) && w.passage == o.passage && w.quotation == o.quotation && w.source == o.source && w.kind == o.kind && w.who == o.who &&
		w.may == o.may && w.attribution == o.attribution && w.verb == o.verb && w.act == o.act && w.stated == o.stated
}

func check(t *testing.T, text string, wanted ...want) {
	t.Helper()
	found := statements(text)
	if len(found) != len(wanted) {
		t.Errorf("%q: %d statements, want %d: %+v", text, len(found), len(wanted), found)
		return
	}
	for i, s := range found {
		if g := got(s); !g.equal(wanted[i]) {
			t.Errorf("%q:\ngot  %+v\nwant %+v", text, g, wanted[i])
		}
	}
}

func TestSpeech(t *testing.T) {
	before, after := []suggest.Rule{suggest.BySourceBefore}, []suggest.Rule{suggest.BySourceAfter}
	check(t, `"We will not leave," Zelensky said on Wednesday. "Not one metre."`,
		want{"We will not leave", suggest.Direct, "Zelensky", suggest.Name, "zelensky", "", "named", "say", "", "2026-01-21", before},
		want{"Not one metre.", suggest.Direct, "Zelensky", suggest.Name, "zelensky", "", "named", "", "", "", []suggest.Rule{suggest.ByContinuedQuotation}})
	check(t, `“We wait,” said Kremlin spokesman Dmitry Peskov, “but not for ever.”`,
		want{"We wait,” said Kremlin spokesman Dmitry Peskov, “but not for ever.", suggest.Direct, "Kremlin spokesman Dmitry Peskov", suggest.Name, "peskov", "", "named", "say", "", "", after})
	check(t, `“Who will pay?” Rutte asked of nobody. “Who pays?” Rutte added.`,
		want{"Who will pay?", suggest.Direct, "Rutte", suggest.Name, "rutte", "", "named", "ask", "", "", before},
		want{"Who pays?", suggest.Direct, "Rutte", suggest.Name, "rutte", "", "named", "add", "", "", before})
	check(t, `Lavrov told journalists Tuesday that his side “has seen no paper” since.`,
		want{"Lavrov told journalists Tuesday that his side “has seen no paper” since.", suggest.Mixed, "Lavrov", suggest.Name, "lavrov", "", "named", "tell", "", "2026-01-20", before})
	check(t, `The plan is dead, he said.`,
		want{"The plan is dead, he said.", suggest.Indirect, "he", suggest.Pronoun, "", "", "", "say", "", "", before})
	check(t, `Mark Rutte, who heads NATO, said on Thursday: "Peace will not come tomorrow."`,
		want{"Peace will not come tomorrow.", suggest.Direct, "Mark Rutte", suggest.Name, "rutte", "", "named", "say", "", "2026-01-22", []suggest.Rule{suggest.ByApposition}})
	check(t, `Zelensky praised the plan but said that two points were open.`,
		want{"Zelensky praised the plan but said that two points were open.", suggest.Indirect, "Zelensky", suggest.Name, "zelensky", "", "named", "say", "", "", []suggest.Rule{suggest.BySharedSubject}})
	check(t, `Kyiv is ready, according to Zelenskiy.`,
		want{"Kyiv is ready, according to Zelenskiy.", suggest.Indirect, "Zelenskiy", suggest.Name, "zelensky", "", "named", "according to", "", "", []suggest.Rule{suggest.ByAccordingTo}})
	check(t, `Russia will attend, the foreign ministry said in a statement.`,
		want{"Russia will attend, the foreign ministry said in a statement.", suggest.Indirect, "the foreign ministry", suggest.Institution, "", "", "official_document", "say", "", "",
			[]suggest.Rule{suggest.BySourceBefore, suggest.ByOwnDocument}})
	check(t, `The Russian foreign ministry said the talks went well.`,
		want{"The Russian foreign ministry said the talks went well.", suggest.Indirect, "The Russian foreign ministry", suggest.Institution, "russia", "", "named", "say", "", "", before})
	check(t, `The draft is with Moscow, people familiar with the matter said.`,
		want{"The draft is with Moscow, people familiar with the matter said.", suggest.Indirect, "people familiar with the matter", suggest.Anonymous, "", "", "anonymous", "say", "", "", before})
	check(t, `A senior US official who asked not to be named said the paper was ready.`,
		want{"A senior US official who asked not to be named said the paper was ready.", suggest.Indirect, "A senior US official who asked not to be named", suggest.Anonymous, "", "usa ", "anonymous", "say", "", "", before})
	check(t, `Britain and France said they would send troops.`,
		want{"Britain and France said they would send troops.", suggest.Indirect, "Britain and France", suggest.Name, "france", "", "named", "say", "", "", before})
	check(t, `Although Lavrov would not comment, Zelensky confirmed that land was open.`,
		want{"Although Lavrov would not comment", suggest.Indirect, "Lavrov", suggest.Name, "lavrov", "", "named", "decline to comment", "decline_to_comment", "", before},
		want{"Zelensky confirmed that land was open.", suggest.Indirect, "Zelensky", suggest.Name, "zelensky", "", "named", "confirm", "", "", before})
	check(t, `“Nothing is agreed until everything is agreed.”`,
		want{"Nothing is agreed until everything is agreed.", suggest.Direct, "", suggest.Nobody, "", "", "unattributed", "", "", "", []suggest.Rule{suggest.ByQuotationAlone}})
}

func TestActs(t *testing.T) {
	told := []suggest.Rule{suggest.BySourceBefore, suggest.ByNarratedAct}
	for text, w := range map[string]want{
		"Ukraine rejects demands to withdraw.":   {"", suggest.Indirect, "Ukraine", suggest.Name, "ukraine", "", "unattributed", "reject", "reject", "", told},
		"Zelensky rejected the plan on Tuesday.": {"", suggest.Indirect, "Zelensky", suggest.Name, "zelensky", "", "named", "reject", "reject", "2026-01-20", told},
		"The plan was rejected by Kyiv.":         {"", suggest.Indirect, "Kyiv", suggest.Name, "ukraine", "", "unattributed", "reject", "reject", "", []suggest.Rule{suggest.ByAgent, suggest.ByNarratedAct}},
		"Russia is insisting on all of Donetsk.": {"", suggest.Indirect, "Russia", suggest.Name, "russia", "", "unattributed", "insist on", "demand", "", told},
		"Ukraine has offered to step back.":      {"", suggest.Indirect, "Ukraine", suggest.Name, "ukraine", "", "unattributed", "offer", "offer", "", told},
		"Lavrov denied that papers had come.":    {"", suggest.Indirect, "Lavrov", suggest.Name, "lavrov", "", "named", "deny", "deny", "", told[:1]},
		"Peskov threatened to leave the talks.":  {"", suggest.Indirect, "Peskov", suggest.Name, "peskov", "", "named", "threaten", "threaten", "", told},
		"Kyiv accepted the offer.":               {"", suggest.Indirect, "Kyiv", suggest.Name, "ukraine", "", "unattributed", "accept", "accept", "", told},
		"The Kremlin declined to comment on it.": {"", suggest.Indirect, "The Kremlin", suggest.Name, "russia", "", "named", "decline to comment", "decline_to_comment", "", told[:1]},
	} {
		w.passage = text
		check(t, text, w)
	}
}

// What only looks like a statement is none.
func TestNoStatement(t *testing.T) {
	for _, text := range []string{
		"Putin's demands for land were in the draft.",
		"The areas that Moscow demands are large.",
		"If Russia accepts the plan, the war ends.",
		"Zelensky did not accept.",
		"Ukraine was expected to reject it.",
		"Nobody said a word.",
		"The United States of old was another.",
		"The minister was told to wait.",
		"Strikes left most of the city without heat.",
		`The "free" zone and the 'Anchorage' terms.`,
		"What Moscow calls a zone is land.",
		"",
	} {
		if found := statements(text); len(found) > 0 {
			t.Errorf("%q: %+v", text, got(found[0]))
		}
	}
}

func TestOtherLanguages(t *testing.T) {
	before, after := []suggest.Rule{suggest.BySourceBefore}, []suggest.Rule{suggest.BySourceAfter}
	check(t, "Президент Володимир Зеленський заявив у середу, що Україна готова.",
		want{"Президент Володимир Зеленський заявив у середу, що Україна готова.", suggest.Indirect, "Президент Володимир Зеленський", suggest.Name, "zelensky", "", "named", "заявити", "", "2026-01-21", before})
	check(t, "«Ми не віддамо жодного метра», – сказав Зеленський журналістам.",
		want{"Ми не віддамо жодного метра", suggest.Direct, "Зеленський", suggest.Name, "zelensky", "", "named", "сказати", "", "", after})
	check(t, "За словами Зеленського, зустріч буде.",
		want{"За словами Зеленського, зустріч буде.", suggest.Indirect, "Зеленського", suggest.Name, "zelensky", "", "named", "за словами", "", "", []suggest.Rule{suggest.ByAccordingTo}})
	check(t, "«Мы готовы к диалогу», — заявил пресс-секретарь Кремля Дмитрий Песков во вторник.",
		want{"Мы готовы к диалогу", suggest.Direct, "пресс-секретарь Кремля Дмитрий Песков", suggest.Name, "peskov", "", "named", "заявить", "", "2026-01-20", after})
	check(t, "Кремль отверг план.",
		want{"Кремль отверг план.", suggest.Indirect, "Кремль", suggest.Name, "russia", "", "unattributed", "отвергнуть", "reject", "", []suggest.Rule{suggest.BySourceBefore, suggest.ByNarratedAct}})
	check(t, "泽连斯基在达沃斯说：“我们愿意与俄罗斯进行谈判。”",
		want{"我们愿意与俄罗斯进行谈判。", suggest.Direct, "泽连斯基", suggest.Name, "zelensky", "", "named", "", "", "", []suggest.Rule{suggest.ByColon}})
	check(t, "قال الرئيس: «نحن مستعدون للحوار مع روسيا في أي وقت».",
		want{"نحن مستعدون للحوار مع روسيا في أي وقت", suggest.Direct, "", suggest.Nobody, "", "", "unattributed", "", "", "", []suggest.Rule{suggest.ByQuotationAlone}})
}

// Whatever the text, nothing fails, and each piece reads back as the text has it.
func FuzzStatements(f *testing.F) {
	for _, seed := range []string{
		"", `"We will not leave," Zelensky said on Wednesday. "Not one metre."`, "If, said the, according to who said, he and and said by",
		"«Ми не віддамо жодного метра», – сказав Зеленський.", "泽连斯基说：“我们愿意谈判，马上。”", "قال: «نحن مستعدون للحوار مع روسيا».",
		"Trump’s envoy, Steve Witkoff, on Jan. 22-23, 2026 and last week, 500 years ago, 31 February 1900, said: “é̂ 👩‍👩‍👧🏽 🇺🇦”", "“‘«said»’” said   said",
		"who who who said, which said (said) – said", "MOSCOW (Reuters) - 2026-13-45 citing AP, told BBC",
	} {
		f.Add(seed, "2026-01-22")
	}
	f.Fuzz(func(t *testing.T, text, published string) {
		text, err := anchor.Normalize(text)
		if err != nil {
			return // it cannot be recorded, so nobody asks about it
		}
		day, err := edtf.Parse(published)
		if err != nil {
			day = edtf.Date{}
		}
		runes := []rune(text)
		reads := func(p suggest.Piece) {
			if p.Exact != "" && (p.Start < 0 || p.End > len(runes) || p.Start > p.End || string(runes[p.Start:p.End]) != p.Exact) {
				t.Fatalf("%q: %q does not stand from %d to %d", text, p.Exact, p.Start, p.End)
			}
		}
		last := 0
		for s := range suggest.Statements(suggest.Article{Text: text, Published: day}, names) {
			p := s.Passage
			reads(suggest.Piece{Start: p.Start, End: p.End, Exact: p.Exact})
			if p.Exact == "" || p.End < last {
				t.Fatalf("%q: passage %+v after %d", text, p, last)
			}
			last = p.Start
			reads(s.Source.Piece)
			for _, m := range s.Source.Matches {
				reads(m.Piece)
			}
			if s.Cue != nil {
				reads(s.Cue.Piece)
			}
			for _, d := range s.Dates {
				reads(d.Piece)
			}
			for _, q := range s.Quoted {
				reads(q)
			}
			if s.Source.Certain != (s.Source.Certain && len(s.Source.Matches) == 1) || len(s.Rules) == 0 {
				t.Fatalf("%q: %+v", text, s)
			}
		}
		for _, o := range suggest.Outlets(text, "UNN") {
			reads(o.Outlet)
			reads(suggest.Piece{Start: o.Passage.Start, End: o.Passage.End, Exact: o.Passage.Exact})
		}
		suggest.NewIssues([]string{text, "Who withdraws?"}).In(text)
	})
}
