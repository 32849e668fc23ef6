-- name: GetArticle :one
SELECT body FROM articles WHERE workspace_id = $1 AND id = $2;

-- name: FindArticle :one
SELECT body FROM articles WHERE workspace_id = $1 AND slug = $2;

-- name: ListArticles :many
SELECT body FROM articles WHERE workspace_id = $1 /*filter*/;

-- name: InsertArticle :exec
INSERT INTO articles (workspace_id, id, number, retracted, slug, publisher, url, canonical_url, language, published_earliest, published_latest, relays_id, relays_outlet, search, body)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15);

-- name: UpdateArticle :execrows
UPDATE articles SET number = $3, retracted = $4, slug = $5, publisher = $6, url = $7, canonical_url = $8, language = $9, published_earliest = $10, published_latest = $11, relays_id = $12, relays_outlet = $13, search = $14, body = $15
WHERE workspace_id = $1 AND id = $2;
