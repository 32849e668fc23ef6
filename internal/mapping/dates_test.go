package mapping_test

import (
	"strings"
	"testing"
)

func TestDates(t *testing.T) {
	for _, c := range []struct{ written, cell, want string }{
		{`"DD.MM.YYYY"`, "05.03.2026", "2026-03-05"},
		{`"D.M.YYYY"`, "5.3.2026", "2026-03-05"},
		{`"D.M.YYYY"`, "05.12.2026", "2026-12-05"},
		{`"DD.MM.YYYY"`, "5.3.2026", ""},
		{`"M/D/YYYY"`, "3/5/2026", "2026-03-05"},
		{`"M/D/YYYY"`, "13/5/2026", ""},
		{`"YYYY-MM-DD*"`, "2026-03-05 14:03:11", "2026-03-05"},
		{`"YYYY-MM-DD*"`, "2026-03-05", "2026-03-05"},
		{`"YYYY-MM-DD"`, "2026-03-05 14:03:11", ""},
		{`"D MMM YYYY"`, "5 March 2026", "2026-03-05"},
		{`"D MMM YYYY"`, "5 mar. 2026", "2026-03-05"},
		{`"D MMM YYYY"`, "5 Sept 2026", "2026-09-05"},
		{`"D MMM YYYY"`, "5 Ma 2026", ""},
		{`"MMM D, YYYY"`, "March 5, 2026", "2026-03-05"},
		{`"MM/YYYY"`, "03/2026", "2026-03"},
		{`"MM/YYYY"`, "21/2026", ""},
		{`["DD.MM.YYYY", "YYYY"]`, "2026", "2026"},
		{`"D.M.YYYY"`, "29.2.2026", ""},
		{`"D.M.YYYY"`, "29.2.2028", "2028-02-29"},
		{`"YYYY年M月D日"`, "2026年3月5日", "2026-03-05"},
	} {
		m := withItems(`"dates": `+c.written+`, `, `{"salience": {"party": "a", "dated": "{D}"}}`)
		got, _ := items(t, m, "D\n\""+c.cell+"\"\n")
		want := `2 salience {"dated":"` + c.want + `","party":"a"}`
		if c.want == "" {
			want = "2 [D]/dated"
		}
		if len(got) != 1 || !strings.HasPrefix(got[0], want) {
			t.Errorf("%s as %s: %v", c.cell, c.written, got)
		}
	}
	russian := `"dates": "D MMM YYYY", "months": ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"], `
	got, _ := items(t, withItems(russian, `{"salience": {"dated": "{D}"}}`), "D\n5 Мая 2026\n")
	wants(t, got, `2 salience {"dated":"2026-05-05"}`)
}
