package api

import (
	"encoding/json"
	"net/http"

	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/ledger"
)

// ListParties answers GET /v1/parties.
func (s *Server) ListParties(c *gin.Context, p oas.ListPartiesParams) {
	l := listing{limit: p.Limit, cursor: p.Cursor, sort: value(p.Sort), fields: texts(p.Fields), retracted: value(p.Retracted)}
	list(s, c, l, ledger.Party.Key, func(r *ledger.Reader, page ledger.Page) ([]ledger.Party, error) {
		filter := ledger.PartyFilter{Kinds: texts(p.Kind), Name: value(p.Name), Q: value(p.Q)}
		var err error
		filter.Identifier, err = identifier(p.Identifier)
		if err != nil {
			return nil, err
		}
		return r.Parties(filter, page)
	})
}

// CreateParty answers POST to the same path.
func (s *Server) CreateParty(c *gin.Context, _ oas.CreatePartyParams) {
	create(s, c, func(v ledger.Party) string { return "/v1/parties/" + v.ID.String() }, (*ledger.Writer).CreateParty)
}

// GetParty answers GET of one.
func (s *Server) GetParty(c *gin.Context, party oas.PartyPath, p oas.GetPartyParams) {
	get(s, c, p.Fields, func(r *ledger.Reader) (ledger.Party, error) { return r.Party(party) })
}

// UpdateParty answers PATCH of one.
func (s *Server) UpdateParty(c *gin.Context, party oas.PartyPath, _ oas.UpdatePartyParams) {
	update(s, c, func(w *ledger.Writer, expect ledger.Expect, patch ledger.Patch[ledger.PartyFields]) (ledger.Party, error) {
		return w.UpdateParty(party, expect, patch)
	})
}

// RetractParty answers POST …/retract.
func (s *Server) RetractParty(c *gin.Context, party oas.PartyPath, _ oas.RetractPartyParams) {
	act(s, c, func(w *ledger.Writer, reason string) (ledger.Party, error) { return w.RetractParty(party, reason) })
}

// MergeParty answers POST /v1/parties/{party}/merge with the party that remains.
func (s *Server) MergeParty(c *gin.Context, party oas.PartyPath, _ oas.MergePartyParams) {
	var in struct{ Into string }
	if err := json.Unmarshal(body(c), &in); err != nil {
		fail(c, badRequest(err))
		return
	}
	run := func(w *ledger.Writer) (ledger.Party, error) { return w.MergeParty(party, in.Into) }
	write(s, c, run, func(v ledger.Party) { show(c, http.StatusOK, v, nil) })
}
