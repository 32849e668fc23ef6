package api

import (
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"parley/internal/ledger"
)

func asking(target string) *gin.Context {
	c, _ := gin.CreateTestContext(httptest.NewRecorder())
	c.Request = httptest.NewRequest("GET", target, nil)
	return c
}

func drawID(r *rapid.T, label string) uuid.UUID {
	var id uuid.UUID
	copy(id[:], rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(r, label))
	return id
}

// A cursor leads back to the place it was made for, whatever page size is asked
// next and in whatever order the filter is written; with any other filter it
// is refused.
func TestCursorIsBoundToItsQuestion(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		key := ledger.Key{Value: rapid.Int64().Draw(r, "value"), ID: drawID(r, "id"), Evidence: drawID(r, "evidence")}
		party, issue := rapid.String().Draw(r, "party"), rapid.String().Draw(r, "issue")
		filter := "party=" + url.QueryEscape(party) + "&issue=" + url.QueryEscape(issue)
		text, err := writeCursor(asking("/v1/positions?"+filter+"&limit=7"), cursor{Key: key})
		if err != nil {
			r.Fatal(err)
		}
		turned := "issue=" + url.QueryEscape(issue) + "&party=" + url.QueryEscape(party)
		back, err := readCursor(asking("/v1/positions?limit=200&"+turned+"&cursor="+text), &text)
		if err != nil || back.Key != key {
			r.Fatalf("%v came back as %v (%v)", key, back, err)
		}
		for _, other := range []string{"/v1/history?" + filter, "/v1/positions?" + filter + "&sort=stated", "/v1/positions?" + filter + "x"} {
			if got, err := readCursor(asking(other), &text); err == nil {
				r.Fatalf("%s took the cursor of %s: %v", other, filter, got)
			}
		}
	})
}

// Whatever text is given as a cursor, it is refused or means the place that
// writes the same text.
func FuzzReadCursor(f *testing.F) {
	whole, err := writeCursor(asking("/v1/positions"), cursor{Key: ledger.Key{Value: 1, ID: uuid.Max}})
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{"", "x", "e30", whole, whole[1:], whole + "=="} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c := asking("/v1/positions")
		key, err := readCursor(c, &text)
		if err != nil {
			return
		}
		again, err := writeCursor(c, *key)
		if err != nil {
			t.Fatal(err)
		}
		back, err := readCursor(c, &again)
		if err != nil || *back != *key {
			t.Errorf("%v came back as %v (%v)", key, back, err)
		}
	})
}
