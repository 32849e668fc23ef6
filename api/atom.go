package api

import (
	"crypto/sha1"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"parley/api/oas"
	"parley/internal/atom"
	"parley/internal/ledger"
)

// GetAtomFeed answers GET /v1/feed.atom: the positions of a negotiation, a party
// or an issue, last changed first, for feed readers.
func (s *Server) GetAtomFeed(c *gin.Context, p oas.GetAtomFeedParams) {
	if p.Negotiation == nil && p.Party == nil && p.Issue == nil {
		fail(c, badParameter("negotiation", "required", "say what the feed is about: a negotiation, a party or an issue"))
		return
	}
	l := listing{limit: p.Limit, cursor: p.Cursor, sort: string(ledger.SortChangedDesc)}
	page, from, err := l.page(c)
	if err != nil {
		fail(c, err)
		return
	}
	r, err := s.readAt(c, clocks{}, from)
	if err != nil {
		fail(c, err)
		return
	}
	f := atomPage{Reader: r, base: s.base(c), self: c.Request.URL, size: l.size()}
	doc, err := f.read(p, page, func(v ledger.Position) (string, error) {
		at := r.Clock().KnownAt.Number
		return writeCursor(c, cursor{Key: ledger.Key{Value: v.Number, ID: v.ID}, At: &at})
	})
	if err != nil {
		fail(c, err)
		return
	}
	showAtom(c, doc)
}

// base is where clients reach the API.
func (s *Server) base(c *gin.Context) string {
	if s.options.PublicURL != "" {
		return strings.TrimSuffix(s.options.PublicURL, "/")
	}
	scheme := "http://"
	if c.Request.TLS != nil {
		scheme = "https://"
	}
	return scheme + c.Request.Host
}

// showAtom answers with a feed, or with 304 where the reader has it already. Only
// the tag tells: what an entry shows changes with a party, an issue and an article
// too, so no time of the entries is that of the document.
func showAtom(c *gin.Context, doc atom.Feed) {
	body, err := atom.Document(doc)
	if err != nil {
		fail(c, err)
		return
	}
	tag := etag(0, body)
	c.Header("ETag", tag)
	if matches(c.GetHeader("If-None-Match"), tag) {
		c.Status(http.StatusNotModified)
		return
	}
	c.Data(http.StatusOK, atom.ContentType, body)
}

// atomPage reads a page of the feed.
type atomPage struct {
	*ledger.Reader
	base string
	self *url.URL
	size int
}

func (f atomPage) read(p oas.GetAtomFeedParams, page ledger.Page, cursorAfter func(ledger.Position) (string, error)) (atom.Feed, error) {
	q := asked{Reader: f.Reader}
	filter := ledger.PositionFilter{
		Negotiations: q.ids(ledger.KindOfNegotiation, "negotiation", p.Negotiation),
		Parties:      q.ids(ledger.KindOfParty, "party", p.Party),
		Issues:       q.ids(ledger.KindOfIssue, "issue", p.Issue),
		Statuses:     []string{ledger.StatusAccepted, ledger.StatusRetracted},
	}
	if q.err != nil {
		return atom.Feed{}, q.err
	}
	doc, err := f.about(filter)
	if err != nil {
		return doc, err
	}
	list, err := f.Positions(filter, page)
	if err != nil {
		return doc, err
	}
	if len(list) > f.size {
		list = list[:f.size]
		next, err := cursorAfter(list[len(list)-1])
		if err != nil {
			return doc, err
		}
		doc.Links = append(doc.Links, f.link("next", next))
	}
	doc.Entries, err = f.entries(list)
	for i, e := range doc.Entries {
		if i == 0 || e.Updated.After(doc.Updated) {
			doc.Updated = e.Updated
		}
	}
	return doc, err
}

// about says what the feed is. Its id is derived from the ids it is filtered by,
// so it is the same for ever, by whatever slug they were named.
func (f atomPage) about(filter ledger.PositionFilter) (atom.Feed, error) {
	var names []string
	var oldest time.Time
	add := func(name string, recorded time.Time) {
		names = append(names, name)
		if recorded.After(oldest) {
			oldest = recorded
		}
	}
	for _, id := range filter.Negotiations {
		v, err := f.Negotiation(id.String())
		if err != nil {
			return atom.Feed{}, err
		}
		add(v.Name, v.RecordedAt)
	}
	for _, id := range filter.Parties {
		v, err := f.Party(id.String())
		if err != nil {
			return atom.Feed{}, err
		}
		add(v.Name, v.RecordedAt)
	}
	for _, id := range filter.Issues {
		v, err := f.Issue(id.String())
		if err != nil {
			return atom.Feed{}, err
		}
		add(v.Question, v.RecordedAt)
	}
	return atom.Feed{ID: feedID(filter), Title: "Positions: " + strings.Join(names, " · "), Updated: oldest,
		Author: atom.Person{Name: "Parley"}, Links: []atom.Link{f.link("self", f.self.Query().Get("cursor")), f.link("first", "")}}, nil
}

func feedID(filter ledger.PositionFilter) string {
	name := ""
	for _, ids := range [][]uuid.UUID{filter.Negotiations, filter.Parties, filter.Issues} {
		var list []string
		for _, id := range ids {
			list = append(list, id.String())
		}
		slices.Sort(list)
		name += strings.Join(list, ",") + ";"
	}
	return "urn:uuid:" + uuid.NewHash(sha1.New(), uuid.NameSpaceURL, []byte("urn:parley:atom:"+name), 5).String()
}

func (f atomPage) link(rel, cursor string) atom.Link {
	query := f.self.Query()
	query.Del("cursor")
	if cursor != "" {
		query.Set("cursor", cursor)
	}
	return atom.Link{Rel: rel, Type: "application/atom+xml", Href: f.base + target(f.self.Path, query)}
}
