package datapackage

import (
	"slices"

	"parley/internal/ledger"
)

var (
	id   = Column{Name: "id", Type: ID, Must: true, Meaning: "Permanent name, a UUIDv7."}
	slug = Column{Name: "slug", Type: Text, Meaning: "Readable name, unique among its kind."}
	note = Column{Name: "note", Type: Text, Meaning: "Remark of the coder."}
)

// Tables are the tables of a package, in their order: what is named comes before
// what names it, but for rows that name others of their table.
func Tables(withText bool) []Table {
	all := slices.Concat([]Table{transactions}, world, sources, statements)
	return slices.DeleteFunc(all, func(t Table) bool { return t.WithText && !withText })
}

var transactions = Table{Name: "transactions", Kind: ledger.KindOfTransaction, Primary: []string{"number"},
	Meaning: "The ledger: one row for each write, up to the number the package is as of.",
	Columns: []Column{
		{Name: "number", Type: Integer, Must: true, Meaning: "Its place in the ledger, without gaps."},
		{Name: "recorded_at", Type: Time, Must: true, Meaning: "Server time."},
		{Name: "actor", Type: Text, Must: true, Meaning: "Who wrote."},
		{Name: "reason", Type: Text, Meaning: "Why."},
		{Name: "hash", Type: Text, Meaning: "SHA-256 over what it recorded and the hash of the number before, in hexadecimal."},
	}}

// world is who negotiates with whom on what.
var world = []Table{
	{Name: "negotiations", Kind: ledger.KindOfNegotiation, Primary: []string{"id"}, Meaning: "The named processes.",
		Columns: recorded(id, slug,
			Column{Name: "name", Type: Text, Must: true, Meaning: "Name."},
			Column{Name: "description", Type: Text, Meaning: "What it is about."},
			Column{Name: "started", Type: EDTF, Meaning: "First day, EDTF."},
			Column{Name: "ended", Type: EDTF, Meaning: "Last day, EDTF."}),
		Foreign: inLedger()},
	{Name: "parties", Kind: ledger.KindOfParty, Primary: []string{"id"}, Meaning: "The actors that can hold a position.",
		Columns: recorded(id, slug,
			Column{Name: "kind", Type: Text, Must: true, Variable: "party_kind", Meaning: "What sort of actor it is."},
			Column{Name: "name", Type: Text, Must: true, Meaning: "Name."},
			Column{Name: "aliases", Type: List, Must: true, Meaning: "Other names, each an object with name and language."},
			Column{Name: "identifiers", Type: List, Must: true, Meaning: "Names in other registers, each an object with scheme and value."},
			Column{Name: "description", Type: Text, Meaning: "Who it is."},
			Column{Name: "merged_into", Type: ID, Meaning: "The party that took its place."}),
		Foreign: inLedger(to("parties", "merged_into"))},
	{Name: "memberships", Kind: ledger.KindOfMembership, Primary: []string{"id"}, Meaning: "Who belonged to which party, when.",
		Columns: recorded(id,
			Column{Name: "member", Type: ID, Must: true, Meaning: "The person or party that belongs."},
			Column{Name: "group", Type: ID, Must: true, Meaning: "The party or bloc it belongs to."},
			Column{Name: "role", Type: Text, Meaning: "As what."},
			Column{Name: "from", Type: EDTF, Meaning: "Since when, EDTF."},
			Column{Name: "until", Type: EDTF, Meaning: "Until when, EDTF."},
			note),
		Foreign: inLedger(to("parties", "member", "group"))},
	{Name: "participations", Kind: ledger.KindOfParticipation, Primary: []string{"id"}, Meaning: "Which party takes part in which negotiation.",
		Columns: recorded(id,
			Column{Name: "negotiation", Type: ID, Must: true, Meaning: "The negotiation."},
			Column{Name: "party", Type: ID, Must: true, Meaning: "The party."},
			Column{Name: "role", Type: Text, Must: true, Variable: "role", Meaning: "As what it takes part."},
			Column{Name: "from", Type: EDTF, Meaning: "Since when, EDTF."},
			Column{Name: "until", Type: EDTF, Meaning: "Until when, EDTF."},
			note),
		Foreign: inLedger(to("negotiations", "negotiation"), to("parties", "party"))},
	{Name: "rounds", Kind: ledger.KindOfRound, Primary: []string{"id"}, Meaning: "The dated meetings of negotiations.",
		Columns: recorded(id, slug,
			Column{Name: "negotiation", Type: ID, Must: true, Meaning: "The negotiation."},
			Column{Name: "name", Type: Text, Must: true, Meaning: "Name."},
			Column{Name: "held", Type: EDTF, Meaning: "When, EDTF."},
			Column{Name: "place", Type: Text, Meaning: "Where."},
			Column{Name: "description", Type: Text, Meaning: "What it was about."}),
		Foreign: inLedger(to("negotiations", "negotiation"))},
	{Name: "issues", Kind: ledger.KindOfIssue, Primary: []string{"id"}, Meaning: "The questions to be settled, as a tree in each negotiation.",
		Columns: recorded(id, slug,
			Column{Name: "negotiation", Type: ID, Must: true, Meaning: "The negotiation."},
			Column{Name: "parent", Type: ID, Meaning: "The issue it is part of."},
			Column{Name: "question", Type: Text, Must: true, Meaning: "The issue as a question."},
			Column{Name: "description", Type: Text, Meaning: "What it is about."},
			Column{Name: "scale_low", Path: "scale.low", Type: Text, Meaning: "What 0 on its scale means."},
			Column{Name: "scale_high", Path: "scale.high", Type: Text, Meaning: "What 100 on its scale means."},
			Column{Name: "status_quo", Type: Text, Meaning: "What holds while nothing is agreed."},
			Column{Name: "outcome", Type: Text, Meaning: "What was agreed."}),
		Foreign: inLedger(to("negotiations", "negotiation"), to("issues", "parent"))},
	{Name: "proposals", Kind: ledger.KindOfProposal, Primary: []string{"id"}, Meaning: "The authored offers and texts.",
		Columns: recorded(id, slug,
			Column{Name: "negotiation", Type: ID, Must: true, Meaning: "The negotiation."},
			Column{Name: "name", Type: Text, Must: true, Meaning: "Name."},
			Column{Name: "author", Type: ID, Meaning: "The party that made it."},
			Column{Name: "issues", Type: List, Must: true, Meaning: "Ids of the issues it is on."},
			Column{Name: "description", Type: Text, Meaning: "What it is about."},
			Column{Name: "latest_version", Type: Integer, Must: true, Meaning: "How many versions it has."}),
		Foreign: inLedger(to("negotiations", "negotiation"), to("parties", "author"))},
	{Name: "proposal_versions", Kind: ledger.KindOfVersion, Primary: []string{"proposal", "version"}, Meaning: "The versions of proposals, which never change.",
		Columns: []Column{
			{Name: "proposal", Type: ID, Must: true, Meaning: "The proposal."},
			{Name: "version", Type: Integer, Must: true, Meaning: "Its number, from 1."},
			{Name: "label", Type: Text, Meaning: "What it is called."},
			{Name: "summary", Type: Text, Must: true, Meaning: "What it says, in short."},
			{Name: "text", Type: Text, Meaning: "Its words."},
			{Name: "dated", Type: EDTF, Meaning: "Its date, EDTF."},
			{Name: "number", Type: Integer, Must: true, Meaning: "Ledger number under which it was recorded."},
			{Name: "recorded_at", Type: Time, Must: true, Meaning: "When it was recorded."},
		},
		Foreign: append(to("proposals", "proposal"), numbered("number"))},
}
