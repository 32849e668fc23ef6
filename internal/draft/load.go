package draft

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"parley/internal/ledger"
	"parley/internal/naming"
	"parley/internal/suggest"
)

// load reads the names and the issues of the record.
func load(r *ledger.Reader, negotiation string) (*desk, error) {
	d := &desk{byID: map[uuid.UUID]ledger.Party{}}
	parties, err := r.AllParties()
	if err != nil {
		return nil, err
	}
	d.parties = slices.DeleteFunc(parties, func(p ledger.Party) bool { return p.Retracted != nil || p.MergedInto != nil })
	var names []naming.Name
	var states []string
	for i, p := range d.parties {
		d.byID[p.ID] = p
		names = append(names, namesOf(i, p)...)
		if p.Kind == ledger.KindState {
			states = append(states, p.Name)
		}
	}
	d.names = naming.New(names)
	if d.issues, err = issues(r, negotiation); err != nil {
		return nil, err
	}
	texts := make([]string, len(d.issues))
	for i, v := range d.issues {
		texts[i] = textOf(v)
	}
	d.issueWords = suggest.NewIssues(texts, states...)
	return d, nil
}

// codes are the registers whose entries are written in texts.
const codes = "iso3166"

func namesOf(holder int, p ledger.Party) []naming.Name {
	person := p.Kind == ledger.KindPerson
	list := []naming.Name{{Holder: holder, Text: p.Name, Person: person}}
	for _, a := range p.Aliases {
		list = append(list, naming.Name{Holder: holder, Text: a.Name, Person: person})
	}
	for _, id := range p.Identifiers {
		if strings.HasPrefix(strings.ToLower(id.Scheme), codes) {
			list = append(list, naming.Name{Holder: holder, Text: id.Value, Code: true})
		}
	}
	return list
}

func issues(r *ledger.Reader, negotiation string) ([]ledger.Issue, error) {
	var list []ledger.Issue
	var err error
	if negotiation == "" {
		list, err = r.AllIssues()
	} else {
		var n ledger.Negotiation
		if n, err = r.Negotiation(negotiation); ledger.IsKind(err, ledger.KindNotFound) {
			return nil, ledger.Invalid("/negotiation", "reference", "%v", err)
		}
		if err == nil {
			list, err = r.IssuesOf(n.ID)
		}
	}
	return slices.DeleteFunc(list, func(i ledger.Issue) bool { return i.Retracted != nil }), err
}

// textOf is where the words of an issue are looked for: its question, what
// describes it and its slug.
func textOf(v ledger.Issue) string {
	text := v.Question
	if v.Description != nil {
		text += "\n" + *v.Description
	}
	if v.Slug != nil {
		text += "\n" + strings.ReplaceAll(*v.Slug, "-", " ")
	}
	return text
}
