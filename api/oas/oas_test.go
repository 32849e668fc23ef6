package oas_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"parley/api/oas"
	"parley/internal/draft"
	"parley/internal/feed"
	"parley/internal/ledger"
	"parley/internal/origin"
	"parley/internal/views"
)

// contract reads openapi.yaml and checks it against the specification, its
// examples against its schemas.
func contract(t *testing.T) *openapi3.T {
	t.Helper()
	loader := openapi3.NewLoader()
	doc, err := loader.LoadFromFile("../../openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(loader.Context, openapi3.EnableExamplesValidation(), openapi3.EnableSchemaDefaultsValidation()); err != nil {
		t.Fatal(err)
	}
	return doc
}

// resources pairs the schemas of a resource with the types of the core:
// what is answered, what creates it and what a merge patch may change.
var resources = []struct {
	name                  string
	answer, create, patch any
}{
	{"Negotiation", ledger.Negotiation{}, ledger.NegotiationFields{}, ledger.NegotiationFields{}},
	{"Participation", ledger.Participation{}, ledger.ParticipationFields{}, ledger.ParticipationFields{}},
	{"Round", ledger.Round{}, ledger.RoundFields{}, ledger.RoundFields{}},
	{"Party", ledger.Party{}, ledger.PartyFields{}, ledger.PartyFields{}},
	{"Membership", ledger.Membership{}, ledger.MembershipFields{}, ledger.MembershipFields{}},
	{"Issue", ledger.Issue{}, ledger.IssueFields{}, ledger.IssueFields{}},
	{"Proposal", ledger.Proposal{}, ledger.ProposalFields{}, ledger.ProposalFields{}},
	{"ProposalVersion", ledger.ProposalVersion{}, ledger.ProposalVersionFields{}, nil},
	{"Article", draft.Article{}, withDocuments{}, ledger.ArticleFields{}},
	{"Revision", ledger.Revision{}, revisionWithDocuments{}, nil},
	{"Passage", ledger.Passage{}, ledger.PassageInput{}, ledger.PassageFields{}},
	{"Position", views.PositionRead{}, ledger.PositionInput{}, ledger.PositionFields{}},
	{"PositionVersion", views.VersionRead{}, nil, nil},
	{"Evidence", ledger.Evidence{}, ledger.EvidenceInput{}, ledger.EvidenceFields{}},
	{"Salience", ledger.Salience{}, ledger.SalienceInput{}, ledger.SalienceFields{}},
	{"Transaction", ledger.Transaction{}, nil, nil},
	{"HistoryRow", ledger.HistoryRow{}, nil, nil},
}

// What the core takes as text, the edge takes as Markdown and HTML too.
type withDocuments struct {
	ledger.ArticleInput
	Markdown *string `json:"markdown"`
	HTML     *string `json:"html"`
}

type revisionWithDocuments struct {
	ledger.RevisionFields
	Markdown string `json:"markdown"`
	HTML     string `json:"html"`
}

func TestSchemasMatchTheCore(t *testing.T) {
	doc := contract(t)
	for _, r := range resources {
		for schema, value := range map[string]any{r.name: r.answer, r.name + "Input": r.create, r.name + "Patch": r.patch} {
			if value != nil {
				sameMembers(t, doc, schema, reflect.TypeOf(value))
			}
		}
		sameFields(t, doc, r.name+"Field", reflect.TypeOf(r.answer))
	}
	for schema, value := range map[string]any{
		"Alias": ledger.Alias{}, "Identifier": ledger.Identifier{}, "Scale": ledger.Scale{}, "ScaleValue": ledger.ScaleValue{},
		"Term": ledger.Term{}, "Condition": ledger.Condition{}, "ConditionInput": ledger.Condition{}, "Relay": ledger.Relay{},
		"FeedEvent": feed.Event{}, "Original": ledger.Original{}, "Fault": ledger.Fault{}, "ArticleRef": ledger.ArticleName{}, "Moment": ledger.Moment{}, "Difference": views.Difference{}, "Corroboration": views.Corroboration{}, "OriginGroup": views.OriginGroup{},
		"SuggestedRelay": draft.Relay{}, "TextSpan": ledger.Selector{}, "TextPiece": draft.Piece{}, "Suggestions": draft.Suggestions{},
		"Suggestion": draft.Suggestion{}, "SuggestionCueOrNull": draft.Cue{}, "SuggestionSource": draft.Source{},
		"SuggestionCandidate": draft.Candidate{}, "SuggestionParty": draft.Party{}, "SuggestionHolder": draft.Holder{},
		"SuggestionStated": draft.Stated{}, "SuggestionDate": draft.Date{}, "SuggestionIssue": draft.Issue{},
		"SuggestedPosition": draft.Position{}, "SuggestedEvidence": draft.Evidence{}, "SuggestedItems": ledger.SuggestedItems{},
		"SuggestedItem": ledger.SuggestedItem{},
		"OriginJoin":    origin.Join{}, "Matrix": views.Matrix{}, "MatrixCell": views.Cell{}, "MatrixPosition": views.CellPosition{},
		"MatrixRow": views.MatrixRow{}, "Effect": views.Effect{}, "Timeline": views.Timeline{}, "TimelineEntry": views.Entry{},
		"TimelineRow": views.TimelineRow{}, "Changes": views.Changes{}, "ChangeItem": views.ChangeItem{}, "ChangeRow": views.ChangeRow{},
		"CorroborationView": views.CorroborationView{}, "CorroborationRow": views.CorroborationRow{}, "Conflicts": views.Conflicts{},
		"ConflictItem": views.ConflictItem{}, "ConflictRow": views.ConflictRow{}, "Convergence": views.Convergence{},
		"ConvergenceRow": views.ConvergenceRow{}, "Network": views.Network{}, "NetworkNode": views.Node{}, "NetworkEdge": views.Edge{},
		"NetworkConcept": views.Concept{}, "NetworkRow": views.NetworkRow{}, "Coverage": views.Coverage{}, "CoverageRow": views.CoverageRow{},
		"CoverageFlatRow": views.CoverageCount{},
		"RelayInput":      ledger.Relay{}, "Anchoring": ledger.Anchoring{}, "End": ledger.End{}, "Retraction": ledger.Retraction{}, "Change": ledger.Change{},
	} {
		sameMembers(t, doc, schema, reflect.TypeOf(value))
	}
}

// sameMembers wants the properties of the schema to be the members the type
// has in JSON, nullable where it has a pointer.
func sameMembers(t *testing.T, doc *openapi3.T, name string, typ reflect.Type) {
	t.Helper()
	properties := doc.Components.Schemas[name].Value.Properties
	members := flatten(typ)
	if len(properties) != len(members) {
		t.Errorf("%s has %d properties, %v has %d members", name, len(properties), typ, len(members))
	}
	for _, m := range members {
		property := properties[m.name]
		if property == nil {
			t.Errorf("%s has no property %q", name, m.name)
			continue
		}
		takesNull := property.Value.VisitJSON(nil) == nil
		if pointer := m.typ.Kind() == reflect.Pointer; pointer && !takesNull && !m.optional {
			t.Errorf("%s.%s is a pointer in %v, but not nullable", name, m.name, typ)
		} else if !pointer && takesNull && m.typ.Kind() != reflect.Slice {
			t.Errorf("%s.%s is no pointer in %v, but nullable", name, m.name, typ)
		}
	}
}

// sameFields wants the values of `fields` to be the members, in their order.
func sameFields(t *testing.T, doc *openapi3.T, name string, typ reflect.Type) {
	t.Helper()
	var want []any
	for _, m := range flatten(typ) {
		want = append(want, m.name)
	}
	if got := doc.Components.Schemas[name].Value.Enum; !slices.Equal(got, want) {
		t.Errorf("%s is %v, want %v", name, got, want)
	}
}

type member struct {
	name     string
	typ      reflect.Type
	optional bool
}

// flatten lists the members that encoding/json gives a struct, in their order.
func flatten(typ reflect.Type) []member {
	var all []member
	for i := range typ.NumField() {
		field := typ.Field(i)
		name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		if field.Anonymous && name == "" {
			all = append(all, flatten(field.Type)...)
			continue
		}
		if name != "-" && field.IsExported() {
			all = append(all, member{name, field.Type, options != ""})
		}
	}
	return all
}

func TestContractReadsLikeAManual(t *testing.T) {
	for path, item := range contract(t).Paths.Map() {
		for method, operation := range item.Operations() {
			where := method + " " + path
			if operation.OperationID == "" || operation.Summary == "" || operation.Description == "" || len(operation.Tags) != 1 {
				t.Errorf("%s lacks its operationId, summary, description or tag", where)
			}
			if operation.RequestBody != nil {
				wantExamples(t, where+" request", operation.RequestBody.Value.Content)
				if operation.Extensions["x-streamed"] != true { // its bytes are bounded as they come, and its items are judged one by one
					wantBounds(t, where, operation.RequestBody.Value.Content)
				}
			}
			for status, response := range operation.Responses.Map() {
				wantExamples(t, where+" "+status, response.Value.Content)
			}
		}
	}
}

func TestEverySchemaIsDescribed(t *testing.T) {
	doc := contract(t)
	for name, schema := range doc.Components.Schemas {
		if schema.Value.Description == "" {
			t.Errorf("schema %s has no description", name)
		}
		for member, property := range schema.Value.Properties {
			if property.Value.Description == "" {
				t.Errorf("%s.%s has no description", name, member)
			}
		}
	}
	for name, parameter := range doc.Components.Parameters {
		if parameter.Value.Description == "" || parameter.Value.Example == nil {
			t.Errorf("parameter %s has no description or no example", name)
		}
	}
}

func wantExamples(t *testing.T, where string, content openapi3.Content) {
	t.Helper()
	for mediaType, c := range content {
		isFile := c.Schema != nil && c.Schema.Value.Format == "binary" // of which text shows nothing
		isFile = isFile || mediaType == "application/x-ndjson"         // whose lines are the rows that the CSV beside it shows
		if c.Example == nil && len(c.Examples) == 0 && !isFile {
			t.Errorf("%s has no example of %s", where, mediaType)
		}
	}
}

// wantBounds wants everything a client sends to have a type and a limit, and
// unknown members to be refused.
func wantBounds(t *testing.T, where string, content openapi3.Content) {
	t.Helper()
	for _, c := range content {
		eachSchema(where, c.Schema, func(where string, s *openapi3.Schema) {
			switch {
			case s.Type.Is("object") && (s.AdditionalProperties.Has == nil || *s.AdditionalProperties.Has):
				t.Errorf("%s takes unknown members", where)
			case s.Type.Is("array") && s.MaxItems == nil:
				t.Errorf("%s is an array without a limit", where)
			case s.Type.Is("string") && s.MaxLength == nil && len(s.Enum) == 0:
				t.Errorf("%s is a string without a limit", where)
			case s.Type.Is("number") && s.Format != "double", s.Type.Is("integer") && s.Format != "int64":
				t.Errorf("%s is a number without its format", where)
			case s.Type == nil && len(s.AllOf) == 0:
				t.Errorf("%s has no type", where)
			}
		})
	}
}

func eachSchema(where string, ref *openapi3.SchemaRef, visit func(string, *openapi3.Schema)) {
	visit(where, ref.Value)
	for name, property := range ref.Value.Properties {
		eachSchema(where+"/"+name, property, visit)
	}
	for _, part := range ref.Value.AllOf {
		eachSchema(where, part, visit)
	}
	if ref.Value.Items != nil {
		eachSchema(where+"/*", ref.Value.Items, visit)
	}
}

func TestRequestsAreUpToDate(t *testing.T) {
	file := filepath.Join(t.TempDir(), "requests.tsv")
	if out, err := exec.Command("go", "run", "reduce.go", "../../openapi.yaml", file).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(oas.Requests) != string(want) {
		t.Error("requests.gen.tsv is not what openapi.yaml says; run go generate ./api/oas")
	}
}
