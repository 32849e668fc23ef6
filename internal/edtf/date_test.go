package edtf_test

import (
	"encoding/json"
	"testing"

	"parley/internal/edtf"
)

func TestMarks(t *testing.T) {
	for text, want := range map[string]string{
		"2026-01-22":  "",
		"2026-01-22~": "approximate",
		"2026-01?":    "uncertain",
		"2026%":       "approximate uncertain",
		"2025?/2026~": "approximate uncertain",
		"2026-01/..":  "open-end",
		"2026-01/":    "unknown-end",
		"../2026-01~": "approximate open-start",
		"/2026-01":    "unknown-start",
		"../":         "open-start unknown-end",
		"/..":         "open-end unknown-start",
	} {
		if got := marks(edtf.MustParse(text)); got != want {
			t.Errorf("%s is %q, want %q", text, got, want)
		}
	}
}

func marks(d edtf.Date) string {
	all := ""
	for _, mark := range []struct {
		name string
		set  bool
	}{
		{"approximate", d.Approximate()}, {"uncertain", d.Uncertain()},
		{"open-end", d.OpenEnd()}, {"open-start", d.OpenStart()},
		{"unknown-end", d.UnknownEnd()}, {"unknown-start", d.UnknownStart()},
	} {
		if mark.set && all != "" {
			all += " "
		}
		if mark.set {
			all += mark.name
		}
	}
	return all
}

func TestByDay(t *testing.T) {
	for _, c := range []struct {
		text, day         string
		certain, possible bool
	}{
		{"2026-01-22", "2026-01-21", false, false},
		{"2026-01-22", "2026-01-22", true, true},
		{"2026-01", "2026-01-01", false, true},
		{"2026-01", "2026-01-30", false, true},
		{"2026-01", "2026-01-31", true, true},
		{"2026-01-2X", "2026-01-19", false, false},
		{"2026-01/..", "2999-12-31", false, true},
		{"../2026-01", "1000-01-01", false, true},
		{"/2026-01", "2026-01-31", true, true},
	} {
		d, day := edtf.MustParse(c.text), edtf.MustParse(c.day).Latest()
		if got := d.ByDay(day, edtf.Certain); got != c.certain {
			t.Errorf("%s certainly by %s: %t", c.text, c.day, got)
		}
		if got := d.ByDay(day, edtf.Possible); got != c.possible {
			t.Errorf("%s possibly by %s: %t", c.text, c.day, got)
		}
	}
}

func TestOverlaps(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"2026-01", "2026-01-31", true},
		{"2026-01", "2026-02", false},
		{"2026-01/2026-03", "2026-03/..", true},
		{"../2025", "2026/..", false},
		{"../2026", "2026/..", true},
		{"2025-24", "2026-02-28", true},
	} {
		a, b := edtf.MustParse(c.a), edtf.MustParse(c.b)
		if a.Overlaps(b) != c.want || b.Overlaps(a) != c.want {
			t.Errorf("%s overlaps %s is not %t both ways", a, b, c.want)
		}
	}
}

func TestNoDate(t *testing.T) {
	var none edtf.Date
	always := edtf.MustParse("../..")
	if !none.IsZero() || always.IsZero() || none.String() != "" {
		t.Error("only the zero Date is no date")
	}
	if none.Earliest() != edtf.MinDay || none.Latest() != edtf.MaxDay {
		t.Error("no date has bounds")
	}
	if none.ByDay(edtf.MaxDay, edtf.Possible) || none.Overlaps(always) || always.Overlaps(none) {
		t.Error("no date happened")
	}
}

func TestJSON(t *testing.T) {
	type record struct {
		Stated edtf.Date
		Until  edtf.Date
		Gone   edtf.Date `json:",omitzero"`
	}
	in := record{Stated: edtf.MustParse("2026-01-2x")}
	raw, err := json.Marshal(in)
	if want := `{"Stated":"2026-01-2X","Until":""}`; err != nil || string(raw) != want {
		t.Fatalf("%s, %v; want %s", raw, err, want)
	}
	out := record{Until: in.Stated}
	if err := json.Unmarshal(raw, &out); err != nil || out != in {
		t.Errorf("read back %+v, %v", out, err)
	}
	if json.Unmarshal([]byte(`{"Stated":"yesterday"}`), &out) == nil || out != in {
		t.Error("a refused date changed the record, or was not refused")
	}
}
