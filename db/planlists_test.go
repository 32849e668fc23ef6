package db_test

import (
	"context"

	"github.com/google/uuid"

	"parley/db"
	"parley/internal/edtf"
	"parley/internal/ledger"
)

// byWorkspace marks a filter that no index of its own answers; the comment
// beside each use says why that is enough.
const byWorkspace = "workspace_id"

// byDay marks a range of days. In the order of days the index of days must
// answer it; in the order of recording a walk that filters will do.
const byDay = "stated_earliest"

// list is one list of the store with everything it can be asked for.
type list struct {
	name string
	// first and later ask for such pages only.
	first, later bool
	// past asks the tables as of a number.
	past bool
	// sample has every field of the filter set; columns names for each the
	// column by which an index must find it.
	sample  any
	columns map[string]string
	// more are fields that mean something else together.
	more  map[string]together
	sorts []ledger.Sort
	after ledger.Key
	// run asks for the list and counts its rows.
	run func(ctx context.Context, t ledger.Tables, filter any, page ledger.Page) (int, error)
}

type together struct {
	filter any
	column string
}

func (l list) pages() (pages []ledger.Page) {
	for _, sort := range l.sorts {
		page := ledger.Page{Limit: 50, Sort: sort, Retracted: ledger.RetractedExclude}
		from := page
		from.After = &l.after
		if !l.later {
			pages = append(pages, page)
		}
		if !l.first {
			pages = append(pages, from)
		}
	}
	return pages
}

var (
	recorded = []ledger.Sort{ledger.SortRecorded, ledger.SortRecordedDesc}
	stated   = []ledger.Sort{ledger.SortRecorded, ledger.SortRecordedDesc, ledger.SortStated, ledger.SortStatedDesc}
)

// of describes the list of one table.
func of[T, F any](x *explained, table func(ledger.Tables) ledger.Table[T, F], name string, sample F, columns map[string]string) list {
	return list{name: name, sample: sample, columns: columns, sorts: recorded, after: ledger.Key{ID: middle(x, name)},
		run: func(ctx context.Context, t ledger.Tables, filter any, page ledger.Page) (int, error) {
			rows, err := table(t).List(ctx, filter.(F), page)
			return len(rows), err
		}}
}

// middle is an id with many rows of the list on either side, or else any.
func middle(x *explained, name string) uuid.UUID {
	l := x.load
	ids := map[string][]uuid.UUID{"articles": l.articles, "passages": l.passages, "evidence": l.positions, "positions": l.positions}[name]
	if ids == nil {
		ids = l.issues
	}
	return ids[len(ids)/2]
}

func lists(x *explained) []list {
	return append(lookups(x), append(sources(x), statements(x)...)...)
}

func lookups(x *explained) []list {
	l := x.load
	return []list{
		of(x, func(t ledger.Tables) ledger.Table[ledger.Negotiation, ledger.NegotiationFilter] {
			return t.Negotiations()
		},
			"negotiations", ledger.NegotiationFilter{Q: "talks"}, map[string]string{"Q": byWorkspace}), // q looks inside the text
		of(x, func(t ledger.Tables) ledger.Table[ledger.Party, ledger.PartyFilter] { return t.Parties() },
			"parties", ledger.PartyFilter{Kinds: rare, Name: "party 3", Identifier: &ledger.Identifier{Scheme: "wikidata", Value: "Q4"}, Q: "party"},
			map[string]string{"Kinds": "kind", "Name": "name", "Identifier": "value", "Q": byWorkspace}),
		both(x, of(x, func(t ledger.Tables) ledger.Table[ledger.Membership, ledger.MembershipFilter] { return t.Memberships() },
			"memberships", ledger.MembershipFilter{Member: l.parties[5], Group: l.parties[6]},
			map[string]string{"Member": "member_id", "Group": "group_id"})),
		of(x, func(t ledger.Tables) ledger.Table[ledger.Participation, ledger.ParticipationFilter] {
			return t.Participations()
		},
			"participations", ledger.ParticipationFilter{Negotiation: l.negotiations[1], Parties: l.parties[:1], Roles: rare},
			map[string]string{"Negotiation": "negotiation_id", "Parties": "party_id",
				"Roles": byWorkspace}), // asked for within one negotiation only
		of(x, func(t ledger.Tables) ledger.Table[ledger.Round, ledger.RoundFilter] { return t.Rounds() },
			"rounds", ledger.RoundFilter{Negotiation: l.negotiations[1]}, map[string]string{"Negotiation": "negotiation_id"}),
		of(x, func(t ledger.Tables) ledger.Table[ledger.Proposal, ledger.ProposalFilter] { return t.Proposals() },
			"proposals", ledger.ProposalFilter{Negotiations: l.negotiations[:1], Authors: l.parties[:1], Issues: l.issues[:2], Q: "plan"},
			map[string]string{"Negotiations": "negotiation_id", "Authors": "author_id", "Issues": "issue_id", "Q": byWorkspace}),
		issues(x),
		of(x, func(t ledger.Tables) ledger.Table[ledger.Salience, ledger.SalienceFilter] { return t.Salience() },
			"salience", ledger.SalienceFilter{Parties: l.parties[:1], Issues: l.issues[:1]},
			map[string]string{"Parties": "party_id", "Issues": "issue_id"}),
		transactions(x),
	}
}

// both asks for a party's memberships in either place.
func both(x *explained, l list) list {
	party := x.load.parties[5]
	l.more = map[string]together{
		"either as member": {ledger.MembershipFilter{Member: party, Group: party}, "member_id"},
		"either as group":  {ledger.MembershipFilter{Member: party, Group: party}, "group_id"},
	}
	return l
}

func issues(x *explained) list {
	ids := x.load.issues[:2]
	l := of(x, func(t ledger.Tables) ledger.Table[ledger.Issue, ledger.IssueFilter] { return t.Issues() },
		"issues", ledger.IssueFilter{Negotiations: x.load.negotiations[:1], Parents: ids[:1], Roots: true, Q: "question"},
		map[string]string{"Negotiations": "negotiation_id", "Parents": "parent_id", "Roots": "parent_id", "Q": byWorkspace})
	l.more = map[string]together{"roots and parents": {ledger.IssueFilter{Roots: true, Parents: ids}, byWorkspace}} // a good part of all
	return l
}

func transactions(x *explained) list {
	return list{name: "transactions", sorts: recorded, after: ledger.Key{Value: 11},
		sample:  ledger.TransactionFilter{Actors: rare, Kinds: rare, Resource: x.load.positions[5]},
		columns: map[string]string{"Actors": "actor", "Kinds": "kind", "Resource": "resource_id"},
		run: func(ctx context.Context, t ledger.Tables, filter any, page ledger.Page) (int, error) {
			rows, err := t.Transactions().List(ctx, filter.(ledger.TransactionFilter), page)
			return len(rows), err
		}}
}

func sources(x *explained) []list {
	l, from := x.load, day(len(x.load.articles)-20).Earliest()
	until := day(3).Latest()
	return []list{
		of(x, func(t ledger.Tables) ledger.Table[ledger.Article, ledger.ArticleFilter] { return t.Articles() },
			"articles", ledger.ArticleFilter{Publishers: rare, Languages: rare, Outlets: []string{"outlet 3"},
				URL: "https://example.org/9", Addresses: []string{"example.org/9", "example.org/10"}, Relays: l.articles[3:4], From: &from, Until: &until, Q: "example"},
			map[string]string{"Publishers": "publisher", "Languages": "language", "Outlets": "relays_outlet",
				"URL": "canonical_url", "Addresses": "canonical_key", "Relays": "relays_id", "From": "published_latest", "Until": "published_earliest", "Q": byWorkspace}),
		of(x, func(t ledger.Tables) ledger.Table[ledger.Passage, ledger.PassageFilter] { return t.Passages() },
			"passages", ledger.PassageFilter{Articles: l.articles[:1], States: rare, Reviewed: new(true), Q: "text"},
			map[string]string{"Articles": "article_id", "States": "state", "Q": byWorkspace,
				"Reviewed": byWorkspace}), // asked for beside a state
		of(x, func(t ledger.Tables) ledger.Table[ledger.Evidence, ledger.EvidenceFilter] { return t.Evidence() },
			"evidence", ledger.EvidenceFilter{Positions: l.positions[1:3], Salience: l.salience[:1], Passages: l.passages[1:3],
				AttributedTo: l.parties[2], Relations: rare},
			map[string]string{"Positions": "position_id", "Salience": "salience_id", "Passages": "passage_id",
				"AttributedTo": "attributed_to_id", "Relations": byWorkspace}), // asked for within one position only
		numbered("revisions", "article_id", func(ctx context.Context, t ledger.Tables, page ledger.Page) (int, error) {
			rows, err := t.Revisions().List(ctx, l.articles[1], page)
			return len(rows), err
		}),
		numbered("proposal versions", "proposal_id", func(ctx context.Context, t ledger.Tables, page ledger.Page) (int, error) {
			rows, err := t.Proposals().Versions(ctx, l.proposals[1], page)
			return len(rows), err
		}),
		numbered("passage anchors", "passage_id", func(ctx context.Context, t ledger.Tables, page ledger.Page) (int, error) {
			rows, err := t.Passages().Anchors(ctx, l.passages[1], page)
			return len(rows), err
		}),
		numbered("position versions", "id", func(ctx context.Context, t ledger.Tables, page ledger.Page) (int, error) {
			rows, err := t.Positions().Versions(ctx, l.positions[1], page)
			return len(rows), err
		}),
	}
}

// numbered is a list inside one resource, by numbers of its own.
func numbered(name, column string, ask func(context.Context, ledger.Tables, ledger.Page) (int, error)) list {
	return list{name: name, sorts: recorded, after: ledger.Key{Value: 6}, sample: struct{}{},
		more: map[string]together{"number": {struct{}{}, column}},
		run: func(ctx context.Context, t ledger.Tables, _ any, page ledger.Page) (int, error) {
			return ask(ctx, t, page)
		}}
}

var rare = []string{"rare"}

func statements(x *explained) []list {
	l := x.load
	from, until := day(len(l.positions)-20).Earliest(), day(5).Latest()
	positions := of(x, func(t ledger.Tables) ledger.Table[ledger.Position, ledger.PositionFilter] { return t.Positions() },
		"positions", ledger.PositionFilter{IDs: l.positions[:1], Negotiations: l.negotiations[:1], Issues: l.issues[:1], Parties: l.parties[:1],
			Proposals: l.proposals[:1], Speakers: l.parties[:1], OnBehalfOf: l.parties[:1], JointlyWith: l.parties[:1],
			AddressedTo: l.parties[:1], Rounds: l.rounds[:1], Articles: l.articles[:1], Acts: rare, Stances: rare, Statuses: rare,
			Passages: l.passages[1:3], Publishers: rare, Attributions: rare, From: &from, Until: &until, Match: edtf.Possible,
			Standing: &ledger.Standing{Day: until}, Touches: l.parties[1], Q: "statement"},
		map[string]string{"IDs": "id", "Negotiations": "negotiation_id", "Issues": "issue_id", "Parties": "party_id", "Proposals": "proposal_id",
			"Speakers": "speaker_id", "OnBehalfOf": "on_behalf_of_id", "JointlyWith": "party_id", "AddressedTo": "party_id",
			"Rounds": "round_id", "Articles": "article_id", "Acts": "act", "Stances": "stance", "Statuses": "status",
			"Passages": "passage_id", "Publishers": "publisher", "Attributions": "attribution", "From": byDay, "Until": byDay,
			"Match":    byWorkspace, // says only how From and Until compare
			"Standing": byWorkspace, // most of what was ever stated, still stands
			"Touches":  byWorkspace, // is asked of the present only, below
			"Q":        byWorkspace})
	positions.past, positions.sorts = true, stated
	positions.after.Value = int64(day(len(l.positions) / 2).Earliest())
	positions.more = map[string]together{
		"possibly from":  {ledger.PositionFilter{From: &from, Match: edtf.Possible}, byWorkspace}, // few dates are that wide
		"possibly until": {ledger.PositionFilter{Until: &until, Match: edtf.Possible}, byDay},
		"pair":           {ledger.PositionFilter{Issues: l.issues[:1], Parties: l.parties[:1]}, "issue_id"},
	}
	all := []list{positions, history(positions), history(positions, l.positions[10])}
	return append(all, accepted(all[0]), accepted(all[1]), present(positions), evidenceThen(x), evidenceCited(x))
}

// present is what the core asks of positions as they are now.
func present(positions list) list {
	touched := ledger.PositionFilter{Touches: positions.sample.(ledger.PositionFilter).Touches}
	l := positions
	l.name, l.past, l.first, l.sample, l.sorts = "positions now", false, true, struct{}{}, recorded
	l.more = map[string]together{
		"issue":          {ledger.PositionFilter{Issues: positions.sample.(ledger.PositionFilter).Issues}, "issue_id"},
		"touches any":    {touched, "party_id"},
		"touches spoken": {touched, "speaker_id"},
		"touches behalf": {touched, "on_behalf_of_id"},
	}
	l.run = func(ctx context.Context, t ledger.Tables, filter any, page ledger.Page) (int, error) {
		f, _ := filter.(ledger.PositionFilter)
		return positions.run(ctx, t, f, page)
	}
	return l
}

// evidenceThen is the evidence of positions as of a number.
func evidenceThen(x *explained) list {
	return list{name: "evidence then", past: true, first: true, sorts: recorded, sample: struct{}{},
		more: map[string]together{"positions": {ledger.EvidenceFilter{Positions: x.load.positions[1:3]}, "position_id"}},
		run: func(ctx context.Context, t ledger.Tables, filter any, page ledger.Page) (int, error) {
			f, _ := filter.(ledger.EvidenceFilter)
			rows, err := t.Evidence().List(ctx, f, page)
			return len(rows), err
		}}
}

// evidenceCited is the same with what it stands in.
func evidenceCited(x *explained) list {
	l := evidenceThen(x)
	l.name, l.sorts = "evidence cited", recorded[:1]
	l.run = func(ctx context.Context, t ledger.Tables, _ any, _ ledger.Page) (int, error) {
		rows, _, err := t.Evidence().Cited(ctx, x.load.positions[1:3])
		return len(rows), err
	}
	return l
}

// accepted is how the API asks: with the status that most positions have, which
// must not keep an engine from the index that finds the few.
func accepted(positions list) list {
	l := positions
	l.name, l.first, l.later = l.name+", accepted", true, false
	l.run = func(ctx context.Context, t ledger.Tables, filter any, page ledger.Page) (int, error) {
		f := filter.(ledger.PositionFilter)
		if f.Statuses == nil {
			f.Statuses = []string{"accepted"}
		}
		return positions.run(ctx, t, f, page)
	}
	return l
}

// history is the list of positions with their evidence beside them; a key may
// stand behind a position with or without any.
func history(positions list, evidence ...uuid.UUID) list {
	l := positions
	l.name = "history"
	if len(evidence) > 0 {
		l.name, l.after.Evidence, l.later = "history after evidence", evidence[0], true
	}
	l.run = func(ctx context.Context, t ledger.Tables, filter any, page ledger.Page) (rows int, err error) {
		count := func(ledger.Position, *ledger.Evidence, *ledger.Article) error { rows++; return nil }
		return rows, db.History(ctx, t, filter.(ledger.PositionFilter), page, count)
	}
	return l
}
