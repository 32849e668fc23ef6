package xlsx

import (
	"fmt"
	"net/url"
	"strings"
)

// links are the links of a sheet, which stand behind its rows: each address once,
// and the cells that lead there.
type links struct {
	ids       map[string]int
	addresses []string
	cells     strings.Builder
	count     int
}

// maxAddress is the longest address that Excel follows.
const maxAddress = 2_079

// link notes a link and gives the format of its cell.
func (s *Sheet) link(at, address string) (style int) {
	target, ok := linkable(address)
	if !ok {
		return stylePlain
	}
	if s.links.count == MaxLinks {
		s.Unlinked++
		return stylePlain
	}
	s.links.add(at, target)
	return styleLink
}

func (l *links) add(at, target string) {
	id := l.ids[target]
	if id == 0 {
		l.addresses = append(l.addresses, target)
		id = len(l.addresses)
		l.ids[target] = id
	}
	l.count++
	fmt.Fprintf(&l.cells, `<hyperlink ref="%s" r:id="rId%d"/>`, at, id)
}

// linkable gives an address as Excel takes it: absolute, of the web, in ASCII.
func linkable(address string) (string, bool) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return "", false
	}
	target := u.String()
	for _, r := range target {
		if r <= ' ' || r > '~' {
			return "", false
		}
	}
	return target, len(target) <= maxAddress
}

func (l *links) xml() string {
	if l.count == 0 {
		return ""
	}
	return "<hyperlinks>" + l.cells.String() + "</hyperlinks>"
}

func (l *links) targets() string {
	var list strings.Builder
	for i, address := range l.addresses {
		fmt.Fprintf(&list, `<Relationship Id="rId%d" Type="%s/hyperlink" Target="%s" TargetMode="External"/>`, i+1, linkSpace, markup.Replace(address))
	}
	return xmlHead + `<Relationships xmlns="` + packageSpace + `">` + list.String() + `</Relationships>`
}
