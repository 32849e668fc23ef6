-- name: GetArticle :one
SELECT body FROM articles WHERE workspace_id = $1 AND id = $2;

-- name: FindArticle :one
SELECT body FROM articles WHERE workspace_id = $1 AND slug = $2;

-- name: ListArticles :many
SELECT body FROM articles WHERE workspace_id = $1 /*filter*/;

-- name: InsertArticle :exec
INSERT INTO articles (workspace_id, id, number, retracted, slug, publisher, url, canonical_url, language, published_earliest, published_latest, relays_id, relays_outlet, search, body, url_key, canonical_key)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17);

-- name: UpdateArticle :execrows
UPDATE articles SET number = $3, retracted = $4, slug = $5, publisher = $6, url = $7, canonical_url = $8, language = $9, published_earliest = $10, published_latest = $11, relays_id = $12, relays_outlet = $13, search = $14, body = $15, url_key = $16, canonical_key = $17
WHERE workspace_id = $1 AND id = $2;

-- name: CountArticlesWithoutKeys :many
SELECT workspace_id, count(*) AS articles FROM articles WHERE url_key IS NULL GROUP BY workspace_id ORDER BY workspace_id;

-- name: ListArticlesWithoutKeys :many
SELECT id, body FROM articles WHERE workspace_id = $1 AND url_key IS NULL ORDER BY id LIMIT CAST(sqlc.arg(batch) AS BIGINT);

-- name: SetArticleKeys :exec
UPDATE articles SET url_key = $3, canonical_key = $4 WHERE workspace_id = $1 AND id = $2;
