package api_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/piprate/json-gold/ld"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"parley/internal/material"
)

const anno = "http://www.w3.org/ns/anno.jsonld"

// contexts gives the context that the server serves, and nothing for any other: a
// document needs no context but that one.
type contexts struct{ c *client }

func (l contexts) LoadDocument(url string) (*ld.RemoteDocument, error) {
	if url == anno {
		return &ld.RemoteDocument{DocumentURL: url, Document: object{"@context": object{}}}, nil
	}
	path, ours := strings.CutPrefix(url, l.c.base)
	if !ours {
		return nil, fmt.Errorf("%s is not to be fetched", url)
	}
	doc, err := ld.DocumentFromReader(bytes.NewReader(l.c.get(path).want(http.StatusOK).body))
	return &ld.RemoteDocument{DocumentURL: url, Document: doc}, err
}

func expanded(c *client, doc any) []any {
	c.t.Helper()
	o := ld.NewJsonLdOptions("")
	o.ProcessingMode, o.DocumentLoader = ld.JsonLd_1_1, contexts{c}
	list, err := ld.NewJsonLdProcessor().Expand(doc, o)
	if err != nil {
		c.t.Fatal(err)
	}
	return list
}

// said counts the values that objects give members, keywords and their aliases apart.
func said(v any, counts map[string]int) {
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			said(one, counts)
		}
	case object:
		for name, value := range v {
			switch {
			case name == "@context" || name == "parley:manifest":
				continue
			case name == "@reverse": // what it holds are members, too
			case !strings.HasPrefix(name, "@") && name != "id" && name != "type":
				if list, is := value.([]any); is {
					counts["values"] += len(list)
				} else {
					counts["values"]++
				}
			case name == "@type" || name == "type":
				list, is := value.([]any)
				counts["types"] += max(len(list), 1)
				if is && len(list) == 0 {
					counts["types"]--
				}
			}
			said(value, counts)
		}
	}
}

// linkedWorld has a speaker, a relayed report, identifiers and texts in many scripts.
func (c *client) linkedWorld() *client {
	c.build().buildMore()
	c.correct("/v1/parties/ukraine", object{"name": "Україна 👩‍👩‍👧 <é>", "identifiers": []object{{"scheme": "wikidata", "value": "Q212"},
		{"scheme": "iso3166-1", "value": "UA"}, {"scheme": "desk list", "value": "№ 7/б"}}})
	c.create("/v1/parties", object{"slug": "envoy", "kind": "person", "name": "المبعوث"})
	c.correct("/v1/articles/wire", object{"url": "https://example.org/talks?a=b&c=d", "retrieved_at": "2026-01-23T10:00:00Z", "relays": object{"outlet": "Блумберг"}})
	c.state(object{"slug": "first", "summary": "Мир “& <b>” 和平 é", "speaker": "envoy", "on_behalf_of": "ukraine", "stated": "2026-01-22~"})
	c.state(object{"slug": "second", "party": "usa", "evidence": []object{quote(offer, nil), quote(plan, nil)}})
	c.create("/v1/positions", position(object{"status": "proposed"}))
	return c
}

func (c *client) linked(query string) (*answer, object) {
	c.t.Helper()
	a := c.whole("/v1/exports/position-history.jsonld?" + query)
	var doc object
	if err := json.Unmarshal(a.body, &doc); err != nil {
		c.t.Fatalf("%v\n%s", err, a.body)
	}
	return a, doc
}

// whole gets an export that its trailer says is whole.
func (c *client) whole(path string, options ...option) *answer {
	c.t.Helper()
	a := c.get(path, options...).want(http.StatusOK)
	if sum := sha256.Sum256(a.body); a.trailer.Get("Parley-SHA256") != hex.EncodeToString(sum[:]) {
		c.t.Errorf("%s: %v", path, a.trailer)
	}
	return a
}

// parts divides a document into annotations and what is of PROV.
func parts(doc object) (annotations, provenance []any) {
	for _, n := range doc["@graph"].([]any) {
		if n.(object)["type"] == "Annotation" {
			annotations = append(annotations, n)
		} else {
			provenance = append(provenance, n)
		}
	}
	return annotations, provenance
}

// An independent processor expands the export, and nothing of it is lost.
func TestLinkedDataExpands(t *testing.T) {
	each(t, func(c *client) {
		_, doc := c.linked("")
		graph := expanded(c, doc)
		if len(graph) != 1 {
			t.Fatalf("%d nodes", len(graph))
		}
		before, after := map[string]int{}, map[string]int{}
		said(doc["@graph"], before)
		said(graph[0].(object)["@graph"], after)
		if before["values"] != after["values"] || before["types"] != after["types"] || before["values"] < 100 {
			t.Errorf("said %v, expanded %v", before, after)
		}
		triples, err := ld.NewJsonLdProcessor().ToRDF(doc, &ld.JsonLdOptions{ProcessingMode: ld.JsonLd_1_1, DocumentLoader: contexts{c}, Format: "application/n-quads"})
		if err != nil {
			t.Fatal(err)
		}
		p, first, second := "<http://www.w3.org/ns/prov#", c.urn("/v1/positions/first"), c.urn("/v1/positions/second")
		ukraine, envoy, wire := c.urn("/v1/parties/ukraine"), c.urn("/v1/parties/envoy"), c.urn("/v1/articles/wire")
		passage := "<urn:uuid:" + c.get("/v1/positions/first?expand=evidence").text("/evidence/0/passage") + ">"
		revision := "<" + c.base + "/v1/articles/" + c.get("/v1/articles/wire").id() + "/revisions/1>"
		for _, triple := range []string{
			first + " " + p + "wasAttributedTo> " + ukraine, first + " " + p + "wasDerivedFrom> " + passage, passage + " " + p + "wasQuotedFrom> " + revision,
			revision + " " + p + "specializationOf> " + wire, envoy + " " + p + "actedOnBehalfOf> " + ukraine, envoy + " " + p + "qualifiedDelegation> _:",
			first + " " + p + `generatedAtTime> "`, first + " " + p + "hadPrimarySource> <urn:parley:outlet:%D0%91", wire + " " + p + "hadPrimarySource> <urn:parley:outlet:",
			ukraine + " <http://www.w3.org/2002/07/owl#sameAs> <http://www.wikidata.org/entity/Q212>", ukraine + " <http://www.w3.org/2002/07/owl#sameAs> <https://www.iso.org/obp/ui/#iso:code:3166:UA>",
			ukraine + " <http://www.w3.org/2002/07/owl#sameAs> <urn:parley:identifier:desk%20list:", first + ` <urn:parley:ns:stated> "2026-01-22~"^^<http://id.loc.gov/datatypes/edtf/EDTF-level1>`,
			first + " <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:parley:ns:Position>", envoy + " <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/prov#Person>",
			second + ` <urn:parley:ns:act> "offer"^^<urn:parley:ns:Act>`, first + ` <http://www.w3.org/2000/01/rdf-schema#label> "Мир “& <b>” 和平 é"`,
			passage + " <http://www.w3.org/ns/oa#hasSource> <https://example.org/talks?a=b&c=d>", "<http://www.w3.org/ns/oa#hasBody> " + first, "<http://www.w3.org/ns/oa#motivatedBy> <http://www.w3.org/ns/oa#classifying>",
		} {
			if !strings.Contains(triples.(string), triple) {
				t.Errorf("no %s", triple)
			}
		}
	}, (*client).linkedWorld)
}

func (c *client) urn(path string) string {
	c.t.Helper()
	return "<urn:uuid:" + c.get(path).want(http.StatusOK).id() + ">"
}

// Each annotation has the passage with its quote and place, and the manifest what
// other formats tell of the same rows.
func TestLinkedDataIsTheHistory(t *testing.T) {
	each(t, func(c *client) {
		a, doc := c.linked("")
		annotations, _ := parts(doc)
		rows := c.get("/v1/history").want(http.StatusOK).items()
		if len(annotations) != 3 || len(rows) != 3 || a.trailer.Get("Parley-Row-Count") != "3" {
			t.Errorf("%d annotations of %d rows, %s", len(annotations), len(rows), a.trailer.Get("Parley-Row-Count"))
		}
		for i, n := range annotations {
			row, target := rows[i].(object), n.(object)["target"].(object)
			quote, place := target["selector"].([]any)[0].(object), target["selector"].([]any)[1].(object)
			if n.(object)["id"] != "urn:uuid:"+row["evidence_id"].(string) || quote["exact"] != row["quote"] || place["start"] != row["start"] || place["end"] != row["end"] ||
				n.(object)["body"].([]any)[0] != "urn:uuid:"+row["position_id"].(string) || asJSON(target["state"].(object)["refinedBy"]) != asJSON(place) ||
				!strings.HasSuffix(target["state"].(object)["cached"].(string), row["article_id"].(string)+"/revisions/1") {
				t.Errorf("%s\nfor the row %s", asJSON(n), asJSON(row))
			}
		}
		want := c.get("/v1/exports/position-history.csv?manifest=1").want(http.StatusOK)
		manifest := doc["parley:manifest"].(object)
		if manifest["rows_sha256"] != want.text("/rows_sha256") || manifest["rows"] != float64(3) || manifest["codebook"] != want.text("/codebook") {
			t.Errorf("%v\n%s", manifest, want.body)
		}
		again := c.whole(strings.TrimPrefix(doc["@id"].(string), c.base))
		c.state(object{"summary": "later"})
		if later := c.whole(strings.TrimPrefix(doc["@id"].(string), c.base)); !bytes.Equal(again.body, a.body) || !bytes.Equal(later.body, a.body) {
			t.Error("asked again it is another")
		}
		if got := c.whole("/v1/exports/position-history", with("Accept", "application/ld+json")); !strings.HasPrefix(got.header.Get("Content-Type"), "application/ld+json") {
			t.Errorf("%v", got.header)
		}
		c.get("/v1/exports/position-history.jsonld?rows=position").refused(http.StatusBadRequest, "?rows format")
		c.get("/v1/exports/position-history.jsonld?bom=1").refused(http.StatusBadRequest, "?bom format")
		if _, empty := c.linked("party=russia"); len(empty["@graph"].([]any)) != 0 || empty["parley:manifest"].(object)["rows"] != float64(0) {
			t.Errorf("%v", empty)
		}
	}, (*client).linkedWorld)
}

// compiled reads a schema; others are found by their file names.
func compiled(t *testing.T, file string, others ...string) *jsonschema.Schema {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	for _, f := range append(others, file) {
		text, err := os.Open(f)
		if err != nil {
			t.Fatal(err)
		}
		schema, err := jsonschema.UnmarshalJSON(text)
		text.Close()
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		delete(schema.(object), "id") // the file names are the ids that references go by
		if err := compiler.AddResource("https://schemas.test/"+filepath.Base(f), schema); err != nil {
			t.Fatal(err)
		}
	}
	schema, err := compiler.Compile("https://schemas.test/" + filepath.Base(file))
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return schema
}

// Annotations keep every MUST of the Web Annotation Data Model that W3C's own
// assertions test.
func TestAnnotationsConform(t *testing.T) {
	definitions := material.Paths(t, "data/web-annotation/definitions/*.json")
	files := append(material.Paths(t, "data/web-annotation/annotations/*.json"), material.Paths(t, "data/web-annotation/annotations/*/*.json")...)
	each(t, func(c *client) {
		_, doc := c.linked("")
		annotations, _ := parts(doc)
		tried := 0
		for _, file := range files {
			text, err := os.ReadFile(file)
			var says struct{ AssertionType, ExpectedResult string }
			if err := json.Unmarshal(text, &says); err != nil {
				t.Fatal(err)
			}
			if err != nil || says.AssertionType != "must" {
				continue
			}
			tried++
			schema := compiled(t, file, definitions...)
			for _, n := range annotations {
				if got := schema.Validate(n); (got == nil) != (says.ExpectedResult == "valid") {
					t.Errorf("%s expects %s: %v", filepath.Base(file), says.ExpectedResult, got)
				}
			}
			broken := object{"@context": "http://example.org/"}
			if filepath.Base(file) == "3.1-annotationContextValidated.json" && schema.Validate(broken) == nil {
				t.Error("the assertions let everything pass")
			}
		}
		if tried < 50 {
			t.Errorf("only %d assertions", tried)
		}
	}, (*client).linkedWorld)
}

// What is not an annotation is PROV-JSONLD.
func TestProvenanceConforms(t *testing.T) {
	schema := compiled(t, material.Paths(t, "data/prov-jsonld.schema.json")[0])
	each(t, func(c *client) {
		_, doc := c.linked("")
		_, provenance := parts(doc)
		if err := schema.Validate(object{"@context": []any{c.base + "/v1/context.jsonld"}, "@graph": provenance}); err != nil || len(provenance) < 10 {
			t.Errorf("%d statements: %v", len(provenance), err)
		}
		provenance = append(provenance, object{"@type": "Entity", "@id": "urn:x", "unknown": "y"})
		if schema.Validate(object{"@context": []any{}, "@graph": provenance}) == nil {
			t.Error("the schema lets everything pass")
		}
	}, (*client).linkedWorld)
}
