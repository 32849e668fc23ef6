package export

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strconv"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"parley/internal/views"
)

func idOf(n int) uuid.UUID { return uuid.UUID{15: byte(n)} }

// anyNetwork has parties with any names and slugs on some, and any links.
func anyNetwork(r *rapid.T) (v views.Network) {
	for i := range rapid.IntRange(0, 5).Draw(r, "parties") {
		n := views.Node{Ref: views.Ref{ID: idOf(i), Name: rapid.String().Draw(r, "name")}, Kind: "state", Statements: i}
		if i%2 == 0 {
			n.Slug = new(fmt.Sprint("party-", i))
		}
		v.Nodes = append(v.Nodes, n)
	}
	for i := range v.Nodes {
		for j := range i {
			kind := rapid.SampledFrom([]string{"agreement", "conflict", ""}).Draw(r, "kind")
			if kind != "" {
				v.Edges = append(v.Edges, views.Edge{A: idOf(j), B: idOf(i), Kind: kind, Weight: i + j, Positions: []uuid.UUID{idOf(7), idOf(8)}})
			}
		}
	}
	return v
}

// xmlGraph is GraphML as a reader sees it, apart from the structs of the writer.
type xmlGraph struct {
	XMLName xml.Name
	Keys    []struct {
		ID   string `xml:"id,attr"`
		For  string `xml:"for,attr"`
		Type string `xml:"attr.type,attr"`
	} `xml:"key"`
	Graph struct {
		Default string    `xml:"edgedefault,attr"`
		Data    []xmlData `xml:"data"`
		Nodes   []struct {
			ID   string    `xml:"id,attr"`
			Data []xmlData `xml:"data"`
		} `xml:"node"`
		Edges []struct {
			ID     string    `xml:"id,attr"`
			Source string    `xml:"source,attr"`
			Target string    `xml:"target,attr"`
			Data   []xmlData `xml:"data"`
		} `xml:"edge"`
	} `xml:"graph"`
}

type xmlData struct {
	Key   string `xml:"key,attr"`
	Value string `xml:",chardata"`
}

// The file is as the schema of GraphML has it: in its namespace, ids unique, edges
// between nodes that are there, and data of declared keys, of their type.
func TestGraphMLIsAGraph(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		v := anyNetwork(r)
		var out bytes.Buffer
		sum, err := WriteGraph(&out, aboutSome(), v)
		if err != nil {
			r.Fatal(err)
		}
		var g xmlGraph
		if err := xml.Unmarshal(out.Bytes(), &g); err != nil {
			r.Fatal(err)
		}
		if g.XMLName.Space != "http://graphml.graphdrawing.org/xmlns" || g.XMLName.Local != "graphml" || g.Graph.Default != "undirected" {
			r.Fatalf("%+v", g.XMLName)
		}
		if sum.Rows != int64(len(v.Edges)) || len(g.Graph.Edges) != len(v.Edges) || len(g.Graph.Nodes) != len(v.Nodes) || sum.Bytes != int64(out.Len()) {
			r.Fatalf("%+v: %d edges, %d nodes", sum, len(g.Graph.Edges), len(g.Graph.Nodes))
		}
		types := map[string]string{}
		for _, k := range g.Keys {
			types[k.For+" "+k.ID] = k.Type
		}
		checkData(r, types, "graph", g.Graph.Data)
		ids := map[string]bool{}
		for _, n := range g.Graph.Nodes {
			if ids[n.ID] {
				r.Fatalf("two nodes %s", n.ID)
			}
			ids[n.ID] = true
			checkData(r, types, "node", n.Data)
		}
		for _, e := range g.Graph.Edges {
			if !ids[e.Source] || !ids[e.Target] || ids[e.ID] {
				r.Fatalf("edge %+v", e)
			}
			ids[e.ID] = true
			checkData(r, types, "edge", e.Data)
		}
	})
}

func checkData(r *rapid.T, types map[string]string, of string, list []xmlData) {
	for _, d := range list {
		var err error
		switch types[of+" "+d.Key] {
		case "int", "long":
			_, err = strconv.ParseInt(d.Value, 10, 64)
		case "double":
			_, err = strconv.ParseFloat(d.Value, 64)
		case "string":
		default:
			r.Fatalf("the key %s of a %s is not declared", d.Key, of)
		}
		if err != nil {
			r.Fatalf("%s is %q", d.Key, d.Value)
		}
	}
	if len(list) == 0 {
		r.Fatalf("a %s without data", of)
	}
}

func TestActorConceptIsAMatrix(t *testing.T) {
	v := views.Affiliations{
		Actors: []views.Ref{{ID: idOf(1), Slug: new("upland"), Name: "Upland"}, {ID: idOf(2), Name: "Низина"}},
		Concepts: []views.ConceptRef{{Issue: views.Ref{ID: idOf(3), Slug: new("tolls")}},
			{Issue: views.Ref{ID: idOf(3), Slug: new("tolls")}, Proposal: &views.Ref{ID: idOf(4), Slug: new("joint-board")}}},
		Counts: [][]views.Count{{{Agree: 3, Disagree: 1}, {}}, {{Disagree: 2}, {Agree: 1, Disagree: 4}}},
	}
	second := idOf(2).String()
	for qualifier, want := range map[string]string{
		QualifierAgree:    "upland,3,0\r\n" + second + ",0,1\r\n",
		QualifierDisagree: "upland,1,0\r\n" + second + ",2,4\r\n",
		QualifierBoth:     "upland,4,0\r\n" + second + ",2,5\r\n",
		"":                "upland,4,0\r\n" + second + ",2,5\r\n",
		QualifierSubtract: "upland,2,0\r\n" + second + ",-2,-3\r\n",
	} {
		var out bytes.Buffer
		sum, err := WriteActorConcept(&out, Options{BOM: true}, v, qualifier)
		if want = "\ufeffactor,tolls,tolls/joint-board\r\n" + want; err != nil || out.String() != want || sum.Rows != 2 || sum.Bytes != int64(out.Len()) {
			t.Errorf("%s: %q, want %q, %+v, %v", qualifier, out.String(), want, sum, err)
		}
	}
}

func TestGraphsTellOfAFailingWriter(t *testing.T) {
	v := views.Network{Nodes: []views.Node{{Ref: views.Ref{ID: idOf(1), Name: "x"}}}}
	for name, write := range map[string]func(room int) error{
		"graphml": func(room int) error { _, err := WriteGraph(&full{room}, aboutSome(), v); return err },
		"actor-concept": func(room int) error {
			_, err := WriteActorConcept(&full{room}, Options{}, views.Affiliations{}, "")
			return err
		},
	} {
		for _, room := range []int{0, 5} {
			if write(room) == nil {
				t.Errorf("%s fits in %d bytes", name, room)
			}
		}
	}
}
