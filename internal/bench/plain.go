package main

import (
	"context"
	"database/sql"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"parley/internal/export"
	"parley/internal/ledger"
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

const historyQuery = `SELECT p.id, p.slug, p.stated_earliest, p.stated_latest, i.id, i.slug, i.question, a.id, a.slug, a.name, p.act, p.stance, p.summary,
	p.conditions, p.terms, p.scale, sp.name, p.stated, p.held_until, p.ended, p.change, p.status, p.confidence, p.recorded_at, p.number,
	e.id, e.quotation, e.attribution, e.source, e.reported_date, s.id, s.exact, s.start, s."end", s.revision, s.state,
	r.id, r.slug, r.publisher, r.title, r.url, r.published
	FROM plain_position p JOIN plain_issue i ON i.id = p.issue JOIN plain_party a ON a.id = p.party
	LEFT JOIN plain_party sp ON sp.id = p.speaker
	LEFT JOIN plain_evidence e ON e.position = p.id AND e.relation = 'supports'
	LEFT JOIN plain_passage s ON s.id = e.passage LEFT JOIN plain_article r ON r.id = e.article
	WHERE p.status = 'accepted'`

// eachRow scans the history into the product's row.
func eachRow(rows *sql.Rows, fn func(ledger.HistoryRow) error) error {
	defer rows.Close()
	for rows.Next() {
		var h ledger.HistoryRow
		var slug, issueSlug, partySlug, stance, speaker, held, change, confidence, ended *string
		var evidence, quotation, attribution, source, reported, passage, quote, state, article, articleSlug, publisher, title, url, published *string
		var conditions, terms, scale []byte
		var earliest, latest int64
		var issue, party string
		err := rows.Scan(&h.PositionID, &slug, &earliest, &latest, &issue, &issueSlug, &h.IssueQuestion, &party, &partySlug, &h.PartyName,
			&h.Act, &stance, &h.Summary, &conditions, &terms, &scale, &speaker, &h.Stated, &held, &ended, &change, &h.Status, &confidence,
			&h.RecordedAt, &h.Number, &evidence, &quotation, &attribution, &source, &reported, &passage, &quote, &h.Start, &h.End,
			&h.Revision, &state, &article, &articleSlug, &publisher, &title, &url, &published)
		if err != nil {
			return err
		}
		h.Position, h.Issue, h.Party, h.Negotiation = or(slug, ""), or(issueSlug, issue), or(partySlug, party), "talks"
		h.Stance, h.Speaker, h.HeldUntil, h.Change, h.Confidence = or(stance, ""), or(speaker, ""), or(held, ""), or(change, ""), or(confidence, "")
		h.StatedEarliest, h.StatedLatest = dayText(earliest), dayText(latest)
		h.EvidenceID, h.Quotation, h.Attribution, h.Source, h.ReportedDate = or(evidence, ""), or(quotation, ""), or(attribution, ""), or(source, ""), or(reported, "")
		h.PassageID, h.Quote, h.PassageState, h.ArticleID, h.Article = or(passage, ""), or(quote, ""), or(state, ""), or(article, ""), or(articleSlug, "")
		h.Publisher, h.Title, h.URL, h.Published = or(publisher, ""), or(title, ""), or(url, ""), or(published, "")
		if err := flatten(&h, conditions, terms, scale); err != nil {
			return err
		}
		if err := fn(h); err != nil {
			return err
		}
	}
	return rows.Err()
}

func dayText(day int64) string { return time.Unix(day*86400, 0).UTC().Format("2006-01-02") }

func or(s *string, other string) string {
	if s == nil {
		return other
	}
	return *s
}

// flatten writes the JSON columns as text.
func flatten(h *ledger.HistoryRow, conditions, terms, scale []byte) error {
	if string(conditions) != "[]" {
		var list []struct{ Kind, Text string }
		if err := json.Unmarshal(conditions, &list); err != nil {
			return err
		}
		for _, v := range list {
			h.Conditions += v.Kind + ": " + v.Text
		}
	}
	if string(terms) != "[]" {
		var list []ledger.Term
		if err := json.Unmarshal(terms, &list); err != nil {
			return err
		}
		for _, v := range list {
			h.Terms += v.String()
		}
	}
	if string(scale) != "null" {
		var v ledger.ScaleValue
		if err := json.Unmarshal(scale, &v); err != nil {
			return err
		}
		h.ScaleValue, h.ScaleLow, h.ScaleHigh = v.Value, v.Low, v.High
	}
	return nil
}

func (s *plainServer) history(c *gin.Context) {
	rows, err := s.query(c, historyQuery+" AND p.issue = $1 AND p.party = $2 ORDER BY p.stated_earliest, p.id, e.id LIMIT 51",
		c.Query("issue"), c.Query("party"))
	if err != nil {
		c.AbortWithError(500, err)
		return
	}
	list := []ledger.HistoryRow{}
	err = eachRow(rows, func(h ledger.HistoryRow) error { list = append(list, h); return nil })
	if err != nil {
		c.AbortWithError(500, err)
		return
	}
	answer := gin.H{"next_cursor": nil}
	if len(list) > 50 {
		list = list[:50]
		answer["next_cursor"] = list[49].Stated + list[49].PositionID
	}
	answer["items"] = list
	c.JSON(http.StatusOK, answer)
}

func (s *plainServer) csv(c *gin.Context) {
	rows, err := s.query(c, historyQuery+" ORDER BY p.stated_earliest, p.id, e.id")
	if err != nil {
		c.AbortWithError(500, err)
		return
	}
	c.Header("Content-Type", "text/csv")
	w := csv.NewWriter(c.Writer)
	w.UseCRLF = true
	err = w.Write(export.Columns())
	if err == nil {
		err = eachRow(rows, func(h ledger.HistoryRow) error { return w.Write(plainCells(h)) })
	}
	w.Flush()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
}

func plainCells(r ledger.HistoryRow) []string {
	number := func(v *float64) string {
		if v == nil {
			return ""
		}
		return strconv.FormatFloat(*v, 'f', -1, 64)
	}
	integer := func(v *int64) string {
		if v == nil {
			return ""
		}
		return strconv.FormatInt(*v, 10)
	}
	return []string{
		r.PositionID, r.Position, r.Negotiation, r.Issue, r.IssueQuestion, r.Party, r.PartyName, r.Proposal,
		r.Act, r.Stance, r.Summary, r.Conditions, r.Terms, number(r.ScaleValue), number(r.ScaleLow), number(r.ScaleHigh),
		r.Speaker, r.OnBehalfOf, r.Stated, r.StatedEarliest, r.StatedLatest, r.HeldUntil, r.EndedHow, r.EndedDate,
		r.EndedBy, r.Change, r.Status, r.Confidence, r.RecordedAt, strconv.FormatInt(r.Number, 10), r.EvidenceID, r.Quotation,
		r.Attribution, r.AttributedTo, r.Source, r.ReportedDate, r.PassageID, r.Quote, integer(r.Start), integer(r.End),
		integer(r.Revision), r.PassageState, r.ArticleID, r.Article, r.Publisher, r.Title, r.URL, r.Published,
	}
}

// create stores a position, its passage and its evidence: three rows, where the
// product also keeps versions, anchors and the ledger.
func (s *plainServer) create(c *gin.Context) {
	var in ledger.PositionInput
	if err := c.ShouldBindJSON(&in); err != nil {
		c.AbortWithError(400, err)
		return
	}
	tx, err := s.write.BeginTx(c, nil)
	if err != nil {
		c.AbortWithError(500, err)
		return
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	p, err := s.insert(c, tx, in)
	if err == nil {
		err = tx.Commit()
	}
	if err != nil {
		c.AbortWithError(500, err)
		return
	}
	c.JSON(http.StatusCreated, p)
}

func (s *plainServer) insert(ctx context.Context, tx *sql.Tx, in ledger.PositionInput) (*plainPosition, error) {
	now := time.Now().UTC().Format(time.RFC3339Nano)
	given := in.Evidence[0]
	var text string
	err := tx.QueryRowContext(ctx, "SELECT text FROM plain_revision WHERE article_id = $1 AND revision = 1", given.Article.String()).Scan(&text)
	if err != nil {
		return nil, err
	}
	at := strings.Index(text, *given.Quote)
	if at < 0 {
		return nil, fmt.Errorf("quote not found")
	}
	start := int64(utf8.RuneCountInString(text[:at]))
	none, empty := json.RawMessage("null"), json.RawMessage("[]")
	p := &plainPosition{ID: uuid.Must(uuid.NewV7()).String(), PartyID: in.Party.String(), IssueID: in.Issue.String(), Act: in.Act, Stance: in.Stance,
		Summary: in.Summary, Conditions: empty, Terms: empty, Scale: none, JointlyWith: empty, AddressedTo: empty, Stated: in.Stated.String(),
		Supersedes: empty, Status: "accepted", Ended: none, RecordedAt: now, UpdatedAt: now, Retracted: none, Negotiation: uuid.NewString()}
	p.Party, p.Issue = p.PartyID, p.IssueID
	e := plainEvidence{ID: uuid.Must(uuid.NewV7()).String(), Position: &p.ID, Article: given.Article.String(), Relation: "supports", RecordedAt: now, UpdatedAt: now, Retracted: none}
	e.Selected = plainPassage{ID: uuid.Must(uuid.NewV7()).String(), Article: e.Article, Revision: 1, Exact: *given.Quote, Start: start,
		End: start + int64(utf8.RuneCountInString(*given.Quote)), State: "anchored", Anchor: none, RecordedAt: now, UpdatedAt: now, Retracted: none}
	e.Passage = e.Selected.ID
	p.Evidence = []plainEvidence{e}
	if err := insertPlain(ctx, tx, "plain_position", *p, p.targets(), "stated_earliest, stated_latest", int64(in.Stated.Earliest()), int64(in.Stated.Latest())); err != nil {
		return nil, err
	}
	if err := insertPlain(ctx, tx, "plain_passage", e.Selected, e.Selected.targets(), ""); err != nil {
		return nil, err
	}
	return p, insertPlain(ctx, tx, "plain_evidence", e, e.targets(), "")
}

func insertPlain(ctx context.Context, tx *sql.Tx, table string, row any, targets []any, extra string, more ...any) error {
	args := make([]any, 0, len(targets)+len(more))
	for _, t := range targets {
		switch v := t.(type) {
		case *string:
			args = append(args, *v)
		case *int64:
			args = append(args, *v)
		case *[]byte:
			args = append(args, string(*v))
		case **string:
			args = append(args, *v)
		}
	}
	args = append(args, more...)
	marks := make([]string, len(args))
	for i := range marks {
		marks[i] = "$" + strconv.Itoa(i+1)
	}
	columns := columnsOf(row, "")
	if extra != "" {
		columns += ", " + extra
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO "+table+" ("+columns+") VALUES ("+strings.Join(marks, ", ")+")", args...)
	return err
}
