-- name: GetIssue :one
SELECT body FROM issues WHERE workspace_id = $1 AND id = $2;

-- name: FindIssue :one
SELECT body FROM issues WHERE workspace_id = $1 AND slug = $2;

-- name: ListIssues :many
SELECT body FROM issues WHERE workspace_id = $1 /*filter*/;

-- name: InsertIssue :exec
INSERT INTO issues (workspace_id, id, number, retracted, slug, negotiation_id, parent_id, search, body)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: UpdateIssue :execrows
UPDATE issues SET number = $3, retracted = $4, slug = $5, negotiation_id = $6, parent_id = $7, search = $8, body = $9
WHERE workspace_id = $1 AND id = $2;

-- name: ListIssueSubtree :many
WITH RECURSIVE below (id) AS (
  SELECT i.id FROM issues i WHERE i.workspace_id = $1 AND i.id = $2
  UNION
  SELECT c.id FROM issues c JOIN below b ON c.parent_id = b.id WHERE c.workspace_id = $1
)
SELECT id FROM below;
