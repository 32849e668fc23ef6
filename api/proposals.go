package api

import (
	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/ledger"
)

// ListProposals answers GET /v1/proposals.
func (s *Server) ListProposals(c *gin.Context, p oas.ListProposalsParams) {
	l := listing{limit: p.Limit, cursor: p.Cursor, sort: value(p.Sort), fields: texts(p.Fields), retracted: value(p.Retracted)}
	list(s, c, l, ledger.Proposal.Key, func(r *ledger.Reader, page ledger.Page) ([]ledger.Proposal, error) {
		q := asked{Reader: r}
		filter := ledger.ProposalFilter{
			Negotiations: q.ids(ledger.KindOfNegotiation, "negotiation", p.Negotiation),
			Authors:      q.ids(ledger.KindOfParty, "author", p.Author),
			Issues:       q.ids(ledger.KindOfIssue, "issue", p.Issue),
			Q:            value(p.Q),
		}
		if q.err != nil {
			return nil, q.err
		}
		return r.Proposals(filter, page)
	})
}

// CreateProposal answers POST to the same path.
func (s *Server) CreateProposal(c *gin.Context, _ oas.CreateProposalParams) {
	create(s, c, func(v ledger.Proposal) string { return "/v1/proposals/" + v.ID.String() }, (*ledger.Writer).CreateProposal)
}

// GetProposal answers GET of one.
func (s *Server) GetProposal(c *gin.Context, proposal oas.ProposalPath, p oas.GetProposalParams) {
	get(s, c, p.Fields, func(r *ledger.Reader) (ledger.Proposal, error) { return r.Proposal(proposal) })
}

// UpdateProposal answers PATCH of one.
func (s *Server) UpdateProposal(c *gin.Context, proposal oas.ProposalPath, _ oas.UpdateProposalParams) {
	update(s, c, func(w *ledger.Writer, expect ledger.Expect, patch ledger.Patch[ledger.ProposalFields]) (ledger.Proposal, error) {
		return w.UpdateProposal(proposal, expect, patch)
	})
}

// RetractProposal answers POST …/retract.
func (s *Server) RetractProposal(c *gin.Context, proposal oas.ProposalPath, _ oas.RetractProposalParams) {
	act(s, c, func(w *ledger.Writer, reason string) (ledger.Proposal, error) {
		return w.RetractProposal(proposal, reason)
	})
}
