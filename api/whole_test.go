package api_test

import (
	"encoding/json"
	"fmt"
	"testing"
)

// A position by itself, which is shown as it is stored, is byte for byte what a list shows
// of it, which is read and written anew: whatever its texts are made of, before and after
// what it rests on was changed, and as of earlier numbers.
func TestAPositionIsShownAsListsShowIt(t *testing.T) {
	each(t, func(c *client) {
		odd := "a <b> & “c” \u2028\u2029 \t\n\\\" \x01 \b\f 😀 é Київ العربية ,\"relation\": \"placed\":"
		c.create("/v1/positions", position(object{"slug": "odd", "summary": odd, "note": odd, "evidence": []object{quote(offer, nil), quote(plan, object{"note": odd})}}))
		c.create("/v1/positions", position(object{"slug": "even", "status": "proposed", "evidence": []object{}}))
		before := fmt.Sprint(c.get("/v1/positions/even").number())
		c.shownAlike("")
		c.correct("/v1/positions/odd", object{"note": "plain"})
		c.correct("/v1/positions/even", object{"note": "a < b"})
		c.shownAlike("")
		c.shownAlike("&known_at=" + before)
		c.create("/v1/articles/wire/revisions", object{"text": "Nothing of it is left."})
		c.shownAlike("")
		if n := c.get("/v1/positions/odd").at("/corroboration/origins"); fmt.Sprint(n) != "0" {
			c.t.Errorf("%v origins of passages that are lost", n)
		}
		c.shownAlike("&match=possible&as_of=2026-02-01")
	}, (*client).build)
}

// shownAlike compares all positions as a list shows them with each by itself.
func (c *client) shownAlike(asked string) {
	c.t.Helper()
	var list struct{ Items []json.RawMessage }
	if err := json.Unmarshal(c.get("/v1/positions?limit=200&status=any&expand=evidence"+asked).body, &list); err != nil {
		c.t.Fatal(err)
	}
	for _, item := range list.Items {
		var p struct{ ID string }
		if err := json.Unmarshal(item, &p); err != nil {
			c.t.Fatal(err)
		}
		if one := c.get("/v1/positions/" + p.ID + "?" + asked).body; string(one) != string(item)+"\n" {
			c.t.Errorf("%s: alone\n%s\nin a list\n%s", asked, one, item)
		}
	}
	if len(list.Items) == 0 {
		c.t.Errorf("%s: no positions", asked)
	}
}
