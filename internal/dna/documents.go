package dna

import (
	"database/sql"
	"fmt"
	"strconv"
	"time"

	"parley/internal/bundle"
)

// mostText bounds the text of a document, in bytes: far above what is taken of an
// article, and little enough to hold.
const mostText = 16 << 20

type document struct {
	id                                          int64
	title, author, source, section, kind, notes string
	coder                                       string
	date                                        int64
	text                                        sql.NullString // not of one that is too long
}

type statement struct {
	id, document, start, stop     int64
	coder                         string
	person, organization, concept sql.NullString
	agreement                     sql.NullInt64
}

// documents yields each document, followed by its statements: both are read in the
// order of documents, one beside the other, so that one text is held at a time.
func (r *reader) documents() error {
	coded, err := r.db.QueryContext(r.ctx, with+`SELECT ID, coalesce(DocumentId, 0), Start, Stop, coder, person, organization, concept, agreement
		FROM coded ORDER BY 2, 1`)
	if err != nil {
		return err
	}
	defer coded.Close() //nolint:errcheck // coded.Err says what went wrong
	next := &statements{rows: coded}
	if err := next.read(); err != nil {
		return err
	}
	err = r.each(`SELECT d.ID, d.Title, d.Author, d.Source, d.Section, d.Type, d.Notes, d.Date, coalesce(trim(k.Name), ''),
		CASE WHEN length(CAST(d.Text AS BLOB)) <= ? THEN d.Text END FROM DOCUMENTS d LEFT JOIN CODERS k ON k.ID = d.Coder ORDER BY d.ID`,
		func(scan func(...any) error) error {
			var d document
			if err := scan(&d.id, &d.title, &d.author, &d.source, &d.section, &d.kind, &d.notes, &d.date, &d.coder, &d.text); err != nil {
				return err
			}
			return r.document(d, next)
		}, mostText)
	for err == nil && next.more && !r.ended {
		r.homeless(next.s)
		err = next.read()
	}
	return err
}

// statements is a place in the list of statements.
type statements struct {
	rows *sql.Rows
	s    statement
	more bool
}

func (n *statements) read() error {
	if n.more = n.rows.Next(); !n.more {
		return n.rows.Err()
	}
	s := &n.s
	*s = statement{}
	return n.rows.Scan(&s.id, &s.document, &s.start, &s.stop, &s.coder, &s.person, &s.organization, &s.concept, &s.agreement)
}

func (r *reader) homeless(s statement) {
	r.wrong(fmt.Sprint("statement ", s.id), "there is no document %d, in which it was coded", s.document)
}

func (r *reader) document(d document, next *statements) error {
	for next.more && next.s.document < d.id && !r.ended {
		r.homeless(next.s)
		if err := next.read(); err != nil {
			return err
		}
	}
	text, err := newText(d.text)
	if err != nil {
		r.wrong(fmt.Sprint("document ", d.id), "%w", err)
	} else {
		r.item("article", fmt.Sprint("document ", d.id), d.coder, d.article(text))
	}
	if d.date%86400 != 0 {
		r.timed++
	}
	for next.more && next.s.document == d.id && !r.ended {
		if err == nil { // else its faults would only repeat that of the document
			r.statement(d, text, next.s)
		}
		if err := next.read(); err != nil {
			return err
		}
	}
	return nil
}

// key tells a document from all others: its number in the database, and its text.
func (d document) key() string { return strconv.FormatInt(d.id, 10) + "\x00" + d.text.String }

func (d document) slug() string { return bundle.Slug("dna "+d.title, "dna", "document", d.key()) }

func (d document) day() string { return time.Unix(d.date, 0).UTC().Format(time.DateOnly) }

func (d document) article(t *text) object {
	v := object{"slug": d.slug(), "published": d.day()}
	for name, value := range map[string]string{"title": d.title, "byline": d.author, "publisher": d.source, "text": t.stored} {
		if value != "" {
			v[name] = value
		}
	}
	return v
}
