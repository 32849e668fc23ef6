package api

import (
	"errors"
	"slices"

	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/ledger"
	"parley/internal/search"
)

// hitsOfPage is how many hits a page has unless asked otherwise: each shows more
// than a row of a list.
const hitsOfPage = 20

// Search answers GET /v1/search.
func (s *Server) Search(c *gin.Context, p oas.SearchParams) {
	l := listing{limit: p.Limit, cursor: p.Cursor, fields: texts(p.Fields), retracted: value(p.Retracted)}
	if l.limit == nil {
		l.limit = new(int64(hitsOfPage))
	}
	query, err := search.Parse(p.Q)
	if err != nil {
		fail(c, badQuery(err))
		return
	}
	list(s, c, l, ledger.Hit.Key, func(r *ledger.Reader, page ledger.Page) ([]ledger.Hit, error) {
		filter, err := searchFilter(r, p)
		if err != nil {
			return nil, err
		}
		filter.Retracted = page.Retracted
		hits, err := r.Search(query, filter, page)
		for i := range hits {
			hits[i].Link = pathsOf[hits[i].Kind] + hits[i].ID.String()
		}
		return hits, err
	})
}

// badQuery says what of the parameter q cannot be read.
func badQuery(err error) error {
	if errors.As(err, new(*search.SyntaxError)) {
		return badParameter("q", "query", err.Error())
	}
	return err
}

// pathsOf are where what was found is read.
var pathsOf = map[ledger.Kind]string{
	ledger.KindOfParty:    "/v1/parties/",
	ledger.KindOfIssue:    "/v1/issues/",
	ledger.KindOfPosition: "/v1/positions/",
	ledger.KindOfPassage:  "/v1/passages/",
	ledger.KindOfArticle:  "/v1/articles/",
}

func searchFilter(r *ledger.Reader, p oas.SearchParams) (ledger.SearchFilter, error) {
	switch {
	case yes(p.Subtree) && p.Issue == nil:
		return ledger.SearchFilter{}, errSubtreeAlone
	case p.From != nil && p.To != nil && p.To.Before(p.From.Time):
		return ledger.SearchFilter{}, badParameter("from", "order", "from is after to; turn them round")
	}
	q := asked{Reader: r}
	f := ledger.SearchFilter{
		Negotiations: q.ids(ledger.KindOfNegotiation, "negotiation", p.Negotiation),
		Issues:       q.ids(ledger.KindOfIssue, "issue", p.Issue),
		Parties:      q.ids(ledger.KindOfParty, "party", p.Party),
		Publishers:   texts(p.Publisher),
		Languages:    texts(p.Language),
		Statuses:     searchedStatuses(texts(p.Status)),
		From:         day(p.From),
		Until:        day(p.To),
		Match:        match(p.Match),
	}
	for _, kind := range texts(p.Kind) {
		f.Kinds = append(f.Kinds, ledger.Kind(kind))
	}
	if p.Subtree != nil && *p.Subtree {
		f.Issues = q.withSubtrees(f.Issues)
	}
	return f, q.err
}

// searchedStatuses is nil where nothing is said of statuses.
func searchedStatuses(given []string) []string {
	if slices.Contains(given, "any") {
		return []string{ledger.StatusProposed, ledger.StatusAccepted, ledger.StatusRejected, ledger.StatusRetracted}
	}
	return given
}
