package api_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// What an agency reports, and what an outlet makes of it: another beginning and
// end, typography of its own, and the middle as it was.
var (
	middle = "Україна відведе війська до сорока кілометрів, якщо друга сторона зробить те саме і пустить спостерігачів, " +
		"сказав посланець у четвер після третього дня розмов за зачиненими дверима у старому палаці над озером"
	agencyReport = "ЖЕНЕВА — Делегації їдуть додому без угоди. " + middle + ". Наступна зустріч у березні. 谈判代表周一再次会面。"
	rewrite      = "👩‍👩‍👧 За даними агентства: “" + strings.ReplaceAll(strings.ToUpper(middle), " ", "\u00a0") + "”. Ми стежимо."
)

// similarTo is how many articles a new one is told to be like.
func similarTo(a *answer) string { return a.header.Get("Parley-Similar") }

func (c *client) printCopies() *client {
	c.t.Helper()
	c.create("/v1/articles", object{"slug": "report", "title": "Додому без угоди", "publisher": "Агентство", "text": agencyReport})
	c.create("/v1/articles", object{"slug": "rewrite", "text": rewrite})
	c.create("/v1/articles", object{"slug": "apart", "text": "Once more: " + strings.Repeat("something else was said on another day by others. ", 9)})
	c.create("/v1/articles", object{"slug": "blank"})
	return c
}

func TestSimilarArticles(t *testing.T) {
	each(t, func(c *client) {
		c.get("/v1/articles/rewrite/similar").want(http.StatusOK).is(object{"/article/slug": "rewrite", "/revision": 1, "/complete": true,
			"/known_at/number": c.head(), "/items/0/article/slug": "report", "/items/0/article/name": "Додому без угоди", "/items/0/joined": true,
			"/items/0/number": c.head() - 2, "/items/0/retracted": false, "/next_cursor": nil, "/rule/name": "near_identical_text"})
		for slug, want := range map[string][]string{"rewrite": {"report"}, "report": {"rewrite"}} {
			same(c.t, "similar to the "+slug, column(c.get("/v1/articles/"+slug+"/similar").items(), "/article/slug"), want)
		}
		c.get("/v1/articles/apart/similar").want(http.StatusOK).is(object{"/items": []any{}, "/runs": 11, "/complete": true})
		c.get("/v1/articles/blank/similar").want(http.StatusOK).is(object{"/items": []any{}, "/runs": 0, "/revision": nil})
		c.get("/v1/articles/nowhere/similar").refused(http.StatusNotFound)
		c.get("/v1/articles/report/similar?limit=51").refused(http.StatusBadRequest, "?limit maximum")
		c.get("/v1/articles/report/similar?as_of=2026-01-01").refused(http.StatusBadRequest, "?as_of unknown")
	}, (*client).printCopies)
}

// The numbers of an answer are those one can count in the two texts.
func TestSharedPassages(t *testing.T) {
	each(t, func(c *client) {
		for _, texts := range [][2]string{{agencyReport, rewrite}, {rewrite, agencyReport}} {
			slug := map[string]string{agencyReport: "report", rewrite: "rewrite"}[texts[0]]
			a := c.get("/v1/articles/" + slug + "/similar").want(http.StatusOK)
			words := len(strings.Fields(middle))
			a.is(object{"/items/0/shared_runs": words - 4, "/items/0/passages/0/words": words})
			if n := len(a.at("/items/0/passages").([]any)); n != 1 {
				c.t.Errorf("%d passages", n)
			}
			for i, side := range []string{"here", "there"} {
				place := a.at("/items/0/passages/0/" + side).(object)
				start, end := int(place["start"].(float64)), int(place["end"].(float64))
				if got := string([]rune(texts[i])[start:end]); got != place["exact"] || place["cut"] != false {
					c.t.Errorf("%s from %d to %d is %q, and the answer has %v", side, start, end, got, place)
				}
				if want := map[string]string{agencyReport: middle, rewrite: strings.ReplaceAll(strings.ToUpper(middle), " ", "\u00a0")}[texts[i]]; place["exact"] != want {
					c.t.Errorf("%s reads %q, want %q", side, place["exact"], want)
				}
			}
			shared, here, there := a.at("/items/0/shared_runs").(float64), a.at("/runs").(float64), a.at("/items/0/runs").(float64)
			a.is(object{"/items/0/containment": object{"here": shared / here, "there": shared / there}, "/items/0/jaccard": shared / (here + there - shared)})
		}
		few := c.get("/v1/articles/report/similar?fields=article,joined").want(http.StatusOK).is(object{"/items/0/joined": true})
		if n := len(few.items()[0].(object)); n != 2 {
			c.t.Errorf("%d fields: %s", n, few.body)
		}
	}, (*client).printCopies)
}

func TestLongPassagesAreCut(t *testing.T) {
	each(t, func(c *client) {
		var long strings.Builder
		for i := range 300 {
			fmt.Fprintf(&long, "слово%d ", i)
		}
		c.create("/v1/articles", object{"slug": "one", "text": long.String() + "one"})
		c.create("/v1/articles", object{"slug": "two", "text": long.String() + "two"})
		a := c.get("/v1/articles/one/similar").want(http.StatusOK).is(object{"/items/0/passages/0/words": 300, "/items/0/passages/0/here/cut": true})
		if exact := a.text("/items/0/passages/0/here/exact"); exact != string([]rune(long.String())[:1000]) {
			c.t.Errorf("exact has %d characters: %q", len([]rune(exact)), exact)
		}
	})
}

// A new text says how many others it is like, and so does the repeated request.
func TestNewTextsTellOfCopies(t *testing.T) {
	each(t, func(c *client) {
		for range 2 {
			a := c.create("/v1/articles", object{"text": agencyReport + " Далі буде."}, key("one"))
			if similarTo(a) != "2" {
				c.t.Errorf("Parley-Similar: %q", similarTo(a))
			}
		}
		if a := c.create("/v1/articles", object{"title": "no text"}); similarTo(a) != "" {
			c.t.Errorf("without a text: %q", similarTo(a))
		}
		if a := c.create("/v1/articles/apart/revisions", object{"text": rewrite + " Справді."}); similarTo(a) != "3" {
			c.t.Errorf("a revision: %q", similarTo(a))
		}
		if a := c.post("/v1/articles/apart/revisions", object{"text": rewrite + " Справді."}).want(http.StatusOK); similarTo(a) != "" {
			c.t.Errorf("no new revision: %q", similarTo(a))
		}
	}, (*client).printCopies)
}

// The same number gives the same bytes, whatever was printed, revised or retracted
// since, and later numbers show that.
func TestSimilarAsOfANumber(t *testing.T) {
	each(t, func(c *client) {
		number := c.head()
		path := fmt.Sprint("/v1/articles/report/similar?known_at=", number)
		before := c.get(path).want(http.StatusOK)
		c.create("/v1/articles", object{"slug": "again", "text": agencyReport})
		c.create("/v1/articles/rewrite/revisions", object{"text": "Nothing of it any more."})
		c.retract("/v1/articles/again")
		if after := c.get(path).want(http.StatusOK); string(after.body) != string(before.body) {
			c.t.Errorf("at %d:\n%s\nand later\n%s", number, before.body, after.body)
		}
		c.get("/v1/articles/report/similar?known_at=1").want(http.StatusOK).is(object{"/items": []any{}})
		now := c.get("/v1/articles/report/similar").want(http.StatusOK)
		now.is(object{"/items/0/retracted": true, "/items/0/containment": object{"here": 1, "there": 1}})
		same(c.t, "similar now", column(now.items(), "/article/slug"), []string{"again"})
	}, (*client).printCopies)
}

func TestPagesOfSimilarArticles(t *testing.T) {
	each(t, func(c *client) {
		words := strings.Fields(middle)
		for i := range 7 {
			c.create("/v1/articles", object{"slug": fmt.Sprint("part-", i), "text": strings.Join(words[i/2:], " ") + strings.Repeat(fmt.Sprint(" x", i), 5*i)})
		}
		whole := c.get("/v1/articles/report/similar?limit=50").want(http.StatusOK)
		want := column(whole.items(), "/article/slug")
		if len(want) != 8 {
			c.t.Fatalf("similar are %v", want)
		}
		last := 1.0
		for _, item := range whole.items() {
			a := item.(object)
			share := a["shared_runs"].(float64) / min(whole.at("/runs").(float64), a["runs"].(float64))
			if share > last {
				c.t.Errorf("%v comes too late", a)
			}
			last = share
		}
		for _, limit := range []int{1, 2, 3, 7, 8} {
			var got []string
			path := fmt.Sprint("/v1/articles/report/similar?fields=article&limit=", limit)
			for cursor := ""; ; {
				page := c.get(path + cursor).want(http.StatusOK)
				got = append(got, column(page.items(), "/article/slug")...)
				next, _ := page.find("/next_cursor")
				if next == nil {
					break
				}
				cursor = "&cursor=" + next.(string)
				c.create("/v1/articles", object{"text": middle}) // which later pages do not show
			}
			if !slices.Equal(got, want) {
				c.t.Errorf("in pages of %d: %v, want %v", limit, got, want)
			}
			want = column(c.get("/v1/articles/report/similar?limit=50").items(), "/article/slug")
		}
		page := c.get("/v1/articles/report/similar?limit=1").want(http.StatusOK)
		c.get("/v1/articles/rewrite/similar?limit=1&cursor="+page.text("/next_cursor")).refused(http.StatusBadRequest, "?cursor cursor-filter")
	}, (*client).printCopies)
}

// Two rewrites of one agency copy are one origin, and an unrelated agencyReport another.
func TestCopiesCountOnce(t *testing.T) {
	each(t, func(c *client) {
		words := strings.ToUpper(middle[:30])
		evidence := []any{object{"article": "report", "quote": middle[:30]}, object{"article": "apart", "quote": "Once more"}}
		c.create("/v1/positions", object{"slug": "copied", "party": "ukraine", "issue": "withdrawal", "act": "offer", "stance": "supports_conditionally",
			"summary": "A mutual withdrawal", "stated": "2026-03-05", "evidence": evidence})
		c.get("/v1/positions/copied").is(object{"/corroboration/origins": 2})
		c.create("/v1/positions/copied/evidence", object{"article": "rewrite", "quote": strings.ReplaceAll(words, " ", "\u00a0")})
		a := c.get("/v1/positions/copied").is(object{"/corroboration/origins": 2, "/corroboration/groups/0/joins/0/rule": "near_identical_text"})
		similar := c.get("/v1/articles/report/similar").want(http.StatusOK)
		shared := similar.at("/items/0/shared_runs").(float64) / min(similar.at("/runs").(float64), similar.at("/items/0/runs").(float64))
		a.is(object{"/corroboration/groups/0/joins/0/score": shared})
	}, (*client).build, (*client).printCopies)
}
