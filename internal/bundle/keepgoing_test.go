package bundle_test

import (
	"fmt"
	"strings"
	"testing"

	"parley/db/dbtest"
	"parley/internal/bundle"
)

// With KeepGoing what is right is recorded, beside every kind of fault there is, and
// the same again records nothing.
func TestKeepGoing(t *testing.T) {
	text := lines
	for i, w := range wrong {
		text += strings.Replace(w.line, `"slug": "b"`, fmt.Sprintf(`"slug": "b%d"`, i), 1) + "\n"
	}
	dbtest.Each(t, func(t *testing.T, url string) {
		r := open(t, url)
		for round, want := range []int{items, 0} {
			report, err := bundle.Import(t.Context(), r.Ledger, importer, files(text), "coding/bundle", bundle.Options{KeepGoing: true, Batch: 7})
			if err != nil || report.Recorded != want || report.Refused != len(wrong) || len(report.Faults) < len(wrong) {
				t.Fatalf("round %d: %d recorded, %d refused, %d faults, %v", round, report.Recorded, report.Refused, len(report.Faults), err)
			}
			if report.Items != report.Recorded+report.Known+report.Refused {
				t.Errorf("round %d: items without an end: %d of %d", round, report.Recorded+report.Known+report.Refused, report.Items)
			}
		}
		if n := head(t, r); n != 3 {
			t.Errorf("the ledger is at %d", n)
		}
		wantKept(t, r)
	})
}

func wantKept(t *testing.T, r record) {
	t.Helper()
	if p := list[shown](t, r, "/v1/positions?status=any&limit=200"); len(p) != 2 {
		t.Errorf("%d positions", len(p))
	}
	if p := list[shown](t, r, "/v1/parties?limit=200"); len(p) != 2 {
		t.Errorf("%d parties", len(p))
	}
}

// A report keeps a bounded number of faults and counts the others.
func TestManyFaults(t *testing.T) {
	r := open(t, dbtest.SQLite(t))
	text := strings.Repeat(`{"party": {"slug": "a", "kind": "moon", "name": "A"}}`+"\n", bundle.MostFaults+7)
	report := load(t, r, files(text), "coding/bundle")
	if len(report.Faults) != bundle.MostFaults || report.MoreFaults != 7 || report.Refused != bundle.MostFaults+7 {
		t.Errorf("%d faults and %d more, %d refused", len(report.Faults), report.MoreFaults, report.Refused)
	}
}

// What is too long is told without being held.
func TestBounds(t *testing.T) {
	r := open(t, dbtest.SQLite(t))
	long := `{"article": {"slug": "a", "text": "` + strings.Repeat("a", 16<<20) + `"}}` + "\n"
	report := load(t, r, files(long+strings.Split(lines, "\n")[0]), "coding/bundle")
	if !told(report, 1, "at most 16 MiB") || report.Recorded != 1 || len(report.Faults) != 1 {
		t.Errorf("%d recorded, %v", report.Recorded, report.Faults)
	}
	report = load(t, r, files(`{"parties": [`+strings.Repeat(" ", 32<<20)+`]}`), "coding/bundle")
	if !told(report, 1, "at most 32 MiB") {
		t.Errorf("%v", report.Faults)
	}
}

// What is not UTF-8 is told: reading it would lose letters.
func TestNotUTF8(t *testing.T) {
	r := open(t, dbtest.SQLite(t))
	report := load(t, r, files("{\"party\": {\"slug\": \"a\", \"kind\": \"state\", \"name\": \"K\xf6ln\"}}"), "coding/bundle")
	if !told(report, 1, "not UTF-8") {
		t.Errorf("%+v", report)
	}
}
