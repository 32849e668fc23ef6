package export

import "parley/internal/codebook"

// Described are the tables of what is no list of rows of the contract: the matrix of
// actors and concepts, and the attributes of a graph. The codebook takes them from here.
func Described() []codebook.Table {
	return []codebook.Table{actorConcept, graphTable, nodeTable, edgeTable}
}

var actorConcept = codebook.Table{Name: "actor-concept", Meaning: "How often each actor spoke for or against each concept: a row for each actor.", Columns: []codebook.Column{
	{Name: "actor", Type: codebook.Text, Meaning: "Slug of the party or person, or its id where it has none."},
	{Name: "{concept}", Type: codebook.Integer, Meaning: "A column for each concept, headed by the issue, or by issue/proposal where positions name a proposal: the statements of the actor towards it that qualifier counts, less those that duplicates leaves out; with qualifier=subtract, those for it less those against it."},
}}

var graphTable = codebook.Table{Name: "network.graphml/graph", Meaning: "Attributes of the graph: what it was asked and when.", Columns: []codebook.Column{
	{Name: "export", Type: codebook.Text, Meaning: "Name of the export."},
	{Name: "negotiation", Type: codebook.Text, Meaning: "Slug of the negotiation, or its id where it has none."},
	{Name: "as_of", Type: codebook.Date, Meaning: "The day by which positions were stated."},
	{Name: "match", Type: codebook.Text, Variable: "match", Meaning: "Whether they were stated by then for certain, or possibly."},
	{Name: "known_at", Type: codebook.Integer, Meaning: "Ledger number the record was read at."},
	{Name: "from", Type: codebook.Date, Meaning: "First day of the window; empty without one."},
	{Name: "to", Type: codebook.Date, Meaning: "Last day of the window."},
	{Name: "duplicates", Type: codebook.Text, Variable: "duplicates", Meaning: "Which repetitions count once."},
	{Name: "codebook", Type: codebook.Text, Meaning: "Version of the codebook."},
	{Name: "url", Type: codebook.URL, Meaning: "Address that gives the same graph again."},
	{Name: "nodes", Type: codebook.Integer, Meaning: "Number of nodes."},
	{Name: "edges", Type: codebook.Integer, Meaning: "Number of edges."},
}}

var nodeTable = codebook.Table{Name: "network.graphml/nodes", Meaning: "Attributes of a node, which is a party.", Columns: []codebook.Column{
	{Name: "label", Type: codebook.Text, Meaning: "Name of the party."},
	{Name: "kind", Type: codebook.Text, Variable: "party_kind", Meaning: "What the party is."},
	{Name: "party", Type: codebook.ID, Meaning: "Id of the party."},
	{Name: "statements", Type: codebook.Integer, Meaning: "Its statements in the window, less duplicates."},
}}

var edgeTable = codebook.Table{Name: "network.graphml/edges", Meaning: "Attributes of an edge, which links two parties.", Columns: []codebook.Column{
	{Name: "kind", Type: codebook.Text, Variable: "edge_kind", Meaning: "Whether they agree or are in conflict."},
	{Name: "weight", Type: codebook.Integer, Meaning: "Number of statements that they share or oppose each other with."},
	{Name: "rule", Type: codebook.Text, Meaning: "Name of the rule that found it (docs/views.md)."},
	{Name: "concepts", Type: codebook.List, Meaning: "Ids of the proposals and issues they agree or are in conflict over."},
	{Name: "positions", Type: codebook.List, Meaning: "Ids of the positions it rests on."},
}}
