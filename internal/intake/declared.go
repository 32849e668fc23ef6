package intake

import (
	"cmp"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/text/language"
)

// declared is what a page says of itself to machines.
func declared(doc *html.Node, base *url.URL) Found {
	m := marks{named: map[string]string{}, items: map[string]string{}}
	m.collect(doc)
	return Found{
		Title:        line(cmp.Or(m.ld.headline, m.first("og:title", "twitter:title", "dc.title")), longestTitle),
		Byline:       line(cmp.Or(m.ld.author, m.first("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl")), longestByline),
		Publisher:    line(cmp.Or(m.first("og:site_name"), m.ld.publisher, m.first("publisher", "dc.publisher", "application-name")), longestPublisher),
		Published:    firstDate(m.ld.published, m.first("article:published_time"), m.items["datepublished"], m.first("datepublished", "date", "dc.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "pubdate", "publishdate", "publish-date", "parsely-pub-date", "sailthru.date", "article.published", "cxenseparse:recs:publishtime")),
		CanonicalURL: firstAddress(base, m.canonical, m.first("og:url")),
		Language:     firstLanguage(m.language, m.first("content-language"), m.ld.language, m.first("og:locale")),
	}
}

// What the ledger takes at most, in code points; of addresses in bytes.
const (
	longestTitle     = 1000
	longestByline    = 500
	longestPublisher = 300
	longestAddress   = 2048
)

// marks are what the elements of a page declare; of each name the first counts.
type marks struct {
	language, canonical string
	named               map[string]string // meta by name, property or http-equiv
	items               map[string]string // microdata by itemprop
	ld                  linked
}

func (m *marks) collect(n *html.Node) {
	if n.Type == html.ElementNode {
		m.element(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		m.collect(c)
	}
}

func (m *marks) element(n *html.Node) {
	if item := strings.ToLower(attribute(n, "itemprop")); item != "" {
		m.note(m.items, item, cmp.Or(attribute(n, "content"), attribute(n, "datetime")))
	}
	switch n.Data {
	case "html":
		m.language = cmp.Or(attribute(n, "lang"), attribute(n, "xml:lang"))
	case "link":
		if strings.EqualFold(attribute(n, "rel"), "canonical") {
			m.canonical = cmp.Or(m.canonical, attribute(n, "href"))
		}
	case "meta":
		name := cmp.Or(attribute(n, "property"), attribute(n, "name"), attribute(n, "http-equiv"))
		m.note(m.named, strings.ToLower(strings.TrimSpace(name)), attribute(n, "content"))
	case "script":
		if isJSONLD(n) && n.FirstChild != nil {
			m.ld.read(n.FirstChild.Data)
		}
	}
}

func (m *marks) note(into map[string]string, name, value string) {
	if value = strings.TrimSpace(value); value != "" && into[name] == "" {
		into[name] = value
	}
}

func (m *marks) first(names ...string) string {
	for _, name := range names {
		if v := m.named[name]; v != "" && !isLink(v) || name == "og:url" {
			return v
		}
	}
	return ""
}

// isLink tells what names something by its address, as article:author may.
func isLink(v string) bool {
	return strings.HasPrefix(v, "http://") || strings.HasPrefix(v, "https://")
}

func attribute(n *html.Node, name string) string { return attributeOf(n.Attr, name) }

// line is one line of text, or nothing where it would be too long to be what it
// is said to be.
func line(s string, longest int) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == unicode.ReplacementChar {
			return ' '
		}
		return r
	}, s)
	if s = strings.Join(strings.Fields(s), " "); utf8.RuneCountInString(s) > longest {
		return ""
	}
	return s
}

// firstAddress gives the first web address that is of a document: a page that
// names its site's home as its lasting address is mistaken.
func firstAddress(base *url.URL, addresses ...string) string {
	for _, a := range addresses {
		u, err := url.Parse(strings.TrimSpace(a))
		if err != nil || a == "" {
			continue
		}
		if base != nil && base.IsAbs() {
			u = base.ResolveReference(u)
		}
		isHome := strings.Trim(u.Path, "/") == "" && u.RawQuery == ""
		if whole := u.String(); (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && !isHome && len(whole) <= longestAddress && utf8.ValidString(whole) {
			return whole
		}
	}
	return ""
}

// firstLanguage gives the first that is a language, in the form of BCP 47.
func firstLanguage(tags ...string) string {
	for _, tag := range tags {
		tag, _, _ = strings.Cut(tag, ",")
		if t, err := language.Parse(strings.TrimSpace(tag)); err == nil && t != language.Und && len(t.String()) <= 35 {
			return t.String()
		}
	}
	return ""
}

// orElse fills in what is missing with what an extractor found.
func (f Found) orElse(other Found) Found {
	f.Title = cmp.Or(f.Title, line(other.Title, longestTitle))
	f.Byline = cmp.Or(f.Byline, line(other.Byline, longestByline))
	return f
}
