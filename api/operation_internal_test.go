package api

import (
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

// Paths are read when they are first asked for; here all of them are.
func TestContractOfEachPath(t *testing.T) {
	k, err := loadContract(nil)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := openapi3.NewLoader().LoadFromFile("../openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for path, item := range doc.Paths.Map() {
		for method, want := range item.Operations() {
			count++
			o, known := k.operations[method+" "+ginPath(path)]
			if !known || o.path != path || string(o.need) != want.Extensions["x-role"] {
				t.Errorf("%s %s is %+v", method, path, o)
				continue
			}
			if got := o.route().Operation; got.OperationID != want.OperationID || len(got.Parameters) != len(want.Parameters) ||
				(got.RequestBody == nil) != (want.RequestBody == nil) {
				t.Errorf("%s %s is read as %s with %d parameters", method, path, got.OperationID, len(got.Parameters))
			}
		}
	}
	if len(k.operations) != count {
		t.Errorf("%d operations, %d in the contract", len(k.operations), count)
	}
}
