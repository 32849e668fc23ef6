package codec_test

import (
	"bytes"
	"encoding/json"
	"math"
	"reflect"
	"testing"
	"time"

	"github.com/google/uuid"

	"parley/internal/codec"
	"parley/internal/edtf"
	"parley/internal/ledger"
)

func ptr[T any](v T) *T { return &v }

// What is written is what encoding/json writes, byte for byte, and both read
// the same from it.
func TestSameAsStandard(t *testing.T) {
	id := uuid.MustParse("01a1fff9-d7f4-73e2-8155-fcce1f3f0658")
	at := time.Date(2026, 1, 22, 9, 30, 0, 123456000, time.UTC)
	party := ledger.Party{Identity: ledger.Identity{ID: id}, PartyFields: ledger.PartyFields{Name: "Київ <&> “x” \t\n\\\" \x01 \b\f\u2028\u2029 😀", Aliases: []ledger.Alias{}}}
	shown, err := ledger.Show(&party)
	if err != nil {
		t.Fatal(err)
	}
	full := ledger.Position{
		Identity: ledger.Identity{ID: id},
		PositionFields: ledger.PositionFields{
			Slug: ptr("a"), Party: ledger.Reference{ID: id, Shown: shown}, Issue: ledger.RefTo(id), Summary: "до 40 км <b>&</b> \u00a0",
			Conditions: []ledger.Condition{{Kind: "package", Text: "", Issue: ptr(ledger.RefTo(id))}},
			Terms:      []ledger.Term{{Value: 1e21}, {Value: 1e-7}, {Value: 0.1, High: ptr(math.MaxFloat64)}, {Value: -0.5e-9}, {Value: 40}, {Value: 123456789.25}},
			Stated:     edtf.MustParse("2026-01-2X"), HeldUntil: ptr(edtf.MustParse("2026-01/..")),
		},
		Ended:    &ledger.End{How: "held_until", Date: edtf.MustParse("2026"), By: &id},
		Meta:     ledger.Meta{Number: math.MaxInt64, RecordedAt: at, UpdatedAt: at.In(time.FixedZone("", 7200)), Retracted: &ledger.Retraction{At: at}},
		Evidence: []ledger.Evidence{{Position: &id, Selected: &ledger.Passage{Anchor: ledger.Anchoring{Start: ptr(int64(3)), Score: ptr(0.875)}}}},
	}
	for _, v := range []any{full, ledger.Position{}, party, ledger.HistoryRow{}, ledger.Article{}, ledger.Issue{}, ledger.Transaction{Changes: []ledger.Change{{}, {After: json.RawMessage(`{"a":1}`)}}}} {
		await(t, v)
		var want bytes.Buffer
		e := json.NewEncoder(&want)
		e.SetEscapeHTML(false)
		if err := e.Encode(v); err != nil {
			t.Fatal(err)
		}
		got, err := codec.Marshal(v)
		if err != nil || string(got) != string(bytes.TrimRight(want.Bytes(), "\n")) {
			t.Errorf("%T: %v\n got %s\nwant %s", v, err, got, want.Bytes())
		}
		standard, ours := reflect.New(reflect.TypeOf(v)), reflect.New(reflect.TypeOf(v))
		body, _ := json.Marshal(v)
		if _, isPosition := v.(ledger.Position); isPosition {
			body = bytes.ReplaceAll(body, mustJSON(party), []byte(`"`+id.String()+`"`))
		}
		if err := json.Unmarshal(body, standard.Interface()); err != nil {
			t.Fatal(err)
		}
		if err := codec.Unmarshal(string(body), ours.Interface()); err != nil {
			t.Errorf("%T: %v", v, err)
		}
		if !reflect.DeepEqual(standard.Interface(), ours.Interface()) {
			t.Errorf("%T reads\n%+v, not\n%+v", v, ours.Elem(), standard.Elem())
		}
	}
}

// await returns when sonic is ready for the type of a value.
func await(t *testing.T, v any) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !codec.Compiled(reflect.TypeOf(v)); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%T is not compiled", v)
		}
	}
}

func mustJSON(v any) []byte {
	body, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return body
}

// A body that was cut off or damaged is an error.
func TestDamaged(t *testing.T) {
	await(t, ledger.Position{})
	for _, body := range []string{"", "{", `{"id":"x"}`, `{"summary":1}`, `{"stated":"never"}`, `{} x`} {
		if err := codec.Unmarshal(body, &ledger.Position{}); err == nil {
			t.Errorf("%q is taken", body)
		}
	}
}
