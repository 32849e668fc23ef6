package intake

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// linked is what a page says in JSON-LD by the vocabulary of schema.org.
type linked struct{ headline, author, publisher, published, language string }

func isJSONLD(n *html.Node) bool {
	kind, _, _ := strings.Cut(attribute(n, "type"), ";")
	return n.Data == "script" && strings.EqualFold(strings.TrimSpace(kind), "application/ld+json")
}

// most is how deep and how wide JSON-LD is looked through for an article.
const most = 64

// read takes what the first article in a piece of JSON-LD says. What is no JSON
// says nothing.
func (l *linked) read(text string) {
	var v any
	if json.Unmarshal([]byte(text), &v) != nil {
		return
	}
	l.look(v, 0)
}

func (l *linked) look(v any, depth int) {
	if depth > most {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, one := range v[:min(len(v), most)] {
			l.look(one, depth+1)
		}
	case map[string]any:
		if isArticleType(v["@type"]) {
			l.take(v)
			return
		}
		for _, name := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			l.look(v[name], depth+1)
		}
	}
}

// isArticleType knows Article, NewsArticle, BlogPosting and their kind.
func isArticleType(v any) bool {
	return slices.ContainsFunc(words(v), func(kind string) bool {
		return strings.HasSuffix(kind, "Article") || strings.HasSuffix(kind, "Posting") || strings.HasSuffix(kind, "Report")
	})
}

func (l *linked) take(v map[string]any) {
	l.headline = cmp.Or(l.headline, first(v["headline"]))
	l.author = cmp.Or(l.author, names(v["author"]))
	l.publisher = cmp.Or(l.publisher, names(v["publisher"]))
	l.published = cmp.Or(l.published, first(v["datePublished"]))
	l.language = cmp.Or(l.language, first(v["inLanguage"]))
}

// words are a text or the texts of a list.
func words(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var list []string
		for _, one := range v[:min(len(v), most)] {
			if s, ok := one.(string); ok {
				list = append(list, s)
			}
		}
		return list
	}
	return nil
}

func first(v any) string {
	if list := words(v); len(list) > 0 {
		return html.UnescapeString(list[0]) // many write their JSON like HTML
	}
	return ""
}

// names joins the names of persons or organizations: a text, an object with a
// name, or a list of either.
func names(v any) string {
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	var found []string
	for _, one := range list[:min(len(list), most)] {
		name := first(one)
		if o, ok := one.(map[string]any); ok {
			name = first(o["name"])
		}
		if name = strings.TrimSpace(name); name != "" && !isLink(name) && !slices.Contains(found, name) {
			found = append(found, name)
		}
	}
	return strings.Join(found, ", ")
}
