package mapping_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"parley/internal/bundle"
	"parley/internal/ledger"
	"parley/internal/mapping"
)

// items reads a table by a mapping. An item is its kind and content, a refused row its
// faults.
func items(t *testing.T, m, table string) (lines, leftOut []string) {
	t.Helper()
	read, err := mapping.Read([]byte(m))
	if err != nil {
		t.Fatal(err)
	}
	source := mapping.File(fstest.MapFS{"t.csv": {Data: []byte(table)}}, "t.csv", read)
	for v, err := range source.Items(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, shown(v)...)
	}
	return lines, source.LeftOut()
}

func shown(v bundle.Item) (lines []string) {
	var refused *ledger.Error
	if !errors.As(v.Err, &refused) {
		return []string{fmt.Sprintf("%d %s %s", v.Line, v.Kind, v.Raw)}
	}
	for _, f := range refused.Faults {
		lines = append(lines, fmt.Sprintf("%d [%s]%s %s", v.Line, f.Column, f.Pointer, f.Detail))
	}
	return lines
}

func wants(t *testing.T, got []string, want ...string) {
	t.Helper()
	if a, b := strings.Join(got, "\n"), strings.Join(want, "\n"); a != b {
		t.Errorf("got\n%s\nwant\n%s", a, b)
	}
}

// withItems is a mapping with these items and whatever stands before them.
func withItems(before string, items ...string) string {
	return `{"mapping": 1, ` + before + `"items": [` + strings.Join(items, ",") + `]}`
}

func TestRows(t *testing.T) {
	party := `{"party": {"slug": "{Who}", "kind": "state", "name": "{Who}"}}`
	for name, c := range map[string]struct {
		mapping, table string
		want           []string
	}{
		"a cell, words around it and a constant": {
			withItems("", `{"round": {"negotiation": "talks", "slug": "r-{Nr}", "name": "Round {Nr} of {{3}}"}}`), "Nr\n2\n",
			[]string{`2 round {"name":"Round 2 of {3}","negotiation":"talks","slug":"r-2"}`}},
		"names become slugs, slugs and ids stay": {
			withItems("", party), "Who\nCôte d’Ivoire\nu-s\nU.S.\nНизина\n0199a1b2-0000-7000-8000-000000000001\n",
			[]string{`2 party {"kind":"state","name":"Côte d’Ivoire","slug":"cote-d-ivoire"}`, `3 party {"kind":"state","name":"u-s","slug":"u-s"}`,
				`4 party {"kind":"state","name":"U.S.","slug":"u-s"}`, `5 party {"kind":"state","name":"Низина","slug":"892c55c254e3"}`,
				`6 party {"kind":"state","name":"0199a1b2-0000-7000-8000-000000000001","slug":"0199a1b2-0000-7000-8000-000000000001"}`}},
		"the same item once": {withItems("", party), "Who\nA\nB\nA\n",
			[]string{`2 party {"kind":"state","name":"A","slug":"a"}`, `3 party {"kind":"state","name":"B","slug":"b"}`}},
		"empty cells": {
			withItems(`"empty": ["NA"], `, `{"party": {"slug": "{Who}", "kind": "{Kind}", "name": "{Who}", "description": "Said: {Note}", "aliases": [{"name": "{Alias}", "language": "ru"}]}}`),
			"Who,Kind,Note,Alias\nA, state ,NA, \nNA,,NA,\n",
			[]string{`2 party {"kind":"state","name":"A","slug":"a"}`}},
		"white space counts in texts of articles only": {
			withItems("", `{"article": {"slug": "{T}", "title": "{T}", "text": "{X}"}}`), "T,X\n a ,\" x\ny \"\n",
			[]string{`2 article {"slug":"a","text":" x\ny ","title":"a"}`}},
		"values": {
			withItems(`"columns": {"act": {"from": "Agreement", "values": {"Yes": "accept", "": "propose"}, "others": "clarify"}, "Agreement": {"values": {"yes": "supports"}, "keep": true}}, `,
				`{"position": {"slug": "s{Nr}", "act": "{act}", "stance": "{Agreement}"}}`), "Nr,Agreement\n1, YES\n2,\n3,opposes\n",
			[]string{`2 position {"act":"accept","slug":"s1","stance":"supports"}`, `3 position {"act":"propose","slug":"s2"}`,
				`4 position {"act":"clarify","slug":"s3","stance":"opposes"}`}},
		"parts of a cell": {
			withItems(`"columns": {"To": {"split": ";"}}, `, `{"party": {"slug": "{To}", "kind": "state", "name": "{To}"}}`,
				`{"position": {"slug": "s{Nr}", "addressed_to": "{To}", "conditions": [{"text": "{C}", "party": "{To}"}], "jointly_with": ["z", "{J}"]}}`),
			"Nr,To,C,J\n1,A; B;,c,\n2,,c,y\n",
			[]string{`2 party {"kind":"state","name":"A","slug":"a"}`, `2 party {"kind":"state","name":"B","slug":"b"}`,
				`2 position {"addressed_to":["a","b"],"conditions":[{"party":"a","text":"c"},{"party":"b","text":"c"}],"jointly_with":["z"],"slug":"s1"}`,
				`3 position {"jointly_with":["z","y"],"slug":"s2"}`}},
		"dates and numbers": {
			withItems(`"dates": ["DD.MM.YYYY", "YYYY"], "decimal": ",", "columns": {"P": {"decimal": "."}}, `,
				`{"salience": {"party": "a", "issue": "b", "value": "{V}", "dated": "{D}", "note": "{D}"}}`, `{"salience": {"party": "a", "issue": "b", "value": "{P}", "dated": "{D}/{E}"}}`),
			"V,P,D,E\n\"07,5\",1.5,01.02.2026,2027\n−3,+2,2025,01.02.2026\n",
			[]string{`2 salience {"dated":"2026-02-01","issue":"b","note":"01.02.2026","party":"a","value":7.5}`, `2 salience {"dated":"2026-02-01/2027","issue":"b","party":"a","value":1.5}`,
				`3 salience {"dated":"2025","issue":"b","note":"2025","party":"a","value":-3}`, `3 salience {"dated":"2025/2026-02-01","issue":"b","party":"a","value":2}`}},
		"only where a cell says something": {
			withItems("", `{"membership": {"member": "{S}", "group": "{Who}"}, "when": "S"}`), "S,Who\nx,A\n,A\n",
			[]string{`2 membership {"group":"a","member":"x"}`}},
		"rows of one position": {
			withItems("", `{"position": {"slug": "{Nr}", "summary": "{S}", "evidence": [{"article": "a", "quote": "{Q}"}]}}`), "Nr,S,Q\n1,x,p\n1,x,q\n1,x,q\n1,y,r\n2,x,p\n",
			[]string{`2 position {"evidence":[{"article":"a","quote":"p"},{"article":"a","quote":"q"}],"slug":"1","summary":"x"}`,
				`5 position {"evidence":[{"article":"a","quote":"r"}],"slug":"1","summary":"y"}`, `6 position {"evidence":[{"article":"a","quote":"p"}],"slug":"2","summary":"x"}`}},
		"a position without a slug is known by what it says": {
			withItems("", `{"position": {"summary": "{S}"}}`), "S\nNo.\nNo.\nYes.\n",
			[]string{`2 position {"slug":"no-8036fca25b58","summary":"No."}`, `3 position {"slug":"no-8036fca25b58","summary":"No."}`, `4 position {"slug":"yes-6962b363cc8d","summary":"Yes."}`}},
		"what a row does not say is a fault, once": {
			withItems(`"dates": "DD.MM.YYYY", "columns": {"Who": {"values": {"Ukr": "Ukraine"}}}, `, party, `{"salience": {"party": "{Who}", "value": "{V}", "dated": "{D}"}}`),
			"Who,D,V\nRus,31.02.2026,1.000.000\n",
			[]string{`2 [Who]/name the mapping does not say what "Rus" means; it has Ukr`, `2 [D]/dated "31.02.2026" is not a date written as DD.MM.YYYY`,
				`2 [V]/value "1.000.000" is not a number with "." before its fraction and nothing between its thousands`}},
		"a date that is read in two ways": {
			withItems(`"dates": ["DD/MM/YYYY", "MM/DD/YYYY"], `, `{"salience": {"party": "a", "dated": "{D}"}}`), "D\n05/03/2026\n25/03/2026\n04/04/2026\n",
			[]string{`2 [D]/dated "05/03/2026" is 2026-03-05 as DD/MM/YYYY and 2026-05-03 as MM/DD/YYYY`, `3 salience {"dated":"2026-03-25","party":"a"}`, `4 salience {"dated":"2026-04-04","party":"a"}`}},
		"a date that is not EDTF": {
			withItems("", `{"salience": {"party": "a", "dated": "{D}"}}`), "D\n5.3.2026\n2026-03~\n",
			[]string{`2 [D]/dated "5.3.2026" is not a date as 2026-03-05, 2026-03 or 2026; say in the mapping how dates are written, as "dates": "DD.MM.YYYY"`, `3 salience {"dated":"2026-03~","party":"a"}`}},
		"columns that are not there": {
			withItems("", party), "who,Name\nA,B\n", []string{`1 [Who] there is no such column; the head line has who, Name`}},
		"a column that is there twice": {withItems("", party), "Who,Who\nA,B\n", []string{`1 [Who] two columns have this name; which one is meant is not known`}},
	} {
		t.Run(name, func(t *testing.T) {
			got, _ := items(t, c.mapping, c.table)
			wants(t, got, c.want...)
		})
	}
}

func TestLeftOut(t *testing.T) {
	_, leftOut := items(t, withItems("", `{"party": {"slug": "{Who}", "kind": "state", "name": "{Who}"}}`), "Memo,Who,,Empty,\nx,A,,,\n,,,,\n , B,y\n")
	wants(t, leftOut, `1 cells of the column "Memo"`, `1 cells of column 3, which has no name`, `0 cells of the column "Empty"`, "1 empty rows")
}

func TestFaultyMappings(t *testing.T) {
	party := `{"party": {"slug": "{Who}", "kind": "state", "name": "{Who}"}}`
	for m, want := range map[string]string{
		`{"mapping": 1`:                ": it is not JSON",
		`{"mapping": 1, "mapping": 1}`: `: /mapping: stands in its object twice`,
		`[]`:                           ": must be an object",
		`{"mapping": 2, "items": [` + party + `]}`:                               "/mapping: must be 1",
		`{"mapping": 1, "items": []}`:                                            "/items: must be a list",
		withItems(`"separator": ";", `, party):                                   "/separator: there is no such member",
		withItems(`"delimiter": "::", `, party):                                  "/delimiter: ",
		withItems(`"encoding": "latin-99", `, party):                             "/encoding: there is no encoding",
		withItems(`"dates": "DD.MM.YY", `, party):                                "/dates/0: \"DD.MM.YY\" has a year of fewer",
		withItems(`"dates": "DD.YYYY", `, party):                                 "/dates/0: \"DD.YYYY\" is not a way",
		withItems(`"dates": ["*YYYY"], `, party):                                 "/dates/0: \"*YYYY\": * stands for the rest",
		withItems(`"months": ["x"], `, party):                                    "/months: must be the names",
		withItems(`"decimal": "·", `, party):                                     "/decimal: ",
		withItems(`"empty": "NA", `, party):                                      "/empty: must be a list",
		withItems(`"guarded": "yes", `, party):                                   "/guarded: must be true or false",
		withItems(`"columns": [], `, party):                                      "/columns: must be an object",
		withItems(`"columns": {"a/b": {"value": {}}}, `, party):                  "/columns/a~1b/value: there is no such member",
		withItems(`"columns": {"a": {"values": ["x"]}}, `, party):                "/columns/a/values: must be an object",
		withItems(`"columns": {"a": {"values": {"é": "x", "e": "y"}}}, `, party): "/columns/a/values/é: stands here twice",
		withItems(`"columns": {"a": {"others": "x", "keep": true}}, `, party):    "/columns/a/keep: give either",
		withItems("", `{"realm": {}}`):                                           "/items/0: must be an object with one member",
		withItems("", `{"party": {}, "issue": {}}`):                              "/items/0: must be an object with one member",
		withItems("", `{"party": {"slug": "{a}"}, "if": "x"}`):                   "/items/0/if: there is no such member",
		withItems("", `{"party": {"kind": "state", "name": "{Who}"}}`):           "/items/0/party/slug: say which slug",
		withItems("", `{"party": {"slug": "{Who}", "nmae": "{Who}"}}`):           "/items/0/party/nmae: there is no such member",
		withItems("", `{"party": {"slug": "{Who"}}`):                             "/items/0/party/slug: the name of a column stands in braces",
		withItems("", `{"party": {"slug": "Who}"}}`):                             "/items/0/party/slug: a brace closes",
		withItems("", `{"party": {"slug": 5}}`):                                  "/items/0/party/slug: must be a text",
		withItems("", `{"party": {"slug": "{a}", "aliases": "{b}"}}`):            "/items/0/party/aliases: must be a list",
		withItems("", `{"salience": {"value": {"of": 1}}}`):                      "/items/0/salience/value: must be a number",
		withItems("", `{"position": {"evidence": {"quote": "x"}}}`):              "/items/0/position/evidence: must be a list",
		withItems(`"columns": {"a": {"split": ";"}, "b": {"split": ","}}, `, `{"party": {"slug": "{a}", "name": "{b}"}}`): "/items/0/party: two columns of several parts",
	} {
		_, err := mapping.Read([]byte(m))
		var e *ledger.Error
		if !errors.As(err, &e) || !strings.HasPrefix(e.Faults[0].Pointer+": "+e.Faults[0].Detail, want) {
			t.Errorf("%s\n%v", m, err)
		}
	}
}

// A fault of an item leads to the line and the column, also of another row.
func TestWhere(t *testing.T) {
	m, err := mapping.Read([]byte(withItems(`"columns": {"To": {"split": ";"}, "who": {"from": "Who"}}, `,
		`{"position": {"slug": "{Nr}", "party": "{who}", "addressed_to": "{To}", "stated": "{D}/{E}", "evidence": [{"article": "a", "quote": "{Q}"}]}}`)))
	if err != nil {
		t.Fatal(err)
	}
	table := "Nr,Who,To,D,E,Q\n1,A,b;c,2026,2027,p\n1,A,b;c,2026,2027,q\n"
	for v := range mapping.File(fstest.MapFS{"t": {Data: []byte(table)}}, "t", m).Items(context.Background()) {
		for pointer, want := range map[string]string{
			"": "2 ", "/party": "2 Who", "/addressed_to/1": "2 To", "/stated": "2 D, E", "/evidence/0/quote": "2 Q", "/evidence/1/quote": "3 Q",
			"/evidence/1": "3 Q", "/evidence/7/quote": "2 Q", "/act": "2 ", "/party/x": "2 Who",
		} {
			line, column := v.Where(pointer)
			if got := fmt.Sprint(line, " ", column); got != want {
				t.Errorf("%s is at %s, not %s", pointer, got, want)
			}
		}
	}
}
