package main

import (
	"context"
	"database/sql"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"
)

// plainServer is what one writes by hand in an afternoon: prepared SQL over
// typed columns, structs, encoding/json. It validates nothing and keeps no
// history; the answers have the content of the product's.
type plainServer struct {
	*plainDB
	statements sync.Map
}

func newPlain(p *plainDB) http.Handler {
	s := &plainServer{plainDB: p}
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	e.GET("/v1/positions", s.page)
	e.GET("/v1/positions/:id", s.one)
	e.GET("/v1/search", s.search)
	e.GET("/v1/history", s.history)
	e.GET("/v1/exports/position-history.csv", s.csv)
	e.POST("/v1/positions", s.create)
	return e
}

func (s *plainServer) query(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	kept, ok := s.statements.Load(text)
	if !ok {
		made, err := s.read.Prepare(text)
		if err != nil {
			return nil, err
		}
		kept, _ = s.statements.LoadOrStore(text, made)
	}
	return kept.(*sql.Stmt).QueryContext(ctx, args...)
}

var (
	positionColumns = columnsOf(plainPosition{}, "p.")
	partyColumns    = columnsOf(plainParty{}, "a.")
	issueColumns    = columnsOf(plainIssue{}, "i.")
	evidenceColumns = columnsOf(plainEvidence{}, "e.")
	passageColumns  = columnsOf(plainPassage{}, "s.")
)

func (s *plainServer) page(c *gin.Context) {
	rows, err := s.query(c, "SELECT "+positionColumns+", "+partyColumns+", "+issueColumns+` FROM plain_position p
		JOIN plain_party a ON a.id = p.party JOIN plain_issue i ON i.id = p.issue
		WHERE p.party = $1 AND p.status = 'accepted' ORDER BY p.stated_earliest DESC, p.id DESC LIMIT 51`, c.Query("party"))
	if err != nil {
		c.AbortWithError(500, err)
		return
	}
	defer rows.Close()
	list := []*plainPosition{}
	for rows.Next() {
		p, a, i := &plainPosition{}, &plainParty{}, &plainIssue{}
		if err := rows.Scan(append(append(p.targets(), a.targets()...), i.targets()...)...); err != nil {
			c.AbortWithError(500, err)
			return
		}
		p.Party, p.Issue = a, i
		list = append(list, p)
	}
	answer := gin.H{"next_cursor": nil}
	if len(list) > 50 {
		list = list[:50]
		answer["next_cursor"] = list[49].Stated + list[49].ID
	}
	if err := s.evidence(c, list); err != nil {
		c.AbortWithError(500, err)
		return
	}
	answer["items"] = list
	c.JSON(http.StatusOK, answer)
}

// evidence fills in the evidence of some positions with one query.
func (s *plainServer) evidence(ctx context.Context, list []*plainPosition) error {
	if len(list) == 0 {
		return nil
	}
	marks, args, at := make([]string, len(list)), make([]any, len(list)), map[string]*plainPosition{}
	for i, p := range list {
		marks[i], args[i], at[p.ID] = "$"+strconv.Itoa(i+1), p.ID, p
		p.Evidence = []plainEvidence{}
	}
	rows, err := s.query(ctx, "SELECT "+evidenceColumns+", "+passageColumns+` FROM plain_evidence e
		JOIN plain_passage s ON s.id = e.passage WHERE e.position IN (`+strings.Join(marks, ", ")+`) ORDER BY e.id`, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var e plainEvidence
		if err := rows.Scan(append(e.targets(), e.Selected.targets()...)...); err != nil {
			return err
		}
		p := at[*e.Position]
		p.Evidence = append(p.Evidence, e)
	}
	return rows.Err()
}

func (s *plainServer) one(c *gin.Context) {
	p := &plainPosition{}
	rows, err := s.query(c, "SELECT "+positionColumns+" FROM plain_position p WHERE p.id = $1", c.Param("id"))
	if err != nil {
		c.AbortWithError(500, err)
		return
	}
	defer rows.Close()
	if !rows.Next() {
		c.AbortWithStatus(404)
		return
	}
	if err := rows.Scan(p.targets()...); err != nil {
		c.AbortWithError(500, err)
		return
	}
	rows.Close()
	p.Party, p.Issue = p.PartyID, p.IssueID
	if err := s.evidence(c, []*plainPosition{p}); err != nil {
		c.AbortWithError(500, err)
		return
	}
	c.JSON(http.StatusOK, p)
}
