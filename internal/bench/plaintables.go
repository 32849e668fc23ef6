package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"parley/db"
)

// plainDB holds the set once more, as a plain server would: a column for each
// member. On SQLite that is a second file beside the first, on PostgreSQL tables
// named plain_* in the same database.
type plainDB struct {
	engine      db.Engine
	read, write *sql.DB
}

// plainKinds are the plain tables: the product's table, and the row.
var plainKinds = []struct {
	name, from string
	row        any
	indexes    []string
}{
	{"plain_party", "parties", plainParty{}, nil},
	{"plain_issue", "issues", plainIssue{}, nil},
	{"plain_article", "articles", plainArticle{}, nil},
	{"plain_passage", "passages", plainPassage{}, nil},
	{"plain_position", "positions", plainPosition{}, []string{"party, stated_earliest, id", "issue, party, stated_earliest, id", "stated_earliest, id"}},
	{"plain_evidence", "evidence", plainEvidence{}, []string{"position, id"}},
}

func openPlain(ctx context.Context, url string) (*plainDB, error) {
	if strings.Contains(url, "://") {
		pool, err := sql.Open("pgx", url)
		if err != nil {
			return nil, err
		}
		pool.SetMaxOpenConns(20)
		pool.SetMaxIdleConns(20)
		p := &plainDB{db.Postgres, pool, pool}
		return p, p.fill(ctx, "")
	}
	open := func(n int, extra string) (*sql.DB, error) {
		pool, err := sql.Open("sqlite", "file:"+url+".plain?_pragma=busy_timeout(10000)&_pragma=journal_mode(wal)&_pragma=temp_store(memory)&_pragma=cache_size(-16000)"+extra)
		if err == nil {
			pool.SetMaxOpenConns(n)
			pool.SetMaxIdleConns(n)
		}
		return pool, err
	}
	write, err := open(1, "&_txlock=immediate&_pragma=synchronous(full)")
	if err != nil {
		return nil, err
	}
	read, err := open(4, "")
	if err != nil {
		return nil, err
	}
	p := &plainDB{db.SQLite, read, write}
	return p, p.fill(ctx, url)
}

// fill makes the plain tables from the product's, unless they hold as much: what create
// left in either would make the pages of one smaller than those of the other.
func (p *plainDB) fill(ctx context.Context, file string) (err error) {
	source := ""
	if p.engine == db.SQLite {
		source = "product."
		if _, err := p.write.ExecContext(ctx, "ATTACH '"+file+"' AS product"); err != nil {
			return err
		}
		defer func() {
			_, detached := p.write.ExecContext(ctx, "DETACH product")
			err = errors.Join(err, detached)
		}()
	}
	if p.isFilled(ctx, source) {
		return nil
	}
	var statements []string
	for _, k := range plainKinds {
		extra := ""
		if k.from == "positions" {
			extra = ", b.stated_earliest, b.stated_latest"
		}
		statements = append(statements,
			"DROP TABLE IF EXISTS "+k.name,
			"CREATE TABLE "+k.name+" AS SELECT "+p.selection(k.row)+extra+" FROM "+p.bodies(source+k.from)+" b",
			"CREATE UNIQUE INDEX "+k.name+"_id ON "+k.name+" (id)")
		for i, columns := range k.indexes {
			statements = append(statements, fmt.Sprintf("CREATE INDEX %s_%d ON %s (%s)", k.name, i, k.name, columns))
		}
	}
	statements = append(statements, "DROP TABLE IF EXISTS plain_revision",
		"CREATE TABLE plain_revision AS SELECT article_id, revision, text FROM "+source+"revisions",
		"CREATE UNIQUE INDEX plain_revision_id ON plain_revision (article_id, revision)", "ANALYZE")
	for _, s := range statements {
		if _, err := p.write.ExecContext(ctx, s); err != nil {
			return fmt.Errorf("%s: %w", s, err)
		}
	}
	return nil
}

func (p *plainDB) isFilled(ctx context.Context, source string) bool {
	var n, all int
	query := "SELECT (SELECT count(*) FROM plain_position), (SELECT count(*) FROM " + source + "positions)"
	return p.write.QueryRowContext(ctx, query).Scan(&n, &all) == nil && n == all
}

func (p *plainDB) bodies(table string) string {
	if p.engine == db.SQLite {
		return table
	}
	days := ""
	if table == "positions" {
		days = ", stated_earliest, stated_latest"
	}
	return "(SELECT CAST(body AS JSONB) AS j" + days + " FROM " + table + " OFFSET 0)"
}

var ids = []string{"id", "party", "issue", "position", "passage", "article", "negotiation", "parent", "speaker", "proposal"}

// selection takes the members out of the JSON.
func (p *plainDB) selection(row any) string {
	var list []string
	t := reflect.TypeOf(row)
	for i := range t.NumField() {
		name := column(t.Field(i))
		if name == "-" {
			continue
		}
		isJSON := t.Field(i).Type == reflect.TypeFor[json.RawMessage]()
		isNumber := t.Field(i).Type.Kind() == reflect.Int64
		var e string
		switch {
		case p.engine == db.SQLite && isJSON:
			e = "COALESCE(json_extract(b.body, '$." + name + "'), 'null')"
		case p.engine == db.SQLite:
			e = "json_extract(b.body, '$." + name + "')"
		case isJSON:
			e = "CAST(b.j->'" + name + "' AS TEXT)"
		case isNumber:
			e = "CAST(b.j->>'" + name + "' AS BIGINT)"
		case slices.Contains(ids, name):
			e = "CAST(b.j->>'" + name + "' AS UUID)"
		default:
			e = "b.j->>'" + name + "'"
		}
		list = append(list, e+` AS "`+name+`"`)
	}
	return strings.Join(list, ", ")
}

// columnsOf lists the columns of a plain row, for SELECT and for INSERT.
func columnsOf(row any, prefix string) string {
	var list []string
	t := reflect.TypeOf(row)
	for i := range t.NumField() {
		if name := column(t.Field(i)); name != "-" {
			list = append(list, prefix+`"`+name+`"`)
		}
	}
	return strings.Join(list, ", ")
}

func column(f reflect.StructField) string {
	if name := f.Tag.Get("column"); name != "" {
		return name
	}
	return f.Tag.Get("json")
}
