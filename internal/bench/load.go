package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"time"

	"github.com/google/uuid"

	"parley/db"
	"parley/internal/anchor"
	"parley/internal/ledger"
	"parley/internal/shingle"
)

// batch is how many resources share a ledger number, as in an import.
const batch = 500

type loadCommand struct {
	DB   string `arg:"" help:"SQLite file or postgres:// URL; it must be empty."`
	N    int    `default:"100000" help:"How many positions."`
	Seed uint64 `default:"1" help:"The same seed gives the same set, apart from ids and times."`
	From string `help:"Copy this SQLite file, loaded before, instead of making a new set (for PostgreSQL)."`
}

// Run makes the set through the store's own tables, which write the rows of
// the product, and leaves out only the checks. PostgreSQL gets a copy of a SQLite
// set by COPY, so that both engines hold the same.
func (c *loadCommand) Run(ctx context.Context) error {
	start := time.Now()
	if err := c.load(ctx); err != nil {
		return err
	}
	n, err := verify(ctx, c.DB)
	fmt.Printf("%s: %d positions loaded in %s\n", db.Redact(c.DB), n, since(start))
	return err
}

func (c *loadCommand) load(ctx context.Context) error {
	if !strings.Contains(c.DB, "://") {
		return c.make(ctx, c.DB)
	}
	if c.From == "" {
		dir, err := os.MkdirTemp("", "parley-bench-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir) //nolint:errcheck // a leftover in the temporary folder harms nobody
		c.From = filepath.Join(dir, "set.db")
		if err := c.make(ctx, c.From); err != nil {
			return err
		}
	}
	return copyTo(ctx, c.From, c.DB)
}

func (c *loadCommand) make(ctx context.Context, file string) error {
	d, err := db.Open(ctx, db.Options{URL: file})
	if err != nil {
		return err
	}
	l := loader{set: newSet(c.Seed), store: db.NewStore(d), ctx: ctx}
	err = quickly(ctx, d.Write, func() error { return l.all(c.N) })
	if err == nil {
		_, err = d.Write.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	}
	return errors.Join(err, l.store.Close())
}

type loader struct {
	*set
	store *db.Store
	ctx   context.Context
	// The transaction under way and what it changed.
	entry   ledger.Transaction
	tables  ledger.Tables
	changes []ledger.Change
}

func (l *loader) all(n int) error {
	if err := l.batches(1, l.addNegotiation); err != nil {
		return err
	}
	if err := l.batches(partyCount, l.addParty); err != nil {
		return err
	}
	if err := l.batches(issueCount, l.addIssue); err != nil {
		return err
	}
	if err := l.batches(max(n/positionsPerText, 1), l.addArticle); err != nil {
		return err
	}
	return l.batches(n, l.addPosition)
}

// batches runs add n times, in transactions of the ledger.
func (l *loader) batches(n int, add func(i int) error) error {
	for from := 0; from < n; from += batch {
		entry := ledger.Transaction{RecordedAt: time.Now().UTC().Truncate(time.Microsecond), Actor: "bench"}
		err := l.store.Write(l.ctx, "default", entry, func(t ledger.Tables, entry ledger.Transaction) (bool, error) {
			l.tables, l.entry, l.changes = t, entry, nil
			for i := from; i < min(from+batch, n); i++ {
				if err := add(i); err != nil {
					return false, err
				}
			}
			return true, t.Transactions().InsertChanges(l.ctx, entry.Number, l.changes)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) changed(kind ledger.Kind, id uuid.UUID, after any) error {
	body, err := json.Marshal(after)
	l.changes = append(l.changes, ledger.Change{Kind: string(kind), ID: id, Action: ledger.ActionCreate, After: body})
	return err
}

func (l *loader) addNegotiation(int) error {
	v := l.newNegotiation(l.entry)
	l.negotiation = v
	return errors.Join(l.tables.Negotiations().Insert(l.ctx, &v), l.changed(ledger.KindOfNegotiation, v.ID, v))
}

func (l *loader) addParty(i int) error {
	v := l.newParty(i, l.entry)
	l.party = append(l.party, v)
	return errors.Join(l.tables.Parties().Insert(l.ctx, &v), l.changed(ledger.KindOfParty, v.ID, v))
}

func (l *loader) addIssue(i int) error {
	v := l.newIssue(i, l.entry)
	l.issue = append(l.issue, v)
	return errors.Join(l.tables.Issues().Insert(l.ctx, &v), l.changed(ledger.KindOfIssue, v.ID, v))
}

func (l *loader) addArticle(i int) error {
	v, revision := l.newArticle(i, l.entry)
	l.text = append(l.text, source{v, anchor.NewText(*revision.Text)})
	if err := l.tables.Articles().Insert(l.ctx, &v); err != nil {
		return err
	}
	revision.Runs = shingle.Of(*revision.Text).Bytes()
	if err := l.tables.Revisions().Insert(l.ctx, &revision); err != nil {
		return err
	}
	revision.Text = nil
	return errors.Join(l.changed(ledger.KindOfArticle, v.ID, v), l.changed(ledger.KindOfRevision, v.ID, revision))
}

func (l *loader) addPosition(i int) error {
	v := l.newPosition(l.entry)
	if err := l.tables.Positions().Insert(l.ctx, &v); err != nil {
		return err
	}
	err := l.changed(ledger.KindOfPosition, v.ID, v)
	for n := 0; err == nil && n < passages(i); n++ {
		err = l.addEvidence(v.ID)
	}
	return err
}

// passages of the i-th position: one or two, 1.5 on average.
func passages(i int) int { return (i+1)*passagesTimesTen/10 - i*passagesTimesTen/10 }

func (l *loader) addEvidence(position uuid.UUID) error {
	p := l.newPassage(l.entry)
	if err := l.tables.Passages().Insert(l.ctx, &p); err != nil {
		return err
	}
	if err := l.tables.Passages().InsertAnchor(l.ctx, &p); err != nil {
		return err
	}
	e := l.newEvidence(l.entry, position, p)
	return errors.Join(l.tables.Evidence().Insert(l.ctx, &e),
		l.changed(ledger.KindOfPassage, p.ID, p), l.changed(ledger.KindOfEvidence, e.ID, e))
}

// verify reads a sample through the ledger and checks that it is whole: each
// quote stands in its article where its offsets say.
func verify(ctx context.Context, url string) (count int, err error) {
	d, err := db.Open(ctx, db.Options{URL: url})
	if err != nil {
		return 0, err
	}
	defer d.Close()
	if err := d.Read.QueryRowContext(ctx, "SELECT count(*) FROM positions").Scan(&count); err != nil {
		return 0, err
	}
	r, err := ledger.New(db.NewStore(d)).Read(ctx, "default")
	if err != nil {
		return 0, err
	}
	sample, err := r.Positions(ledger.PositionFilter{}, ledger.Page{Limit: 50, Sort: ledger.SortStated})
	if err != nil {
		return 0, err
	}
	for _, v := range sample {
		if err := verifyOne(r, v.ID.String()); err != nil {
			return 0, fmt.Errorf("position %s: %w", v.ID, err)
		}
	}
	return count, nil
}

func verifyOne(r *ledger.Reader, id string) error {
	v, err := r.Position(id)
	if err != nil {
		return err
	}
	if len(v.Evidence) == 0 {
		return errors.New("no evidence")
	}
	versions, err := r.PositionVersions(id, ledger.Page{Limit: 10})
	if err != nil || len(versions) != 1 {
		return fmt.Errorf("%d versions: %w", len(versions), err)
	}
	v.Evidence = nil
	if !reflect.DeepEqual(versions[0].Position, v) {
		return errors.New("the version differs from the position")
	}
	list, err := r.Evidence(ledger.EvidenceFilter{Positions: []uuid.UUID{v.ID}}, ledger.Page{Retracted: ledger.RetractedExclude})
	for _, e := range list {
		text, err := r.Revision(e.Article.ID.String(), e.Selected.Selector.Revision)
		if err != nil {
			return err
		}
		if said := string([]rune(*text.Text)[e.Selected.Start:e.Selected.Selector.End]); said != e.Selected.Exact {
			return fmt.Errorf("the quote %q is %q in the text", e.Selected.Exact, said)
		}
	}
	return err
}

func sha256Hex(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
