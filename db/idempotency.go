package db

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"parley/db/sqlc"
	"parley/internal/ledger"
)

type answerTable struct{ tables }

func (t tables) Answers() ledger.AnswerTable { return answerTable{t} }

func (t answerTable) Get(ctx context.Context, key string, since time.Time) (hash, answer string, found bool, err error) {
	row, err := t.q.GetIdempotencyKey(ctx, sqlc.GetIdempotencyKeyParams{WorkspaceID: t.workspace, Key: key, CreatedAt: micros(since)})
	if errors.Is(err, sql.ErrNoRows) {
		return "", "", false, nil
	}
	return row.RequestHash, row.Answer, err == nil, told("", "", err)
}

func (t answerTable) Insert(ctx context.Context, key, hash, answer string, at time.Time) error {
	return told("", "", t.q.InsertIdempotencyKey(ctx, sqlc.InsertIdempotencyKeyParams{
		WorkspaceID: t.workspace, Key: key, RequestHash: hash, CreatedAt: micros(at), Answer: answer}))
}

func (t answerTable) DeleteBefore(ctx context.Context, at time.Time) error {
	return told("", "", t.q.DeleteIdempotencyKeys(ctx, sqlc.DeleteIdempotencyKeysParams{WorkspaceID: t.workspace, CreatedAt: micros(at)}))
}
