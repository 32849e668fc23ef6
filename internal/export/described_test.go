package export

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"parley/internal/codebook"
	"parley/internal/views"
)

func described(name string) (names []string) {
	for _, t := range Described() {
		if t.Name == name {
			names = t.Names()
		}
	}
	return names
}

// What the codebook says of a graph are its attributes, and of the matrix its first column.
func TestDescribedIsWhatIsWritten(t *testing.T) {
	of := map[string][]string{}
	for _, k := range graphKeys {
		of[k.For] = append(of[k.For], k.Name)
	}
	for thing, names := range of {
		if got := described("network.graphml/" + strings.Replace(thing+"s", "graphs", "graph", 1)); !slices.Equal(got, names) {
			t.Errorf("%s: %v is described, %v written", thing, got, names)
		}
	}
	var out bytes.Buffer
	if _, err := WriteActorConcept(&out, Options{}, views.Affiliations{}, QualifierAgree); err != nil {
		t.Fatal(err)
	}
	head, err := csv.NewReader(&out).Read()
	if err != nil || head[0] != described("actor-concept")[0] {
		t.Errorf("%v begins with %v: %v", head, described("actor-concept"), err)
	}
	known := codebook.Read()
	for _, table := range Described() {
		if !slices.ContainsFunc(known.Exports, func(other codebook.Table) bool {
			return other.Name == table.Name && slices.Equal(other.Columns, table.Columns)
		}) {
			t.Errorf("the codebook does not have %s: go generate ./internal/codebook", table.Name)
		}
	}
}
