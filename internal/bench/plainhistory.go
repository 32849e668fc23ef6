package main

import (
	"database/sql"
	"encoding/csv"
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"parley/internal/codebook"
	"parley/internal/ledger"
)

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
	err = w.Write(codebook.Export("position-history", "rows=evidence").Names())
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
