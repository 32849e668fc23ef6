package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// scripts are statements in the scripts of the world: as an article has them, as
// a client types them, and as a later revision words them.
var scripts = []struct{ name, stored, typed, reworded string }{
	{"Cyrillic", "Київ відведе війська на «40 км», якщо Москва зробить те саме — сказав посол.",
		"Київ відведе війська на \"40 км\", якщо Москва зробить те саме - сказав посол.",
		"Київ відведе частину військ на «40 км», якщо Москва зробить те саме — сказав посол."},
	{"Arabic", "قال الوزير إن الهدنة “صامدة” وإن القوات ستنسحب قبل نهاية الشهر.",
		"قال الوزير إن الهدنة «صامدة» وإن القوات ستنسحب قبل نهاية الشهر.",
		"قال الوزير إن الهدنة “صامدة” وإن معظم القوات ستنسحب قبل نهاية الشهر."},
	{"Arabic with marks", "قَالَ السَّفِيرُ إِنَّ الوَفْدَ سَيُوَقِّعُ المُسَوَّدَةَ يَوْمَ الأَحَدِ.",
		"قَالَ السَّفِيرُ إِنَّ  الوَفْدَ سَيُوَقِّعُ المُسَوَّدَةَ يَوْمَ الأَحَدِ.",
		"قَالَ السَّفِيرُ إِنَّ الوَفْدَ سَيُوَقِّعُ المُسَوَّدَةَ يَوْمَ الاثنين."},
	{"Chinese", "双方代表表示，将于星期日在日内瓦签署「停火协议」。", "双方代表表示，将于星期日在日内瓦签署“停火协议”。", "双方代表表示，可能于星期日在日内瓦签署「停火协议」。"},
	{"emoji with joiners", "The envoy 👩🏽‍⚖️ wrote: 👨‍👩‍👧 may leave by the “green” gate 🇺🇦 on Monday.",
		"The envoy 👩🏽‍⚖️ wrote: 👨‍👩‍👧 may leave by the \"green\" gate 🇺🇦 on Monday.",
		"The envoy 👩🏽‍⚖️ wrote: 👨‍👩‍👧 may leave by the “green” gate 🇵🇱 on Friday."},
	{"combining marks", "Z\u030C\u0323a\u0328 x\u0302 q\u0307\u0323: the cafe\u0301 of n\u0303andu\u0301 stays open for all envoys today.",
		"Z\u0323\u030Ca\u0328 x\u0302 q\u0323\u0307: the café of ñandú stays open for all envoys today.",
		"Z\u030C\u0323a\u0328 x\u0302 q\u0307\u0323: the cafe\u0301 of n\u0303andu\u0301 stays shut for all envoys today."},
	{"CRLF", "The ministers met at noon;\r\nthey will meet again\ron Friday in Geneva.",
		"The ministers met at noon; they will meet again on Friday in Geneva.",
		"The ministers met at noon;\r\nthey may meet again\ron Friday in Geneva."},
}

// reads checks that what an answer shows at a pointer is what stands there in the
// stored text of a revision, by code points.
func (c *client) reads(a *answer, pointer, article string, revision int) {
	c.t.Helper()
	text := []rune(c.get(fmt.Sprintf("%s/revisions/%d", article, revision)).text("/text"))
	start, end := int(a.at(pointer+"/start").(float64)), int(a.at(pointer+"/end").(float64))
	if got := a.text(pointer + "/exact"); got == "" || string(text[start:end]) != got {
		c.t.Errorf("%s: %q is shown, [%d, %d) reads %q", a.to, got, start, end, string(text[start:end]))
	}
}

// In every script a quote is located and selected, moves, is reworded, goes, is
// back and is placed by hand, and always reads back from the text.
func TestPassagesInAllScripts(t *testing.T) {
	each(t, func(c *client) {
		for _, s := range scripts {
			c.run(s.name, func(c *client) {
				above, below := "🕊️ Новини — الأخبار\r\n\r\n", "\r\n完。"
				article := c.create("/v1/articles", object{"text": above + s.stored + below}).header.Get("Location")
				located := c.post(article+"/locate", object{"quote": s.typed}).want(http.StatusOK).is(object{"/verdict": "found"})
				c.reads(located, "/candidates/0", article, 1)
				selected := c.create(article+"/passages", object{"quote": s.typed})
				selected.is(object{"/exact": located.at("/candidates/0/exact"), "/start": located.at("/candidates/0/start")})
				c.reads(selected, "", article, 1)
				at := "/v1/passages/" + selected.id()

				for i, step := range []struct{ text, state string }{
					{"更新 é🏳️‍🌈\r\n" + above + s.stored + below, "moved"},
					{above + s.reworded + below, "changed"},
					{above + below, "orphaned"},
					{above + s.stored + below, "anchored"},
				} {
					c.create(article+"/revisions", object{"text": step.text})
					now := c.get(at).is(object{"/state": step.state, "/exact": selected.at("/exact"), "/start": selected.at("/start")})
					if step.state != "orphaned" {
						c.reads(now, "/anchor", article, i+2)
					}
					if step.state == "changed" {
						c.tells(now)
					}
				}
				c.create(article+"/revisions", object{"text": s.reworded})
				placed := c.place(selected.id(), object{"quote": s.reworded}).want(http.StatusOK).is(object{"/state": "changed", "/anchor/by_hand": true})
				c.reads(placed, "/anchor", article, 6)
			})
		}
	})
}

// tells checks that the difference is one between the selected words and those now.
func (c *client) tells(a *answer) {
	c.t.Helper()
	var old, now strings.Builder
	for _, item := range a.at("/anchor/difference").([]any) {
		edit := item.(object)
		if edit["op"] != "added" {
			old.WriteString(edit["text"].(string))
		}
		if edit["op"] != "removed" {
			now.WriteString(edit["text"].(string))
		}
	}
	if old.String() != a.text("/exact") || now.String() != a.text("/anchor/exact") {
		c.t.Errorf("%s: the difference is %s", a.to, asJSON(a.at("/anchor/difference")))
	}
}
