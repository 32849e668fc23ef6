package api_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// Articles to search, written for the tests. Each script and each kind of sign
// stands in one of them.
var searched = map[string]string{
	"zone":    "Washington put a free economic zone on the table. An economic zone, free of troops, is Kyiv’s wish — not a free-trade zone.",
	"zona":    "Вільна економічна зона не замінить перемир'я. Зеленський: «Ёлки» — не гарантія. Перемир’я — до літа.",
	"mintaqa": "اقترحت واشنطن مِنطقة اقتصادية حرة. زيلينسكي لم يجب.",
	"qu":      "美国提议建立自由经济区。泽连斯基没有回答。停火谈判继续。",
	"signs":   "It was cold 🥶 in Abu Dhabi. The café’s flag 🇺🇦 stood by 👨\u200d👩\u200d👧 and 👍🏽. Cafe\u0301 again: ½ km² of №5, cease\u00adfire for 1,000 days.",
	"names":   "Zelenskyy met Trump. President Zelenskiy was brief. The envoy of U.S. origin stayed with us.",
}

// buildSearch records what the searches look for.
func (c *client) buildSearch() *client {
	c.t.Helper()
	aliases := func(names ...string) (list []object) {
		for _, name := range names {
			list = append(list, object{"name": name})
		}
		return list
	}
	c.create("/v1/negotiations", object{"slug": "talks", "name": "Peace talks"})
	c.create("/v1/negotiations", object{"slug": "grain", "name": "Grain talks"})
	for _, party := range []object{
		{"slug": "ukraine", "kind": "state", "name": "Ukraine", "aliases": aliases("Kyiv", "Kiev", "Україна")},
		{"slug": "usa", "kind": "state", "name": "United States", "aliases": aliases("Washington", "U.S.")},
		{"slug": "zelensky", "kind": "person", "name": "Volodymyr Zelensky", "aliases": aliases("Zelensky", "Zelenskyy", "Zelenskiy", "Зеленський", "زيلينسكي", "泽连斯基")},
		{"slug": "trump", "kind": "person", "name": "Donald Trump", "aliases": aliases("Trump"), "description": "President of the United States."},
	} {
		c.create("/v1/parties", party)
	}
	c.create("/v1/negotiations/talks/participations", object{"party": "ukraine", "role": "party"})
	c.create("/v1/issues", object{"slug": "donbas", "negotiation": "talks", "question": "Who controls the Donbas?", "scale": object{"low": "Kyiv alone", "high": "an economic zone"}})
	c.create("/v1/issues", object{"slug": "donbas-troops", "parent": "donbas", "negotiation": "talks", "question": "Whose troops stay?"})
	c.create("/v1/issues", object{"slug": "corridor", "negotiation": "grain", "question": "Is there a corridor for grain?"})
	for i, slug := range []string{"zone", "zona", "mintaqa", "qu", "signs", "names"} {
		c.create("/v1/articles", object{"slug": slug, "publisher": []string{"The Wire", "Хвиля"}[i%2], "title": "No. " + fmt.Sprint(i), "byline": "A. Reporter",
			"language": []string{"en", "uk", "ar", "zh", "en", "en"}[i], "published": fmt.Sprintf("2026-01-%02d", 10+i), "text": searched[slug]})
	}
	c.create("/v1/positions", object{"slug": "usa-zone", "party": "usa", "issue": "donbas", "act": "offer", "summary": "A free economic zone in the Donbas.",
		"stated": "2026-01-09", "conditions": []object{{"kind": "reciprocal", "text": "Both sides pull back"}},
		"evidence": []object{{"article": "zone", "quote": "Washington put a free economic zone on the table."}}})
	c.create("/v1/positions", object{"slug": "ukraine-no", "party": "ukraine", "speaker": "zelensky", "issue": "donbas-troops", "act": "reject", "summary": "Guarantees come first.",
		"stated": "2026-01", "note": "Said in passing.", "evidence": []object{{"article": "zona", "quote": "«Ёлки» — не гарантія."}}})
	c.create("/v1/positions", object{"slug": "joint-corridor", "party": "usa", "jointly_with": []string{"ukraine"}, "issue": "corridor", "act": "propose",
		"summary": "A corridor guarded by both.", "stated": "2026-01-20", "evidence": []object{{"article": "names", "quote": "Zelenskyy met Trump."}}})
	c.create("/v1/positions", object{"slug": "draft", "status": "proposed", "party": "ukraine", "issue": "corridor", "act": "offer", "summary": "A draft on the corridor.", "stated": "2026-01-21"})
	return c
}

// found shows the hits of a search, each with its snippets, in which [ ] stand
// around what is highlighted. It holds every snippet against the stored text.
func (c *client) found(query string) (list []string) {
	c.t.Helper()
	for _, item := range c.all("/v1/search?" + query) {
		hit := item.(object)
		stored := c.get(hit["link"].(string)).want(http.StatusOK)
		name, _ := hit["slug"].(string)
		if hit["kind"] == "passage" {
			name = "in " + hit["article"].(object)["slug"].(string)
		}
		line := hit["kind"].(string) + " " + name
		for _, s := range hit["snippets"].([]any) {
			line += " | " + c.marked(stored, s.(object))
		}
		list = append(list, line)
	}
	return list
}

func (c *client) marked(stored *answer, s object) string {
	c.t.Helper()
	pointer, text := s["pointer"].(string), []rune(nil)
	if revision, isText := s["revision"].(float64); isText {
		text = []rune(c.get(fmt.Sprintf("%s/revisions/%v", strings.TrimPrefix(stored.to, "GET "), revision)).want(http.StatusOK).text(pointer))
	} else {
		text = []rune(stored.text(pointer))
	}
	at, end, out := int(s["start"].(float64)), int(s["end"].(float64)), ""
	if got := string(text[at:end]); got != s["text"] {
		c.t.Errorf("%s%s says %q from %d to %d, the snippet %q", stored.to, pointer, got, at, end, s["text"])
	}
	for _, h := range s["highlights"].([]any) {
		from, to := int(h.(object)["start"].(float64)), int(h.(object)["end"].(float64))
		out += string(text[at:from]) + "[" + string(text[from:to]) + "]"
		at = to
	}
	return out + string(text[at:end])
}

var searches = []struct {
	q    string
	want []string
}{
	{"free economic zone", []string{
		"passage in zone | Washington put a [free] [economic] [zone] on the table.",
		"article zone | Washington put a [free] [economic] [zone] on the table. An [economic] [zone], [free] of troops, is Kyiv’s wish — not a [free]-trade [zone].",
		"position usa-zone | A [free] [economic] [zone] in the Donbas.",
	}},
	{`"FREE economic zone"`, []string{
		"passage in zone | Washington put a [free economic zone] on the table.",
		"article zone | Washington put a [free economic zone] on the table. An economic zone, free of troops, is Kyiv’s wish — not a free-trade zone.",
		"position usa-zone | A [free economic zone] in the Donbas.",
	}},
	{`"economic free zone"`, nil},
	{`“economic zone” -"free economic"`, []string{"issue donbas | an [economic zone]"}},
	{"econom* -donbas", []string{
		"passage in zone | Washington put a free [economic] zone on the table.",
		"article zone | Washington put a free [economic] zone on the table. An [economic] zone, free of troops, is Kyiv’s wish — not a free-trade zone.",
	}},
	{"troops zone", []string{"article zone | Washington put a free economic [zone] on the table. An economic [zone], free of [troops], is Kyiv’s wish — not a free-trade [zone]."}},
	{"free-trade", []string{"article zone | Washington put a free economic zone on the table. An economic zone, free of troops, is Kyiv’s wish — not a [free-trade] zone."}},
	{"Kyiv's", []string{"article zone | Washington put a free economic zone on the table. An economic zone, free of troops, is [Kyiv’s] wish — not a free-trade zone."}},
	{"ПЕРЕМИРʼЯ", []string{"article zona | Вільна економічна зона не замінить [перемир'я]. Зеленський: «Ёлки» — не гарантія. [Перемир’я] — до літа."}},
	{`"вільна ЕКОНОМІЧНА зона"`, []string{"article zona | [Вільна економічна зона] не замінить перемир'я. Зеленський: «Ёлки» — не гарантія. Перемир’я — до літа."}},
	{"елки", []string{
		"passage in zona | «[Ёлки]» — не гарантія.",
		"article zona | Вільна економічна зона не замінить перемир'я. Зеленський: «[Ёлки]» — не гарантія. Перемир’я — до літа.",
	}},
	{"гарант* ёлки", []string{
		"passage in zona | «[Ёлки]» — не [гарантія].",
		"article zona | Вільна економічна зона не замінить перемир'я. Зеленський: «[Ёлки]» — не [гарантія]. Перемир’я — до літа.",
	}},
	{"منطقة", []string{"article mintaqa | اقترحت واشنطن [مِنطقة] اقتصادية حرة. زيلينسكي لم يجب."}},
	{"اقتصاد*", []string{"article mintaqa | اقترحت واشنطن مِنطقة [اقتصادية] حرة. زيلينسكي لم يجب."}},
	{"经济区", []string{"article qu | 美国提议建立自由[经济区]。泽连斯基没有回答。停火谈判继续。"}},
	{"谈判 美国", []string{"article qu | [美国]提议建立自由经济区。泽连斯基没有回答。停火[谈判]继续。"}},
	{"区经", nil},
	{"🥶", []string{"article signs | It was cold [🥶] in Abu Dhabi. The café’s flag 🇺🇦 stood by 👨\u200d👩\u200d👧 and 👍🏽. Café again: ½ km² of №5, cease\u00adfire for 1,000 days."}},
	{"🇺🇦 👩 👍", []string{"article signs | It was cold 🥶 in Abu Dhabi. The café’s flag [🇺🇦] stood by 👨\u200d[👩]\u200d👧 and [👍🏽]. Café again: ½ km² of №5, cease\u00adfire for 1,000 days."}},
	{"cafe", []string{"article signs | It was cold 🥶 in Abu Dhabi. The [café]’s flag 🇺🇦 stood by 👨\u200d👩\u200d👧 and 👍🏽. [Café] again: ½ km² of №5, cease\u00adfire for 1,000 days."}},
	{"cafe\u0301 ceasefire 1,000 1/2 km2 No5", nil},
	{"cafe\u0301 ceasefire 1,000 1/2 km2", []string{"article signs | It was cold 🥶 in Abu Dhabi. The [café]’s flag 🇺🇦 stood by 👨\u200d👩\u200d👧 and 👍🏽. [Café] again: [½] [km²] of №5, [cease\u00adfire] for [1,000] days."}},
	{"corridor", []string{"issue corridor | Is there a [corridor] for grain?", "position joint-corridor | A [corridor] guarded by both."}},
	{"both sides", []string{"position usa-zone | [Both] [sides] pull back"}},
	{"passing guarantees", []string{"position ukraine-no | [Guarantees] come first. | Said in [passing]."}},
	{"president trump", []string{
		"party trump | [Donald Trump] | [Trump] | [President] of the United States.",
		"article names | Zelenskyy met [Trump]. [President] Zelenskiy was brief. The envoy of U.S. origin stayed with us.",
	}},
	{"reporter table", []string{"article zone | A. [Reporter] | Washington put a free economic zone on the [table]. An economic zone, free of troops, is Kyiv’s wish — not a free-trade zone."}},
}

func TestSearch(t *testing.T) {
	each(t, func(c *client) {
		for _, test := range searches {
			c.run(test.q, func(c *client) {
				if got := c.found("q=" + url.QueryEscape(test.q)); !slices.Equal(got, test.want) {
					c.t.Errorf("found\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(test.want, "\n"))
				}
			})
		}
	}, (*client).buildSearch)
}
