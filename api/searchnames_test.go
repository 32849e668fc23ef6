package api_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// how shows the hits of a search with how each part of the query matches.
func (c *client) how(q string) (list []string) {
	c.t.Helper()
	for _, item := range c.all("/v1/search?q=" + url.QueryEscape(q)) {
		hit := item.(object)
		line := fmt.Sprint(hit["kind"], " ", hit["slug"])
		for _, m := range hit["matched"].([]any) {
			m := m.(object)
			line += fmt.Sprintf(" | %s by %s", m["query"], m["by"])
			if m["name"] != nil {
				line += fmt.Sprintf(" %s", m["name"])
			}
			if party, named := m["party"].(object); named {
				line += fmt.Sprintf(" of %s", party["slug"])
			}
		}
		list = append(list, line)
	}
	return list
}

// A search for a party finds what has any of its names, and what it states.
func TestSearchByPartyNames(t *testing.T) {
	each(t, func(c *client) {
		for q, want := range map[string][]string{
			"Zelenskyy": {
				"party zelensky | Zelenskyy by words",
				"passage <nil> | Zelenskyy by words",
				"article names | Zelenskyy by words",
				"article qu | Zelenskyy by name 泽连斯基 of zelensky",
				"article mintaqa | Zelenskyy by name زيلينسكي of zelensky",
				"passage <nil> | Zelenskyy by party of zelensky",
				"article zona | Zelenskyy by name Зеленський of zelensky",
				"position ukraine-no | Zelenskyy by party of zelensky",
			},
			"zelenskyy -trump -泽连斯基 -زيلينسكي -не": {
				"position ukraine-no | zelenskyy by party of zelensky",
			},
			"ЗЕЛЕНСЬКИЙ гарантія": {
				"passage <nil> | ЗЕЛЕНСЬКИЙ by party of zelensky | гарантія by words",
				"article zona | ЗЕЛЕНСЬКИЙ by words | гарантія by words",
			},
			"volodymyr zelensky trump": {"passage <nil> | volodymyr zelensky by name Zelenskyy of zelensky | trump by words",
				"article names | volodymyr zelensky by name Zelenskyy of zelensky | trump by words"},
			`"Volodymyr Zelensky" guarantees`: {`position ukraine-no | Volodymyr Zelensky by party of zelensky | guarantees by words`},
			"volodymyr":                       {"party zelensky | volodymyr by words"},
			"zelen*":                          {"party zelensky | zelen* by words", "passage <nil> | zelen* by words", "article names | zelen* by words"},
			"Kiev corridor": {
				"position joint-corridor | Kiev by party of ukraine | corridor by words",
			},
			"kiev wish":     {"article zone | kiev by name Kyiv of ukraine | wish by words"},
			"u.s. zone":     {"passage <nil> | u.s. by name Washington of usa | zone by words", "article zone | u.s. by name Washington of usa | zone by words", "position usa-zone | u.s. by party of usa | zone by words"},
			"United States": {"party trump | United States by words", "party usa | United States by words", "position joint-corridor | United States by party of usa", "passage <nil> | United States by party of usa", "article names | United States by name U.S. of usa", "passage <nil> | United States by name Washington of usa", "article zone | United States by name Washington of usa", "position usa-zone | United States by party of usa"},
		} {
			if got := c.how(q); !slices.Equal(got, want) {
				c.t.Errorf("%s found\n%s\nwant\n%s", q, strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		}
	}, (*client).buildSearch)
}

// What another name matches is highlighted; what only a party states is shown
// from its beginning.
func TestSearchShowsOtherNames(t *testing.T) {
	each(t, func(c *client) {
		same(c.t, "other spelling", c.found("q=Zelensky&kind=article&language=zh"), []string{"article qu | 美国提议建立自由经济区。[泽连斯基]没有回答。停火谈判继续。"})
		same(c.t, "stated by", c.found("q=Zelensky&kind=position"), []string{"position ukraine-no | Guarantees come first."})
	}, (*client).buildSearch)
}

// The names of merged parties lead to the one that remains, at once.
func TestSearchAfterMerge(t *testing.T) {
	each(t, func(c *client) {
		twin := c.create("/v1/parties", object{"slug": "ze", "kind": "person", "name": "Ze", "aliases": []object{{"name": "Zelya"}}}).id()
		c.create("/v1/positions", object{"slug": "by-twin", "party": "ze", "issue": "donbas", "act": "offer", "summary": "Elections later.", "stated": "2026-01-05",
			"evidence": []object{{"article": "names", "quote": "President Zelenskiy was brief."}}})
		same(c.t, "twin", c.how("zelya"), []string{"party ze | zelya by words", "passage <nil> | zelya by party of ze", "position by-twin | zelya by party of ze"})
		c.post("/v1/parties/ze/merge", object{"into": "zelensky"}).want(http.StatusOK)
		same(c.t, "elections", c.how("zelya elections"), []string{"position by-twin | zelya by party of zelensky | elections by words"})
		same(c.t, "other name of the one that remains", c.how("Зеленський elections"), []string{"position by-twin | Зеленський by party of zelensky | elections by words"})
		same(c.t, "parties", column(c.all("/v1/search?q=zelya&kind=party"), "/slug"), []string{"zelensky"})
		for _, item := range c.all("/v1/search?q=zelya&retracted=include") {
			if item.(object)["id"] == twin {
				c.t.Error("the merged party is found")
			}
		}
	}, (*client).buildSearch)
}

// Names are looked up as they are now.
func TestSearchAfterRenaming(t *testing.T) {
	each(t, func(c *client) {
		c.correct("/v1/parties/trump", object{"name": "Donald", "aliases": []object{{"name": "Potus"}}})
		same(c.t, "new alias", c.how("potus president"), []string{"party trump | potus by words | president by words"})
		same(c.t, "old alias", column(c.all("/v1/search?q=donald+trump&kind=article"), "/slug"), []string{})
		c.retract("/v1/parties/zelensky")
		same(c.t, "names of a retracted party", c.how("zelenskyy"), []string{"passage <nil> | zelenskyy by words", "article names | zelenskyy by words"})
	}, (*client).buildSearch)
}

// The press calls people by their last names, in every spelling that is recorded.
func TestPersonsAreFoundByTheirLastNames(t *testing.T) {
	each(t, func(c *client) {
		c.create("/v1/parties", object{"slug": "velin", "kind": "person", "name": "Marta Velin", "aliases": []object{{"name": "Марта Велін"}, {"name": "Marta Velinne"}}})
		c.create("/v1/parties", object{"slug": "kim", "kind": "person", "name": "Kim Jong Un", "aliases": []object{{"name": "Kim Chŏngŭn"}}})
		c.create("/v1/parties", object{"slug": "bank", "kind": "organization", "name": "River Bank", "aliases": []object{{"name": "Shore House"}}})
		for slug, text := range map[string]string{"latin": "Velin said no.", "cyrillic": "Велін відмовилась.", "chongun": "Chŏngŭn left; un homme.", "house": "A house stood there."} {
			c.create("/v1/articles", object{"slug": slug, "text": text})
		}
		for q, want := range map[string][]string{
			"Velinne": {"party velin | Velinne by words", "article cyrillic | Velinne by name Велін of velin", "article latin | Velinne by name Velin of velin"},
			"велін":   {"party velin | велін by words", "article cyrillic | велін by words", "article latin | велін by name Velin of velin"},
			"un":      {"party kim | un by words", "article chongun | un by words"},
			"bank":    {"party bank | bank by words"},
		} {
			got := c.how(q)
			slices.Sort(got[1:])
			same(c.t, q, got, want)
		}
	})
}
