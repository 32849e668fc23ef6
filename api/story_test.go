package api_test

// The story of the tests of views: what each side was reported to want in the
// talks of early 2026, told in the tests' own words.
const (
	bloombergText = `Kyiv will not leave the Donbas on its own, the president said on Thursday. “We do not go alone,” he told reporters.

Kyiv would pull its troops back by up to 40 km if Moscow did the same, people who follow the talks said. Observers would have to watch the strip on both sides.`
	unnText   = `Київ готовий відвести війська до 40 км, якщо так само зробить Москва, пише Bloomberg.`
	echoText  = `As Bloomberg reports, Ukraine offers a retreat of forty kilometres for a retreat of forty kilometres.`
	wireStory = `Moscow does not exclude that both armies move back from the line of contact, provided that nobody else moves into the strip between them and that the strip is watched from the air, an aide to the president said late in January, adding that the details were for the military to settle among themselves.`
	rewritten = `The Kremlin is ready to talk. Moscow does not exclude that both armies move back from the line of contact, provided that nobody else moves into the strip between them and that the strip is watched from the air, an aide to the president said late in January, adding that the details were for soldiers to find.`
	morning   = `Washington wants a zone free of customs in the Donbas, it was learned in Abu Dhabi. The peace needs soldiers of several countries, the president said on Saturday.`
	evening   = `The American side has put a free economic zone on the table, the paper was told. Kyiv asks for guarantees with troops on the ground, and said so on Sunday.`
	tassText  = `Украина должна полностью уйти из Донбасса, заявил помощник президента. О свободной зоне Москва ничего не говорила.`
	blogText  = `Forty kilometres are meant from the present line, an adviser wrote.`
)

// tell builds the story. Its record ends at a number of its own, so that goldens
// can name it.
func (c *client) tell() *client {
	c.t.Helper()
	c.create("/v1/negotiations", object{"slug": "talks", "name": "Переговори України та Росії 2026", "started": "2026-01"})
	for _, party := range []object{
		{"slug": "ukraine", "kind": "state", "name": "Україна", "aliases": []object{{"name": "Ukraine", "language": "en"}}},
		{"slug": "russia", "kind": "state", "name": "Россия"},
		{"slug": "usa", "kind": "state", "name": "United States"},
		{"slug": "eu", "kind": "bloc", "name": "European Union"},
		{"slug": "president", "kind": "person", "name": "Володимир Зеленський"},
		{"slug": "aide", "kind": "person", "name": "Юрий Ушаков"},
		{"slug": "envoy", "kind": "person", "name": "Steve Witkoff"},
	} {
		c.create("/v1/parties", party)
	}
	for _, m := range [][2]string{{"president", "ukraine"}, {"aide", "russia"}, {"envoy", "usa"}} {
		c.create("/v1/parties/"+m[0]+"/memberships", object{"group": m[1], "role": "speaks for it", "from": "2025"})
	}
	for _, p := range [][2]string{{"ukraine", "party"}, {"russia", "party"}, {"eu", "party"}, {"usa", "mediator"}} {
		c.create("/v1/negotiations/talks/participations", object{"party": p[0], "role": p[1]})
	}
	c.tellIssues()
	c.tellArticles()
	c.tellPositions()
	return c
}

func (c *client) tellIssues() {
	c.t.Helper()
	for _, issue := range []object{
		{"slug": "withdrawal", "question": "Чиї війська йдуть з Донбасу? (Whose troops leave?)", "scale": object{"low": "Ukraine stays", "high": "Ukraine leaves all of it"}},
		{"slug": "depth", "parent": "withdrawal", "question": "How deep is the strip?"},
		{"slug": "zone", "question": "Is there a free economic zone?"},
		{"slug": "guarantees", "question": "Who guarantees the peace?", "scale": object{"low": "nobody", "high": "troops on the ground"}},
		{"slug": "ceasefire", "question": "Does the fighting stop while they talk?"},
	} {
		c.create("/v1/issues", changed(issue, object{"negotiation": "talks"}))
	}
	for _, p := range [][3]string{{"one-sided", "russia", "withdrawal"}, {"mutual", "ukraine", "withdrawal"}, {"free-zone", "usa", "zone"}} {
		c.create("/v1/proposals", object{"slug": p[0], "negotiation": "talks", "name": p[0], "author": p[1], "issues": []string{p[2]}})
	}
	for _, s := range []object{{"party": "ukraine", "issue": "withdrawal", "value": 90}, {"party": "russia", "issue": "withdrawal", "value": 70},
		{"party": "ukraine", "issue": "zone", "value": 40}, {"party": "russia", "issue": "zone", "value": 20}} {
		c.create("/v1/salience", changed(s, object{"dated": "2026-01"}))
	}
}

func (c *client) tellArticles() {
	c.t.Helper()
	for _, article := range []object{
		{"slug": "bloomberg", "publisher": "Bloomberg", "published": "2026-01-22", "title": "Kyiv would step back if Moscow did", "text": bloombergText},
		{"slug": "unn", "publisher": "УНН", "published": "2026-01-23", "title": "Bloomberg: Київ готовий відвести війська", "language": "uk", "relays": object{"outlet": "Bloomberg"}, "text": unnText},
		{"slug": "echo", "publisher": "The Echo", "published": "2026-01-23", "title": "Forty for forty", "relays": object{"article": "bloomberg"}, "text": echoText},
		{"slug": "agency", "publisher": "Agency One", "published": "2026-01-30", "title": "Moscow does not exclude it", "text": wireStory},
		{"slug": "daily", "publisher": "Daily Two", "published": "2026-01-30", "title": "Kremlin ready to talk", "text": rewritten},
		{"slug": "morning", "publisher": "Morning Paper", "published": "2026-01-25", "title": "A zone free of customs", "text": morning},
		{"slug": "evening", "publisher": "Evening Paper", "published": "2026-01-26", "title": "On the table", "text": evening},
		{"slug": "tass", "publisher": "ТАСС", "published": "2026-01-10", "title": "Помощник президента о Донбассе", "language": "ru", "text": tassText},
		{"slug": "blog", "published": "2026-01-28", "title": "Forty kilometres", "text": blogText},
	} {
		c.create("/v1/articles", article)
	}
}

// from is evidence from an article.
func from(article, text string, changes object) object {
	return changed(object{"article": article, "quote": text, "relation": "supports", "attribution": "named"}, changes)
}

// said records a position of the story.
func (c *client) said(slug, party, issue, act, stated string, changes object, evidence ...object) {
	c.t.Helper()
	c.create("/v1/positions", changed(object{"slug": slug, "party": party, "issue": issue, "act": act, "stated": stated,
		"summary": slug, "evidence": evidence}, changes))
}

func (c *client) tellPositions() {
	c.t.Helper()
	insider := object{"attribution": "anonymous", "source": "A person at the talks"}
	c.said("ceasefire-offer", "russia", "ceasefire", "offer", "2026-01-02", object{"stance": "supports", "held_until": "2026-01-09",
		"summary": "A pause of one week."}, from("tass", "заявил помощник президента", nil))
	c.said("guarantees-troops", "ukraine", "guarantees", "demand", "2026-01-05", object{"stance": "supports", "scale": object{"value": 100},
		"summary": "Allied troops on the ground."}, from("evening", "Kyiv asks for guarantees with troops on the ground", nil))
	c.said("ceasefire-plan", "usa", "ceasefire", "propose", "2026-01-08", object{"stance": "supports", "summary": "The guns fall silent first."},
		from("morning", "Washington wants a zone", nil))
	c.said("demand-all", "russia", "withdrawal", "demand", "2026-01-10", object{"proposal": "one-sided", "stance": "supports", "scale": object{"value": 100},
		"speaker": "aide", "summary": "Ukraine leaves the Donbas altogether."}, from("tass", "Украина должна полностью уйти из Донбасса", object{"quotation": "direct"}))
	c.said("ceasefire-over", "usa", "ceasefire", "withdraw", "2026-01-20", object{"supersedes": []string{"ceasefire-plan"}, "summary": "No more talk of a pause."},
		from("morning", "it was learned in Abu Dhabi", insider))
	c.said("not-alone", "ukraine", "withdrawal", "reject", "2026-01-22", object{"proposal": "one-sided", "stance": "opposes", "scale": object{"value": 0},
		"speaker": "president", "summary": "No withdrawal by Ukraine alone."}, from("bloomberg", "“We do not go alone,” he told reporters.", object{"quotation": "direct"}))
	c.said("mutual-40", "ukraine", "withdrawal", "offer", "2026-01-22", object{"proposal": "mutual", "stance": "supports_conditionally",
		"scale": object{"low": 20, "high": 40}, "summary": "Both sides step back by up to 40 km.",
		"conditions": []object{{"kind": "reciprocal", "text": "Moscow does the same.", "party": "russia"}},
		"terms":      []object{{"name": "withdrawal_depth", "comparison": "≤", "value": 40, "unit": "km"}}},
		from("bloomberg", "Kyiv would pull its troops back by up to 40 km if Moscow did the same", nil),
		from("unn", "Київ готовий відвести війська до 40 км, якщо так само зробить Москва", nil), from("echo", "Ukraine offers a retreat of forty kilometres", nil))
	c.said("mutual-open", "russia", "withdrawal", "clarify", "2026-01-2X", object{"proposal": "mutual", "stance": "neutral", "scale": object{"low": 40, "high": 80},
		"summary": "A mutual withdrawal is not excluded."}, from("agency", "Moscow does not exclude that both armies move back", nil),
		from("daily", "Moscow does not exclude that both armies move back", nil))
	c.said("zone-plan", "usa", "zone", "propose", "2026-01-24", object{"proposal": "free-zone", "stance": "supports", "summary": "A zone free of customs."},
		from("morning", "Washington wants a zone free of customs", insider), from("evening", "The American side has put a free economic zone on the table", changed(insider, object{"source": "a person at  the talks"})))
	c.said("zone-no", "ukraine", "zone", "reject", "2026-01-25", object{"proposal": "free-zone", "stance": "opposes", "summary": "No zone."},
		from("daily", "The Kremlin is ready to talk.", object{"attributed_to": "envoy"}))
	c.said("zone-yes", "russia", "zone", "accept", "2026-01-26", object{"proposal": "free-zone", "stance": "supports", "summary": "The zone is acceptable."},
		from("agency", "the strip is watched from the air", object{"attribution": "anonymous"}), from("tass", "О свободной зоне Москва ничего не говорила.", object{"relation": "disputes"}))
	c.said("guarantees-several", "ukraine", "guarantees", "clarify", "2026-01-24", object{"stance": "supports", "scale": object{"value": 70}, "change": "softened",
		"supersedes": []string{"guarantees-troops"}, "summary": "Soldiers of several countries will do.", "note": "The morning paper was in the room."},
		from("morning", "The peace needs soldiers of several countries", object{"reported_date": "2026-01-24"}),
		from("evening", "said so on Sunday", object{"reported_date": "2026-01-25"}))
	c.said("guarantees-yes", "usa", "guarantees", "offer", "2026-01-27", object{"stance": "supports", "summary": "America would stand behind it."}, from("evening", "The American side", nil))
	c.said("guarantees-no", "usa", "guarantees", "reject", "2026-01-29", object{"stance": "opposes", "summary": "No American soldier."}, from("morning", "Washington wants", nil))
	c.said("depth-line", "ukraine", "depth", "clarify", "2026-01-28", object{"stance": "supports", "summary": "Forty kilometres from the present line."},
		from("blog", "Forty kilometres are meant from the present line", nil))
	c.create("/v1/positions", object{"slug": "draft", "party": "eu", "issue": "zone", "act": "reject", "stated": "2026-01-30", "summary": "A draft.", "status": "proposed"})
	c.create("/v1/articles/blog/revisions", object{"text": "This page was removed."})
}
