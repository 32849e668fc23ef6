package db_test

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"io/fs"
	"math"
	"path"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/uuid"

	"parley/db"
	"parley/db/dbtest"
	"parley/db/migrations"
	"parley/internal/edtf"
	"parley/internal/ledger"
)

// The resources of the version-1 record, by their ids.
var (
	oldTalks, oldIssue, oldUkraine  = oldID(1), oldID(2), oldID(3)
	oldUSA, oldRussia, oldArticle   = oldID(4), oldID(5), oldID(6)
	oldPassage, oldPosition, oldWit = oldID(7), oldID(8), oldID(9)
)

// oldTime is when the record begins: after the ids were made, as ids follow the ledger.
const oldTime = 1_770_000_000_000_000

func oldID(n byte) uuid.UUID {
	id := uuid.MustParse("019bf0a4-5e00-7000-8000-000000000000")
	id[15] = n
	return id
}

// until is the schema as it was at a migration.
func until(t *testing.T, newest string) fs.FS {
	files := fstest.MapFS{}
	for _, engine := range []string{"sqlite", "postgres"} {
		names, err := fs.Glob(migrations.Files, engine+"/*.up.sql")
		must(t, err)
		for _, name := range names {
			if number, _, _ := strings.Cut(path.Base(name), "_"); number <= newest {
				text, err := migrations.Files.ReadFile(name)
				must(t, err)
				files[name] = &fstest.MapFile{Data: text}
			}
		}
	}
	return files
}

// old is a database of an old version to write to.
type old struct {
	t    *testing.T
	pool *sql.DB
}

// insert writes a row of the default workspace as the old version had it.
func (o old) insert(table, columns string, values ...any) {
	o.t.Helper()
	o.insertIn(1, table, columns, values...)
}

func (o old) insertIn(workspace int, table, columns string, values ...any) {
	o.t.Helper()
	var marks []string
	for i, v := range values {
		if body, isBody := v.(map[string]any); isBody {
			text, err := json.Marshal(body)
			must(o.t, err)
			values[i] = string(text)
		}
		if id, isID := v.(uuid.UUID); isID {
			values[i] = id.String()
		}
		marks = append(marks, fmt.Sprint("$", i+1))
	}
	_, err := o.pool.Exec("INSERT INTO "+table+" (workspace_id, "+columns+") VALUES ("+strconv.Itoa(workspace)+", "+strings.Join(marks, ", ")+")", values...)
	must(o.t, err)
}

// change writes what the ledger of version 1 kept of a resource.
func (o old) change(number, ordinal int, kind string, id uuid.UUID, before, after map[string]any) {
	o.t.Helper()
	text := func(body map[string]any) any {
		if body == nil {
			return nil
		}
		return body
	}
	o.insert("changes", "number, ordinal, kind, resource_id, action, before, after", number, ordinal, kind, id, "x", text(before), text(after))
}

// body is a resource as JSON, with what all have.
func body(id uuid.UUID, number int, members map[string]any) map[string]any {
	all := map[string]any{"id": id, "number": number, "recorded_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z", "retracted": nil}
	for name, value := range members {
		all[name] = value
	}
	return all
}

func party(id uuid.UUID, number int, slug, name string) map[string]any {
	return body(id, number, map[string]any{"slug": slug, "kind": "state", "name": name, "aliases": []any{}, "identifiers": []any{}})
}

func oldStatement(number int, slug, summary, stated string, with uuid.UUID) map[string]any {
	return body(oldPosition, number, map[string]any{"slug": slug, "party": oldUkraine, "issue": oldIssue, "negotiation": oldTalks, "act": "offer",
		"summary": summary, "stated": stated, "status": "accepted", "jointly_with": []any{with}, "addressed_to": []any{oldRussia}, "supersedes": []any{}})
}

func oldWitness(number int, retracted any) map[string]any {
	return body(oldWit, number, map[string]any{"position": oldPosition, "passage": oldPassage, "article": oldArticle, "relation": "supports",
		"attribution": "named", "retracted": retracted})
}

const day20 = int64(20474) // 2026-01-21 in days since 1970

// record writes four numbers: all of it, a party renamed, a position corrected,
// and its evidence retracted.
func (o old) record() {
	o.t.Helper()
	for number := 1; number <= 4; number++ {
		o.insert("transactions", "number, recorded_at, actor", number, oldTime+int64(number)*1_000_000, "x")
	}
	_, err := o.pool.Exec(fmt.Sprintf("UPDATE workspaces SET head = 4, head_at = %d", oldTime+4_000_000))
	must(o.t, err)
	talks, issue := body(oldTalks, 1, map[string]any{"slug": "talks", "name": "Talks"}), body(oldIssue, 1, map[string]any{"slug": "issue", "negotiation": oldTalks, "question": "Who goes?"})
	o.insert("negotiations", "id, number, retracted, slug, search, body", oldTalks, 1, false, "talks", "talks", talks)
	o.insert("issues", "id, number, retracted, slug, negotiation_id, search, body", oldIssue, 1, false, "issue", oldTalks, "who goes?", issue)
	o.change(1, 0, "negotiation", oldTalks, nil, talks)
	o.change(1, 1, "issue", oldIssue, nil, issue)
	o.recordParties()
	o.recordArticle()
	o.recordPosition()
}

func (o old) recordParties() {
	o.t.Helper()
	before, after := party(oldUkraine, 1, "ukraine", "Ukraine"), party(oldUkraine, 2, "ukraina", "Україна")
	o.insert("parties", "id, number, retracted, slug, kind, search, body", oldUkraine, 2, false, "ukraina", "state", "україна", after)
	o.change(1, 2, "party", oldUkraine, nil, before)
	o.change(2, 0, "party", oldUkraine, before, after)
	for ordinal, id := range []uuid.UUID{oldUSA, oldRussia} {
		slug := []string{"usa", "russia"}[ordinal]
		o.insert("parties", "id, number, retracted, slug, kind, search, body", id, 1, false, slug, "state", slug, party(id, 1, slug, slug))
		o.change(1, 3+ordinal, "party", id, nil, party(id, 1, slug, slug))
	}
}

func (o old) recordArticle() {
	o.t.Helper()
	const text = "An offer was made."
	article := body(oldArticle, 1, map[string]any{"slug": "wire", "publisher": "The Wire", "latest_revision": 1})
	anchor := map[string]any{"revision": 1, "state": "anchored", "start": 0, "end": 8, "exact": "An offer"}
	passage := body(oldPassage, 1, map[string]any{"article": oldArticle, "revision": 1, "exact": "An offer", "prefix": "", "suffix": " was", "start": 0, "end": 8,
		"state": "anchored", "anchor": anchor})
	o.insert("articles", "id, number, retracted, slug, publisher, published_earliest, published_latest, search, body", oldArticle, 1, false, "wire", "The Wire", 0, 0, "", article)
	o.insert("revisions", "article_id, revision, number, recorded_at, sha256, length, text", oldArticle, 1, 1, oldTime+1_000_000, "x", len(text), text)
	o.insert("passages", "id, number, retracted, article_id, revision, state, search, body", oldPassage, 1, false, oldArticle, 1, "anchored", "an offer", passage)
	o.change(1, 5, "article", oldArticle, nil, article)
	o.change(1, 6, "passage", oldPassage, nil, passage)
}

func (o old) recordPosition() {
	o.t.Helper()
	const never = math.MaxInt64
	far := int64(edtf.MaxDay)
	first, second := oldStatement(1, "it", "Кожен їде.", "2026-01-21", oldUSA), oldStatement(3, "that", "Nobody goes.", "2026-01-22", oldRussia)
	o.insert("positions", "id, number, negotiation_id, issue_id, party_id, slug, act, status, stated_earliest, stated_latest, ended_earliest, ended_latest, search, body",
		oldPosition, 3, oldTalks, oldIssue, oldUkraine, "that", "offer", "accepted", day20+1, day20+1, far, far, "nobody goes.", second)
	columns := "position_id, from_number, to_number, negotiation_id, issue_id, party_id, status, stated_earliest, stated_latest, ended_earliest, ended_latest, body"
	o.insert("position_versions", columns, oldPosition, 1, 3, oldTalks, oldIssue, oldUkraine, "accepted", day20, day20, far, far, first)
	o.insert("position_versions", columns, oldPosition, 3, int64(never), oldTalks, oldIssue, oldUkraine, "accepted", day20+1, day20+1, far, far, second)
	o.insert("position_references", "position_id, role, ordinal, party_id", oldPosition, "jointly_with", 0, oldRussia)
	o.insert("position_references", "position_id, role, ordinal, party_id", oldPosition, "addressed_to", 0, oldRussia)
	o.change(1, 7, "position", oldPosition, nil, nil)
	o.change(3, 0, "position", oldPosition, nil, nil)

	gone := oldWitness(4, map[string]any{"number": 4, "at": "2026-01-01T00:00:00Z", "reason": "x"})
	o.insert("evidence", "id, number, retracted, position_id, passage_id, article_id, relation, attribution, body", oldWit, 4, true, oldPosition, oldPassage, oldArticle, "supports", "named", gone)
	o.insert("evidence_versions", "evidence_id, position_id, from_number, to_number, body", oldWit, oldPosition, 1, 4, oldWitness(1, nil))
	o.insert("evidence_versions", "evidence_id, position_id, from_number, to_number, body", oldWit, oldPosition, 4, int64(never), gone)
	o.change(1, 8, "evidence", oldWit, nil, nil)
	o.change(4, 0, "evidence", oldWit, nil, nil)
}

// eachOld runs f on a version-1 database with data that was migrated up.
func eachOld(t *testing.T, f func(*testing.T, string)) {
	dbtest.EachEmpty(t, func(t *testing.T, url string) {
		must(t, db.OpenWith(t.Context(), url, until(t, "000001")))
		o := old{t, raw(t, url)}
		o.record()
		must(t, o.pool.Close())
		must(t, db.MigrateUp(t.Context(), url, nil))
		f(t, url)
	})
}

// readAt opens a migrated database as it was at a number.
func readAt(t *testing.T, url string, number int64) *ledger.Reader {
	t.Helper()
	d, err := db.Open(t.Context(), db.Options{URL: url})
	must(t, err)
	t.Cleanup(func() { d.Close() })
	r, err := ledger.New(db.NewStore(d)).ReadAt(t.Context(), "default", ledger.Asked{AsOf: edtf.Day(day20 + 30), KnownAt: ledger.KnownAt{Number: &number}})
	must(t, err)
	return r
}

// past is what the old record says at a number.
type past struct {
	party, partySlug, slug, summary, stated string
	with                                    uuid.UUID
	evidence                                int
}

func TestOldRecordsHaveTheirHistory(t *testing.T) {
	first := past{"Ukraine", "ukraine", "it", "Кожен їде.", "2026-01-21", oldUSA, 1}
	renamed := first
	renamed.party, renamed.partySlug = "Україна", "ukraina"
	corrected := past{"Україна", "ukraina", "that", "Nobody goes.", "2026-01-22", oldRussia, 1}
	retracted := corrected
	retracted.evidence = 0
	eachOld(t, func(t *testing.T, url string) {
		for number, want := range map[int64]past{1: first, 2: renamed, 3: corrected, 4: retracted} {
			want.check(t, readAt(t, url, number), number)
		}
		none, err := readAt(t, url, 0).Positions(ledger.PositionFilter{}, ledger.Page{Limit: 9, Sort: ledger.SortRecorded})
		if err != nil || len(none) != 0 {
			t.Errorf("before the first number: %v, %v", none, err)
		}
	})
}

func (want past) check(t *testing.T, r *ledger.Reader, number int64) {
	t.Helper()
	p, err := r.Position(want.slug)
	must(t, err)
	list := []ledger.Position{p}
	must(t, r.Expand(list, ledger.Expansion{Evidence: true, Party: true, Article: true}))
	u, err := r.Party(want.partySlug)
	must(t, err)
	got := past{u.Name, *u.Slug, *p.Slug, p.Summary, p.Stated.String(), p.JointlyWith[0].ID, len(list[0].Evidence)}
	if got != want || u.ID != oldUkraine {
		t.Errorf("at %d:\ngot  %+v\nwant %+v", number, got, want)
	}
	for _, other := range []uuid.UUID{oldUSA, oldRussia} {
		found := len(chosen(t, r, ledger.PositionFilter{JointlyWith: []uuid.UUID{other}})) == 1
		if found != (other == want.with) {
			t.Errorf("at %d: jointly_with %s finds it: %v", number, other, found)
		}
	}
	for name, f := range map[string]ledger.PositionFilter{
		"addressed_to": {AddressedTo: []uuid.UUID{oldRussia}}, "act": {Acts: []string{"offer"}}, "issue": {Issues: []uuid.UUID{oldIssue}}, "q": {Q: want.summary[len(want.summary)-3:]},
	} {
		if len(chosen(t, r, f)) != 1 {
			t.Errorf("at %d: %s does not find it", number, name)
		}
	}
	for name, f := range map[string]ledger.PositionFilter{
		"article": {Articles: []uuid.UUID{oldArticle}}, "publisher": {Publishers: []string{"The Wire"}}, "attribution": {Attributions: []string{"named"}},
	} {
		if len(chosen(t, r, f)) != want.evidence {
			t.Errorf("at %d: %s finds %d, want %d", number, name, len(chosen(t, r, f)), want.evidence)
		}
	}
}

func chosen(t *testing.T, r *ledger.Reader, f ledger.PositionFilter) []ledger.Position {
	t.Helper()
	list, err := r.Positions(f, ledger.Page{Limit: 9, Sort: ledger.SortRecorded})
	must(t, err)
	return list
}

// Down loses nothing that version 1 had, and up again gives all of it back.
func TestHistoryDownAndUp(t *testing.T) {
	eachOld(t, func(t *testing.T, url string) {
		want := counts(t, url)
		for at := uint(0); at != 1; {
			must(t, db.MigrateDown(t.Context(), url, 1))
			status, err := db.MigrateStatus(t.Context(), url)
			must(t, err)
			at = status.Version
		}
		below := counts(t, url)
		below["position_references"] = want["position_references"] // the references of old versions are in their bodies
		sameCounts(t, "down", below, want)
		must(t, db.MigrateUp(t.Context(), url, nil))
		sameCounts(t, "up again", counts(t, url), want)
		past{"Ukraine", "ukraine", "it", "Кожен їде.", "2026-01-21", oldUSA, 1}.check(t, readAt(t, url, 1), 1)
	})
}

func counts(t *testing.T, url string) map[string]int {
	t.Helper()
	pool, found := raw(t, url), map[string]int{}
	defer pool.Close()
	for _, table := range []string{"transactions", "changes", "parties", "positions", "position_versions", "position_references", "evidence", "evidence_versions", "passages"} {
		var n int
		must(t, pool.QueryRow("SELECT count(*) FROM "+table).Scan(&n))
		found[table] = n
	}
	return found
}

func sameCounts(t *testing.T, when string, got, want map[string]int) {
	t.Helper()
	for table, n := range want {
		if got[table] != n || n == 0 {
			t.Errorf("%s: %d rows in %s, want %d", when, got[table], table, n)
		}
	}
}
