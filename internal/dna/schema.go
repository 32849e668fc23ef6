package dna

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"parley/internal/bundle"
)

// tables are what is read of a database.
var tables = []string{"SETTINGS", "CODERS", "DOCUMENTS", "STATEMENTTYPES", "VARIABLES", "STATEMENTS", "ENTITIES",
	"DATABOOLEAN", "DATAINTEGER", "DATASHORTTEXT", "DATALONGTEXT", "ATTRIBUTEVARIABLES", "ATTRIBUTEVALUES",
	"VARIABLELINKS", "REGEXES"}

// check refuses what is not a database of DNA 3. Its tables must be tables: a view
// could run for ever.
func (r *reader) check() error {
	for _, name := range tables {
		var kind, made string
		err := r.db.QueryRowContext(r.ctx, "SELECT type, coalesce(sql, '') FROM sqlite_master WHERE name = ?", name).Scan(&kind, &made)
		if errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("it has no table %s; a file of DNA 2 must be opened and saved in DNA 3 first", name)
		}
		if err != nil {
			return err
		}
		if kind != "table" || strings.Contains(strings.ToUpper(made), "VIRTUAL") {
			return fmt.Errorf("%s is not a table", name)
		}
	}
	var version string
	err := r.db.QueryRowContext(r.ctx, "SELECT Value FROM SETTINGS WHERE Property = 'version'").Scan(&version)
	if err == nil && !strings.HasPrefix(version, "3.") {
		return fmt.Errorf("it is of version %q, and 3 is read", version)
	}
	return err
}

type object map[string]any

// item yields one.
func (r *reader) item(kind, place, coder string, v object) {
	raw, err := json.Marshal(v)
	r.give(bundle.Item{Kind: kind, Place: place, Coder: coder, Raw: raw, Err: err})
}

// wrong yields what is wrong with something.
func (r *reader) wrong(place, format string, args ...any) {
	r.give(bundle.Item{Place: place, Err: bundle.Refuse(format, args...)})
}

func (r *reader) give(v bundle.Item) {
	r.ended = r.ended || !r.yield(v)
}

// each runs a query and calls fn with a scan of each row, until the items end.
func (r *reader) each(query string, fn func(scan func(...any) error) error, args ...any) error {
	rows, err := r.db.QueryContext(r.ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close() //nolint:errcheck // rows.Err says what went wrong
	for !r.ended && rows.Next() {
		if err := fn(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}
