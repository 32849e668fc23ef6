package api

import (
	"bytes"
	"encoding/json"
	"net/http"

	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/draft"
	"parley/internal/ledger"
)

// suggestionRequest asks for suggestions, or brings some.
type suggestionRequest struct {
	Negotiation *string
	From, Limit *int64
	Suggester   *string
	Items       []ledger.PositionInput
}

// SuggestPositions answers POST /v1/articles/{article}/suggestions: what the text
// may state or, when items are brought, what became of them.
func (s *Server) SuggestPositions(c *gin.Context, article oas.ArticlePath, _ oas.SuggestPositionsParams) {
	var in suggestionRequest
	if raw := body(c); len(raw) > 0 {
		if err := json.Unmarshal(raw, &in); err != nil {
			fail(c, unreadable(err))
			return
		}
	}
	if err := in.check(); err != nil {
		fail(c, err)
		return
	}
	if in.Items == nil {
		s.drafts(c, article, in)
		return
	}
	s.suggested(c, article, in)
}

// check refuses members that belong to the other use of the operation.
func (in suggestionRequest) check() error {
	var faults []ledger.Fault
	add := func(pointer, code, detail string) {
		faults = append(faults, ledger.Fault{Pointer: pointer, Code: code, Detail: detail})
	}
	bringing := in.Items != nil
	if bringing && in.Suggester == nil {
		add("/suggester", "required", "say who or what suggests the items: a model, a script, a person")
	}
	if !bringing && in.Suggester != nil {
		add("/suggester", "choice", "a suggester brings items; leave it out to get the suggestions of the rules")
	}
	for pointer, given := range map[string]bool{"/negotiation": in.Negotiation != nil, "/from": in.From != nil, "/limit": in.Limit != nil} {
		if bringing && given {
			add(pointer, "choice", "this chooses among the suggestions of the rules; leave it out when you bring items")
		}
	}
	if faults == nil {
		return nil
	}
	return &ledger.Error{Kind: ledger.KindInvalid, Detail: "the request breaks a rule and changed nothing", Faults: faults}
}

// drafts answers with the suggestions of the rules. They record nothing, yet a
// key makes a repeated request get the first answer again.
func (s *Server) drafts(c *gin.Context, article string, in suggestionRequest) {
	leave, err := s.views.enter(c.Request.Context(), holderOf(c))
	if err != nil {
		fail(c, err)
		return
	}
	defer leave()
	v, err := s.readDrafts(c, article, in)
	if err == nil && once(c) != nil {
		v, err = ledger.Write(c.Request.Context(), s.ledger, s.caller(c), func(*ledger.Writer) (draft.Suggestions, error) { return v, nil })
	}
	if err != nil {
		fail(c, err)
		return
	}
	var answer bytes.Buffer
	if err := writeJSON(&answer, v); err != nil {
		fail(c, err)
		return
	}
	c.Data(http.StatusOK, jsonType, answer.Bytes())
}

func (s *Server) readDrafts(c *gin.Context, article string, in suggestionRequest) (draft.Suggestions, error) {
	r, err := s.readAt(c, clocks{}, nil)
	if err != nil {
		return draft.Suggestions{}, err
	}
	q := draft.Asked{Article: article, Negotiation: value(in.Negotiation), Limit: draft.DefaultLimit}
	if in.From != nil {
		q.From = *in.From
	}
	if in.Limit != nil {
		q.Limit = *in.Limit
	}
	return draft.Read(r, q)
}

// suggested records the items that were brought, as proposed positions.
func (s *Server) suggested(c *gin.Context, article string, in suggestionRequest) {
	by := s.caller(c)
	if by.Reason == nil {
		by.Reason = new("Suggested by " + *in.Suggester)
	}
	v, err := ledger.Write(c.Request.Context(), s.ledger, by, func(w *ledger.Writer) (ledger.SuggestedItems, error) {
		return w.SuggestPositions(article, *in.Suggester, in.Items)
	})
	if err != nil {
		fail(c, err)
		return
	}
	show(c, http.StatusCreated, v, nil)
}
