package api_test

import "maps"

// wire is the text of the article the tests quote from, written for them.
const wire = `Talks went on in Abu Dhabi on Thursday.

Kyiv would pull its troops back by up to 40 km if Moscow did the same, a negotiator said. “We won’t leave alone — not one metre,” the minister told reporters.

The door stays open. A plan was on the table. The door stays open.

Ми готові до переговорів, сказав посол. نحن مستعدون للحوار. It was cold 🥶 and the café was full. A zone free of customs was proposed by a third party.`

// Sentences of wire that occur once.
const (
	offer = "Kyiv would pull its troops back by up to 40 km if Moscow did the same"
	plan  = "A plan was on the table."
	talks = "Talks went on in Abu Dhabi on Thursday."
	zone  = "A zone free of customs was proposed by a third party."
)

// build records the things that positions are about: everything has a slug.
func (c *client) build() *client {
	c.t.Helper()
	c.create("/v1/negotiations", object{"slug": "talks", "name": "Peace talks"})
	for _, state := range []string{"ukraine", "russia", "usa"} {
		c.create("/v1/parties", object{"slug": state, "kind": "state", "name": state})
	}
	c.create("/v1/parties", object{"slug": "minister", "kind": "person", "name": "minister"})
	c.create("/v1/issues", object{"slug": "withdrawal", "negotiation": "talks", "question": "Who withdraws?",
		"scale": object{"low": "nobody", "high": "everybody"}})
	c.create("/v1/articles", object{"slug": "wire", "publisher": "The Wire", "title": "Talks go on", "published": "2026-01-22", "text": wire})
	return c
}

// buildMore adds a second of everything a filter can ask for.
func (c *client) buildMore() *client {
	c.t.Helper()
	c.create("/v1/negotiations", object{"slug": "trade", "name": "Trade talks"})
	c.create("/v1/issues", object{"slug": "depth", "negotiation": "talks", "parent": "withdrawal", "question": "How deep?"})
	c.create("/v1/issues", object{"slug": "tariffs", "negotiation": "trade", "question": "How high are tariffs?"})
	c.create("/v1/negotiations/talks/rounds", object{"slug": "abu-dhabi", "name": "Abu Dhabi"})
	c.create("/v1/proposals", object{"slug": "points", "negotiation": "talks", "name": "20 points", "author": "usa", "issues": []string{"withdrawal"}})
	c.create("/v1/articles", object{"slug": "echo", "publisher": "The Echo", "title": "Retold", "relays": object{"article": "wire"}, "text": wire})
	return c
}

// position is an accepted position of Ukraine on the withdrawal, apart from the
// changes; a change to nil leaves a member out.
func position(changes object) object {
	return changed(object{
		"party": "ukraine", "issue": "withdrawal", "act": "offer", "summary": "A mutual withdrawal.",
		"stated": "2026-01-22", "evidence": []object{quote(offer, nil)},
	}, changes)
}

// quote is evidence for a position: a quote from the wire.
func quote(text string, changes object) object {
	return changed(object{"article": "wire", "quote": text, "relation": "supports"}, changes)
}

func changed(base, changes object) object {
	result := maps.Clone(base)
	for name, value := range changes {
		if result[name] = value; value == nil {
			delete(result, name)
		}
	}
	return result
}

// state records a position and gives its id.
func (c *client) state(changes object) string {
	c.t.Helper()
	return c.create("/v1/positions", position(changes)).id()
}
