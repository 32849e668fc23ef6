package api

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/ledger"
)

// ListTransactions answers GET /v1/transactions.
func (s *Server) ListTransactions(c *gin.Context, p oas.ListTransactionsParams) {
	l := listing{limit: p.Limit, cursor: p.Cursor, sort: value(p.Sort), fields: texts(p.Fields)}
	list(s, c, l, ledger.Transaction.Key, func(r *ledger.Reader, page ledger.Page) ([]ledger.Transaction, error) {
		filter := ledger.TransactionFilter{Actors: texts(p.Actor), Kinds: texts(p.Kind)}
		if p.Resource != nil {
			filter.Resource = *p.Resource
		}
		return r.Transactions(filter, page)
	})
}

// GetHead answers GET /v1/transactions/head with the newest number and its hash.
func (s *Server) GetHead(c *gin.Context, _ oas.GetHeadParams) {
	r, err := s.ledger.Read(c.Request.Context(), workspace(c))
	if err != nil {
		fail(c, err)
		return
	}
	head, err := r.Head()
	if err != nil {
		fail(c, err)
		return
	}
	show(c, http.StatusOK, head, nil)
}

// GetTransaction answers GET of one, with what it changed.
func (s *Server) GetTransaction(c *gin.Context, number oas.NumberPath, p oas.GetTransactionParams) {
	get(s, c, p.Fields, func(r *ledger.Reader) (ledger.Transaction, error) { return r.Transaction(number) })
}
