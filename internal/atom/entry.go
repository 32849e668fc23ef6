package atom

import (
	"fmt"
	"html"
	"strings"
	"time"

	"parley/internal/ledger"
)

// EntryOf makes an entry of a position whose party, issue, evidence and articles
// are expanded. Updated is when what it shows last changed, actor who did that; base
// is where the API is.
func EntryOf(p ledger.Position, updated time.Time, actor, base string) Entry {
	self := base + "/v1/positions/" + p.ID.String()
	e := Entry{ID: "urn:uuid:" + p.ID.String(), Title: title(p), Published: p.RecordedAt, Updated: updated,
		Author: Person{actor}, Summary: p.Summary, Content: Text{"html", content(p)},
		Links: []Link{{Rel: "alternate", Type: "application/json", Href: self}}}
	for _, c := range [][2]string{{"act", p.Act}, {"stance", deref(p.Stance)}, {"status", p.Status}} {
		if c[1] != "" {
			e.Categories = append(e.Categories, Category{"urn:parley:" + c[0], c[1]})
		}
	}
	for _, v := range p.Evidence {
		if a := article(v); a.URL != nil {
			e.Links = append(e.Links, Link{Rel: "related", Href: *a.URL, Title: source(a)})
		}
	}
	return e
}

// title is, for example, "Ukraine: offer · Who withdraws?".
func title(p ledger.Position) string {
	text := fmt.Sprintf("%s: %s · %s", partyName(p), words(p.Act), question(p))
	if p.Retracted != nil {
		return "Retracted: " + text
	}
	return text
}

func partyName(p ledger.Position) string {
	if v, ok := ledger.ShownAs[ledger.Party](p.Party); ok {
		return v.Name
	}
	return p.Party.String()
}

func question(p ledger.Position) string {
	if v, ok := ledger.ShownAs[ledger.Issue](p.Issue); ok {
		return v.Question
	}
	return p.Issue.String()
}

func article(e ledger.Evidence) ledger.Article {
	if v, ok := ledger.ShownAs[ledger.Article](e.Article); ok {
		return *v
	}
	return ledger.Article{}
}

// source names an article by its publisher and title.
func source(a ledger.Article) string {
	return strings.Trim(deref(a.Publisher)+": "+deref(a.Title), ": ")
}

func words(coded string) string { return strings.ReplaceAll(coded, "_", " ") }

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// content is the position with the passages it rests on, as HTML.
func content(p ledger.Position) string {
	var b strings.Builder
	write := func(format string, values ...string) {
		escaped := make([]any, len(values))
		for i, v := range values {
			escaped[i] = html.EscapeString(v)
		}
		fmt.Fprintf(&b, format, escaped...)
	}
	if p.Retracted != nil {
		write("<p><strong>Retracted:</strong> %s</p>", p.Retracted.Reason)
	}
	write("<p>%s</p>", p.Summary)
	write("<p>Stated %s", p.Stated.String())
	if p.Stance != nil {
		write(", %s", words(*p.Stance))
	}
	b.WriteString("</p>")
	for _, c := range p.Conditions {
		write("<p>Condition (%s): %s</p>", words(c.Kind), c.Text)
	}
	for _, e := range p.Evidence {
		if e.Selected != nil {
			write("<blockquote><p>%s</p><p>%s, %s</p></blockquote>", e.Selected.Exact, words(e.Relation), source(article(e)))
		}
	}
	return b.String()
}
