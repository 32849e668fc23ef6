package intake_test

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"parley/internal/intake"
	"parley/internal/material"
)

const everyMark = `---
title: "Envoy: *withdrawal*"
author:
  - "[[Anna K.]]"
  - Piotr N.
published: 2026-01-22
source: https://wire.example/2026/01/22/envoy
language: en_GB
---

# Envoy: withdrawal *only* if both move

The talks **ended** _without_ a paper, [the envoy](https://wire.example/envoy_(man) "who he is") told
reporters[^1]. He has ~~two~~ three [conditions][c], see [C] and [another].  
A new line.

![A picture](a.png) Below the picture ![](b.png).

> Up to **40** kilometres,
> he said.

- one
- [x] two
  1. deeper

In the year
2026. That is no list.

| Side | Depth |
|------|:-----:|
| Kyiv | 40 km |

` + "``` go\ncode **as it is**\n```\n" + `
Second
------
snake_case_name, 5 * 3 * 2, \*not\* &amp; ` + "`a*b*c`" + ` <https://wire.example/x> <b>bold</b><br>break <!-- gone -->

***

[c]: https://wire.example/c
[^1]: Late on Thursday.
`

func TestMarkdown(t *testing.T) {
	r := read(t, intake.Markdown, everyMark)
	const want = `Envoy: withdrawal only if both move

The talks ended without a paper, the envoy told reporters. He has two three conditions, see C and [another].
A new line.

Below the picture .

Up to 40 kilometres, he said.

one
two
deeper

In the year 2026. That is no list.

Side	Depth
Kyiv	40 km

code **as it is**

Second

snake_case_name, 5 * 3 * 2, *not* & a*b*c https://wire.example/x bold
break

Late on Thursday.`
	if r.Text != want {
		t.Errorf("got\n%s\nwant\n%s", r.Text, want)
	}
	found := r.Found
	if found.Title != "Envoy: *withdrawal*" || found.Byline != "Anna K., Piotr N." || found.Published.String() != "2026-01-22" ||
		found.CanonicalURL != "https://wire.example/2026/01/22/envoy" || found.Language != "en-GB" {
		t.Errorf("found %+v", found)
	}
}

func TestMarksOfMarkdown(t *testing.T) {
	for text, want := range map[string]string{
		"Title\n=====\ntext":                     "Title\n\ntext",
		"**мир** и *війна* — __和平__":             "мир и війна — 和平",
		"**«Кавычки»**, said he":                 "«Кавычки», said he",
		"a*b*c and a**b**c but a_b_c":            "abc and abc but a_b_c",
		"***both*** and **open":                  "both and **open",
		"2 * 3 and ** alone":                     "2 * 3 and ** alone",
		"[a [b] c](d) and [a](b \"c\")!":         "a [b] c and a!",
		"[not a link] (really)":                  "[not a link] (really)",
		"[*em*](a) ![*em*](b)x *[a](b)*":         "em x a",
		"#hashtag and # no heading":              "#hashtag and # no heading",
		"## Head ##\ntext":                       "Head\n\ntext",
		"`` a ` b `` and `c":                     "a ` b and `c",
		"a < b > c, <3, <a@b.example>":           "a < b > c, <3, a@b.example",
		"one  \ntwo\\\nthree\nfour":              "one\ntwo\nthree four",
		"* * *\na\n\n---\n\nb":                   "a\n\nb",
		"1. one\n2. two\n\n10) ten":              "one\ntwo\n\nten",
		"~~~\n```\nx\n~~~\ny":                    "```\nx\n\ny",
		"A &lt;b&gt; \\&amp; \\\\ &nosuch;":      "A <b> & \\ &nosuch;",
		"---\nno front matter here":              "no front matter here",
		"+++ not a list":                         "+++ not a list",
		"a\r\nb\rc\n\r\nd":                       "a b c\n\nd",
		"[![image](a.png)](b) after":             "after",
		"X [**@a**](b) and **c [**d**](e) f**":   "X @a and c d f",
		"e\u0301 👨‍👩‍👧‍👦 **\u0440\u0430\u0437**": "e\u0301 👨‍👩‍👧‍👦 раз",
	} {
		if got := read(t, intake.Markdown, text).Text; got != want {
			t.Errorf("%q gives %q, want %q", text, got, want)
		}
	}
}

// Real Markdown of government pages leaves no marks behind, and every word of it
// stays.
func TestRealMarkdown(t *testing.T) {
	texts := advisories(t)
	marks := regexp.MustCompile(`\*\*\w|\w\*\*|\]\(http|(?m)^#{1,6} |^> `)
	target := regexp.MustCompile(`\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)`)
	word := regexp.MustCompile(`\b[A-Za-z]{5,}\b`)
	left, words, lost := 0, 0, 0
	for i := 0; i < len(texts); i += 5 {
		text := texts[i]
		got := read(t, intake.Markdown, text).Text
		left += len(marks.FindAllString(got, -1))
		for _, word := range word.FindAllString(target.ReplaceAllString(text, "]"), -1) {
			words++
			if !strings.Contains(got, word) {
				lost++
			}
		}
	}
	if len(texts) == 0 || words == 0 {
		t.Fatal("nothing was read")
	}
	t.Logf("%d texts, %d words, %d lost, %d marks left", len(texts), words, lost, left)
	// What is left was escaped, or stands where CommonMark leaves it as well.
	if left > 3 || lost > 0 {
		t.Errorf("%d marks are left in %d texts, %d of %d words are lost", left, len(texts), lost, words)
	}
}

func advisories(t *testing.T) (texts []string) {
	for line := range bytes.Lines(material.Read(t, "data/revision_pairs.jsonl.gz")) {
		var pair struct{ After string }
		if err := json.Unmarshal(line, &pair); err != nil {
			t.Fatal(err)
		}
		texts = append(texts, pair.After)
	}
	return texts
}
