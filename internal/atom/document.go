package atom

import (
	"encoding/xml"
	"time"
)

// ContentType is the media type of a feed.
const ContentType = "application/atom+xml; charset=utf-8"

// Feed is a page of a feed. IDs are URIs that never change; Updated is when
// anything in it last changed.
type Feed struct {
	XMLName xml.Name  `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string    `xml:"id"`
	Title   string    `xml:"title"`
	Updated time.Time `xml:"updated"`
	Author  Person    `xml:"author"`
	Links   []Link    `xml:"link"`
	Entries []Entry   `xml:"entry"`
}

// Entry is one position as it is now.
type Entry struct {
	ID         string     `xml:"id"`
	Title      string     `xml:"title"`
	Published  time.Time  `xml:"published"`
	Updated    time.Time  `xml:"updated"`
	Author     Person     `xml:"author"`
	Links      []Link     `xml:"link"`
	Categories []Category `xml:"category"`
	Summary    string     `xml:"summary"`
	Content    Text       `xml:"content"`
}

// Person is who wrote something.
type Person struct {
	Name string `xml:"name"`
}

// Link leads from a feed or an entry to something.
type Link struct {
	Rel   string `xml:"rel,attr"`
	Type  string `xml:"type,attr,omitempty"`
	Href  string `xml:"href,attr"`
	Title string `xml:"title,attr,omitempty"`
}

// Category is a value of a scheme, such as an act.
type Category struct {
	Scheme string `xml:"scheme,attr"`
	Term   string `xml:"term,attr"`
}

// Text is HTML, escaped.
type Text struct {
	Type string `xml:"type,attr"`
	Body string `xml:",chardata"`
}

// Document is the feed as XML. What XML cannot hold, such as a control character,
// becomes U+FFFD.
func Document(f Feed) ([]byte, error) {
	body, err := xml.Marshal(f)
	return append([]byte(xml.Header), append(body, '\n')...), err
}
