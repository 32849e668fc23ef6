package api

import (
	"bytes"
	"encoding/json"
	"net/http"

	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/feed"
	"parley/internal/ledger"
)

const defaultFeedLimit = 100

// GetFeed answers GET /v1/feed.
func (s *Server) GetFeed(c *gin.Context, p oas.GetFeedParams) {
	f := following{p.Negotiation, p.Party, p.Issue, p.Kind}
	limit := defaultFeedLimit
	if p.Limit != nil {
		limit = int(*p.Limit)
	}
	page, _, err := s.feed(c, f, p.After, limit)
	if err != nil {
		fail(c, err)
		return
	}
	body, err := feedBody(page)
	if err != nil {
		fail(c, err)
		return
	}
	c.Data(http.StatusOK, jsonType, body)
}

// feed reads a page for the first time, when names are still to be looked up.
func (s *Server) feed(c *gin.Context, f following, after *string, limit int) (feed.Page, feed.Filter, error) {
	from, err := place(after)
	if err != nil {
		return feed.Page{}, feed.Filter{}, err
	}
	r, err := s.ledger.Read(c.Request.Context(), workspace(c))
	if err != nil {
		return feed.Page{}, feed.Filter{}, err
	}
	filter, err := f.filter(r)
	if err != nil {
		return feed.Page{}, feed.Filter{}, err
	}
	page, err := feed.Read(r, from, filter, limit)
	return page, filter, err
}

// following is what a follower asks to be told of.
type following struct {
	negotiation *oas.FeedNegotiation
	party       *oas.FeedParty
	issue       *oas.FeedIssue
	kind        *oas.FeedKind
}

func (f following) filter(r *ledger.Reader) (feed.Filter, error) {
	q := asked{Reader: r}
	filter := feed.Filter{
		Negotiations: q.ids(ledger.KindOfNegotiation, "negotiation", f.negotiation),
		Parties:      q.ids(ledger.KindOfParty, "party", f.party),
		Issues:       q.ids(ledger.KindOfIssue, "issue", f.issue),
		Kinds:        texts(f.kind),
	}
	return filter, q.err
}

// place reads where to go on from; without it, the beginning.
func place(text *string) (ledger.Place, error) {
	if text == nil {
		return ledger.Through(0), nil
	}
	p, err := ledger.ParsePlace(*text)
	if err != nil {
		return p, badParameter("after", "format", "take next_after or the id of an event as it is, or 0 to begin")
	}
	return p, nil
}

// feedBody is the page as JSON; put together by hand like a list (pageBody).
func feedBody(page feed.Page) ([]byte, error) {
	b := bytes.NewBufferString(`{"items":[`)
	for i, e := range page.Events {
		item, err := e.JSON()
		if err != nil {
			return nil, err
		}
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(item)
	}
	rest, err := json.Marshal(feedEnd{page.Next, page.More, page.Head})
	b.WriteString(`],`)
	b.Write(rest[1:])
	b.WriteByte('\n')
	return b.Bytes(), err
}

// feedEnd is what a page says behind its events.
type feedEnd struct {
	NextAfter ledger.Place  `json:"next_after"`
	More      bool          `json:"more"`
	Head      ledger.Moment `json:"head"`
}
