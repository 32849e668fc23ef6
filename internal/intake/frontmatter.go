package intake

import (
	"regexp"
	"strings"
)

// longestFrontMatter is in bytes.
const longestFrontMatter = 16_000

// frontMatter parts a Markdown file from the properties that stand before it
// between two lines of dashes, as clippers and site generators write them. Only
// what such tools write is read, a text or a list of texts for each name; other
// YAML says nothing.
func frontMatter(text string) (properties map[string]string, rest string) {
	head, found := strings.CutPrefix(text, "---\n")
	end := strings.Index(head[:min(len(head), longestFrontMatter)], "\n---\n")
	if !found || end < 0 {
		return nil, text
	}
	properties = map[string]string{}
	name := ""
	for row := range strings.SplitSeq(head[:end], "\n") {
		if m := property.FindStringSubmatch(row); m != nil {
			name = strings.ToLower(m[1])
			properties[name] = scalar(m[2])
		} else if entry, isEntry := strings.CutPrefix(strings.TrimSpace(row), "- "); isEntry && name != "" {
			properties[name] = strings.TrimPrefix(properties[name]+", "+scalar(entry), ", ")
		}
	}
	return properties, head[end+len("\n---\n"):]
}

var property = regexp.MustCompile(`^([A-Za-z_][\w-]*):(?:\s+(.*))?$`)

// scalar takes quotation marks and the brackets of wiki links off a value.
func scalar(v string) string {
	v = strings.TrimSpace(v)
	for _, pair := range []string{`""`, "''", "[]", `""`} {
		for len(v) > 1 && v[0] == pair[0] && v[len(v)-1] == pair[1] {
			v = strings.TrimSpace(v[1 : len(v)-1])
		}
	}
	return v
}
