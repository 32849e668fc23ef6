package db

import (
	"slices"

	"parley/internal/edtf"
	"parley/internal/ledger"
	"parley/internal/search"
)

// alternatives are the ways to match a group: all its terms, another name of the
// party they name, or being that party's.
func alternatives(g ledger.SearchGroup) []alternative {
	list := []alternative{{terms: g.Terms}}
	for _, name := range g.Names {
		list = append(list, alternative{terms: []search.Term{name}})
	}
	for i := range g.Parties {
		list = append(list, alternative{tag: idTag(g.Parties[i].ID)})
	}
	return list
}

// articles says what a query asks of articles, whose tags do not say what they
// are evidence for.
type articles int

const (
	articlesToo articles = iota
	noArticles
	articlesOnly
)

// narrowed is what of a filter the index of words answers by tags. They do not
// say either where parties take part.
func narrowed(f ledger.SearchFilter, a articles) condition {
	var c condition
	c.any(tagAlternatives(f.Kinds, kindTag))
	switch a {
	case articlesToo:
		c.any(tagAlternatives(f.Negotiations, idTag), ledger.KindOfArticle, ledger.KindOfParty)
		c.any(tagAlternatives(f.Issues, idTag), ledger.KindOfArticle)
		c.any(tagAlternatives(f.Parties, idTag), ledger.KindOfArticle)
	case noArticles:
		c.any(tagAlternatives(f.Negotiations, idTag), ledger.KindOfParty)
		c.any(tagAlternatives(f.Issues, idTag))
		c.any(tagAlternatives(f.Parties, idTag))
	case articlesOnly:
		c.any(tagAlternatives([]ledger.Kind{ledger.KindOfArticle}, kindTag))
	}
	c.any(tagAlternatives(f.Publishers, publisherTag))
	c.any(tagAlternatives(f.Languages, languageTag))
	c.inForce(f)
	return c
}

// any asks for one of the alternatives, if there are any, or for a kind they say
// nothing about.
func (c *condition) any(list []alternative, besides ...ledger.Kind) {
	if len(list) > 0 {
		c.all = append(c.all, append(list, tagAlternatives(besides, kindTag)...))
	}
}

// inForce leaves out, or in, what was taken back and positions by their status.
func (c *condition) inForce(f ledger.SearchFilter) {
	statuses := f.Statuses
	switch {
	case statuses != nil:
	case f.Retracted == ledger.RetractedOnly:
		statuses = []string{ledger.StatusRetracted}
	case f.Retracted == ledger.RetractedInclude:
		statuses = []string{ledger.StatusAccepted, ledger.StatusRetracted}
	default:
		statuses = []string{ledger.StatusAccepted}
	}
	for _, s := range []string{ledger.StatusProposed, ledger.StatusAccepted, ledger.StatusRejected, ledger.StatusRetracted} {
		if !slices.Contains(statuses, s) {
			c.none = append(c.none, alternative{tag: statusTag(s)})
		}
	}
	switch f.Retracted {
	case ledger.RetractedInclude:
	case ledger.RetractedOnly:
		c.any(append(tagAlternatives(statuses, statusTag), alternative{tag: tagRetracted}))
	default:
		c.none = append(c.none, alternative{tag: tagRetracted})
	}
}

// belonging asks of entries e what their tags do not say: of an article and a
// passage, whether one position they are evidence for fits all of the filter; of
// a party, whether it takes part in the negotiation.
func (w *where) belonging(f ledger.SearchFilter) {
	if !belongs(f) {
		return
	}
	fits := w.fitting(f)
	w.and("(e.kind <> 'article' OR EXISTS (SELECT 1 FROM evidence_versions v JOIN positions o ON o.workspace_id = v.workspace_id AND o.id = v.position_id" +
		" WHERE v.workspace_id = e.workspace_id AND v.article_id = e.id AND v.to_number = " + w.bind(int64(forever)) + " AND NOT v.retracted" + fits + "))")
	w.and("(e.kind <> 'passage' OR EXISTS (SELECT 1 FROM evidence v JOIN positions o ON o.workspace_id = v.workspace_id AND o.id = v.position_id" +
		" WHERE v.workspace_id = e.workspace_id AND v.passage_id = e.id AND NOT v.retracted" + fits + "))")
	if len(f.Negotiations) > 0 {
		w.and("(e.kind <> 'party' OR EXISTS (SELECT 1 FROM participations r WHERE r.workspace_id = e.workspace_id AND r.party_id = e.id" +
			" AND NOT r.retracted AND r.negotiation_id IN (" + w.list(anys(f.Negotiations)) + ")))")
	}
}

// fitting are predicates on a position o.
func (w *where) fitting(f ledger.SearchFilter) string {
	text := " AND o.status = 'accepted'"
	if len(f.Negotiations) > 0 {
		text += " AND o.negotiation_id IN (" + w.list(anys(f.Negotiations)) + ")"
	}
	if len(f.Issues) > 0 {
		text += " AND o.issue_id IN (" + w.list(anys(f.Issues)) + ")"
	}
	if len(f.Parties) > 0 {
		list := w.list(anys(f.Parties))
		text += " AND (o.party_id IN (" + list + ") OR o.speaker_id IN (" + list + ") OR o.on_behalf_of_id IN (" + list + ")" +
			" OR EXISTS (SELECT 1 FROM position_references r WHERE r.workspace_id = o.workspace_id AND r.position_id = o.id" +
			" AND r.number = o.number AND r.role = 'jointly_with' AND r.party_id IN (" + list + ")))"
	}
	return text
}

// between asks for days: certain ones that all lie in the stretch, possible ones
// that do in part. What has no date is left out. The place bounds the walk.
func (w *where) between(f ledger.SearchFilter, place string) {
	from, until := "e.earliest", "e.latest"
	if f.Match == edtf.Possible {
		from, until = until, from
	}
	if f.From != nil {
		w.and(from+" >= ? AND e.latest >= ?", int64(*f.From), int64(*f.From))
	}
	if f.From != nil && f.Match != edtf.Possible {
		w.and(place+" >= ?", fromDay(*f.From))
	}
	if f.Until != nil {
		w.and(until+" <= ? AND e.earliest <= ? AND "+place+" < ?", int64(*f.Until), int64(*f.Until), untilDay(*f.Until))
	}
}
