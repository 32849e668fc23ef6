package ledger

import (
	"encoding/json"
	"testing"

	"github.com/google/uuid"
)

func TestReferencesAreTheirIds(t *testing.T) {
	for range 100 {
		id := uuid.New()
		text, err := json.Marshal(RefTo(id))
		var back Reference
		if err != nil || string(text) != `"`+id.String()+`"` || json.Unmarshal(text, &back) != nil || back != RefTo(id) {
			t.Fatalf("%s is written %s and read %v: %v", id, text, back, err)
		}
	}
}
