package export

import (
	"bufio"
	"crypto/sha256"
	"encoding/xml"
	"io"
	"strconv"

	"github.com/google/uuid"

	"parley/internal/views"
)

// GraphML is the network as a graph: parties are nodes, links are edges, of which
// two parties may have one of each kind. Gephi, visone and igraph read it.
var GraphML = Format{Name: "graphml", MediaType: "application/graphml+xml"}

// WriteGraph writes a network as GraphML. Sum.Rows is the number of edges.
func WriteGraph(w io.Writer, about About, v views.Network) (Sum, error) {
	file := digested{to: bufio.NewWriter(w), hash: sha256.New()}
	if _, err := io.WriteString(&file, xml.Header); err != nil {
		return Sum{}, err
	}
	e := xml.NewEncoder(&file)
	e.Indent("", " ")
	if err := e.Encode(document(about, v)); err != nil {
		return Sum{}, err
	}
	if _, err := io.WriteString(&file, "\n"); err != nil {
		return Sum{}, err
	}
	return file.end(Sum{Rows: int64(len(v.Edges))})
}

type graphML struct {
	XMLName xml.Name   `xml:"http://graphml.graphdrawing.org/xmlns graphml"`
	Keys    []graphKey `xml:"key"`
	Graph   graph      `xml:"graph"`
}

type graphKey struct {
	ID   string `xml:"id,attr"`
	For  string `xml:"for,attr"`
	Name string `xml:"attr.name,attr"`
	Type string `xml:"attr.type,attr"`
}

type graph struct {
	ID      string      `xml:"id,attr"`
	Default string      `xml:"edgedefault,attr"`
	Data    []graphData `xml:"data"`
	Nodes   []graphNode `xml:"node"`
	Edges   []graphEdge `xml:"edge"`
}

type graphNode struct {
	ID   string      `xml:"id,attr"`
	Data []graphData `xml:"data"`
}

type graphEdge struct {
	ID     string      `xml:"id,attr"`
	Source string      `xml:"source,attr"`
	Target string      `xml:"target,attr"`
	Data   []graphData `xml:"data"`
}

type graphData struct {
	Key   string `xml:"key,attr"`
	Value string `xml:",chardata"`
}

// The attributes of the graph, its nodes and its edges. Programs know label and
// weight by these names.
var graphKeys = []graphKey{
	key("graph", "export", "string"), key("graph", "negotiation", "string"), key("graph", "as_of", "string"), key("graph", "match", "string"),
	key("graph", "known_at", "long"), key("graph", "from", "string"), key("graph", "to", "string"), key("graph", "duplicates", "string"),
	key("graph", "codebook", "string"), key("graph", "url", "string"), key("graph", "nodes", "int"), key("graph", "edges", "int"),
	key("node", "label", "string"), key("node", "kind", "string"), key("node", "party", "string"), key("node", "statements", "int"),
	key("edge", "kind", "string"), key("edge", "weight", "double"), key("edge", "rule", "string"), key("edge", "concepts", "string"), key("edge", "positions", "string"),
}

func key(of, name, kind string) graphKey { return graphKey{of + "-" + name, of, name, kind} }

// data gives the attributes of one thing, each after its name.
func data(of string, pairs ...string) (list []graphData) {
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, graphData{of + "-" + pairs[i], pairs[i+1]})
	}
	return list
}

func document(a About, v views.Network) graphML {
	match, _ := v.Match.MarshalText()
	g := graph{ID: "network", Default: "undirected", Data: data("graph",
		"export", a.Export, "negotiation", v.Negotiation.Column(), "as_of", v.AsOf.String(), "match", string(match), "known_at", strconv.FormatInt(v.KnownAt.Number, 10),
		"from", v.From, "to", v.To, "duplicates", v.Duplicates, "codebook", a.Codebook, "url", a.URL,
		"nodes", strconv.Itoa(len(v.Nodes)), "edges", strconv.Itoa(len(v.Edges)))}
	names := map[uuid.UUID]string{}
	for _, n := range v.Nodes {
		names[n.ID] = n.Column()
		g.Nodes = append(g.Nodes, graphNode{ID: n.Column(), Data: data("node",
			"label", n.Name, "kind", n.Kind, "party", n.ID.String(), "statements", strconv.Itoa(n.Statements))})
	}
	for i, r := range v.Rows() {
		e := v.Edges[i]
		g.Edges = append(g.Edges, graphEdge{ID: "e" + strconv.Itoa(i+1), Source: names[e.A], Target: names[e.B], Data: data("edge",
			"kind", r.Kind, "weight", strconv.Itoa(r.Weight), "rule", r.Rule, "concepts", r.ConceptIDs, "positions", r.PositionIDs)})
	}
	return graphML{Keys: graphKeys, Graph: g}
}
