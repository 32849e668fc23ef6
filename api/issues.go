package api

import (
	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/ledger"
)

// ListIssues answers GET /v1/issues.
func (s *Server) ListIssues(c *gin.Context, p oas.ListIssuesParams) {
	l := listing{limit: p.Limit, cursor: p.Cursor, sort: value(p.Sort), fields: texts(p.Fields), retracted: value(p.Retracted)}
	list(s, c, l, ledger.Issue.Key, func(r *ledger.Reader, page ledger.Page) ([]ledger.Issue, error) {
		q := asked{Reader: r}
		filter := ledger.IssueFilter{Negotiations: q.ids(ledger.KindOfNegotiation, "negotiation", p.Negotiation), Q: value(p.Q)}
		for _, parent := range texts(p.Parent) {
			if parent == "none" {
				filter.Roots = true
				continue
			}
			filter.Parents = append(filter.Parents, q.ids(ledger.KindOfIssue, "parent", &[]string{parent})...)
		}
		if q.err != nil {
			return nil, q.err
		}
		return r.Issues(filter, page)
	})
}

// CreateIssue answers POST to the same path.
func (s *Server) CreateIssue(c *gin.Context, _ oas.CreateIssueParams) {
	create(s, c, func(v ledger.Issue) string { return "/v1/issues/" + v.ID.String() }, (*ledger.Writer).CreateIssue)
}

// GetIssue answers GET of one.
func (s *Server) GetIssue(c *gin.Context, issue oas.IssuePath, p oas.GetIssueParams) {
	get(s, c, p.Fields, func(r *ledger.Reader) (ledger.Issue, error) { return r.Issue(issue) })
}

// UpdateIssue answers PATCH of one.
func (s *Server) UpdateIssue(c *gin.Context, issue oas.IssuePath, _ oas.UpdateIssueParams) {
	update(s, c, func(w *ledger.Writer, expect ledger.Expect, patch ledger.Patch[ledger.IssueFields]) (ledger.Issue, error) {
		return w.UpdateIssue(issue, expect, patch)
	})
}

// RetractIssue answers POST …/retract.
func (s *Server) RetractIssue(c *gin.Context, issue oas.IssuePath, _ oas.RetractIssueParams) {
	act(s, c, func(w *ledger.Writer, reason string) (ledger.Issue, error) { return w.RetractIssue(issue, reason) })
}
