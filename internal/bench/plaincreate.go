package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"parley/internal/ledger"
)

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
