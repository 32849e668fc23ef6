-- name: GetProposal :one
SELECT body FROM proposals WHERE workspace_id = $1 AND id = $2;

-- name: FindProposal :one
SELECT body FROM proposals WHERE workspace_id = $1 AND slug = $2;

-- name: ListProposals :many
SELECT body FROM proposals WHERE workspace_id = $1 /*filter*/;

-- name: InsertProposal :exec
INSERT INTO proposals (workspace_id, id, number, retracted, slug, negotiation_id, author_id, search, body)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: UpdateProposal :execrows
UPDATE proposals SET number = $3, retracted = $4, slug = $5, negotiation_id = $6, author_id = $7, search = $8, body = $9
WHERE workspace_id = $1 AND id = $2;

-- name: InsertProposalIssue :exec
INSERT INTO proposal_issues (workspace_id, proposal_id, issue_id)
VALUES ($1, $2, $3);

-- name: DeleteProposalIssues :exec
DELETE FROM proposal_issues WHERE workspace_id = $1 AND proposal_id = $2;

-- name: InsertProposalVersion :exec
INSERT INTO proposal_versions (workspace_id, proposal_id, version, number, body)
VALUES ($1, $2, $3, $4, $5);

-- name: GetProposalVersion :one
SELECT body FROM proposal_versions WHERE workspace_id = $1 AND proposal_id = $2 AND version = $3;

-- name: ListProposalVersions :many
SELECT body FROM proposal_versions WHERE workspace_id = $1 /*filter*/;
