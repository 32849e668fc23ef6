package api

import (
	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/ledger"
)

// ListMemberships answers GET /v1/parties/{party}/memberships.
func (s *Server) ListMemberships(c *gin.Context, party oas.PartyPath, p oas.ListMembershipsParams) {
	l := listing{limit: p.Limit, cursor: p.Cursor, sort: value(p.Sort), fields: texts(p.Fields), retracted: value(p.Retracted)}
	list(s, c, l, ledger.Membership.Key, func(r *ledger.Reader, page ledger.Page) ([]ledger.Membership, error) {
		q := asked{Reader: r}
		id := q.one(ledger.KindOfParty, party)
		if q.err != nil {
			return nil, q.err
		}
		filter := ledger.MembershipFilter{Member: id}
		if value(p.Direction) == "members" {
			filter = ledger.MembershipFilter{Group: id}
		}
		return r.Memberships(filter, page)
	})
}

// CreateMembership answers POST to the same path.
func (s *Server) CreateMembership(c *gin.Context, party oas.PartyPath, _ oas.CreateMembershipParams) {
	create(s, c, func(v ledger.Membership) string { return "/v1/parties/" + party + "/memberships/" + v.ID.String() }, func(w *ledger.Writer, in ledger.MembershipFields) (ledger.Membership, error) {
		return w.CreateMembership(party, in)
	})
}

// GetMembership answers GET of one.
func (s *Server) GetMembership(c *gin.Context, party oas.PartyPath, membership oas.MembershipPath, p oas.GetMembershipParams) {
	get(s, c, p.Fields, func(r *ledger.Reader) (ledger.Membership, error) { return r.Membership(party, membership) })
}

// UpdateMembership answers PATCH of one.
func (s *Server) UpdateMembership(c *gin.Context, party oas.PartyPath, membership oas.MembershipPath, _ oas.UpdateMembershipParams) {
	update(s, c, func(w *ledger.Writer, expect ledger.Expect, patch ledger.Patch[ledger.MembershipFields]) (ledger.Membership, error) {
		return w.UpdateMembership(party, membership, expect, patch)
	})
}

// RetractMembership answers POST …/retract.
func (s *Server) RetractMembership(c *gin.Context, party oas.PartyPath, membership oas.MembershipPath, _ oas.RetractMembershipParams) {
	act(s, c, func(w *ledger.Writer, reason string) (ledger.Membership, error) {
		return w.RetractMembership(party, membership, reason)
	})
}
