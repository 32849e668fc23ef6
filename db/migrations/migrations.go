// Package migrations holds the numbered schema changes of both engines: the
// same numbers and names, up and down. It imports nothing.
package migrations

import "embed"

// Files holds the folders sqlite and postgres.
//
//go:embed sqlite/*.sql postgres/*.sql
var Files embed.FS
