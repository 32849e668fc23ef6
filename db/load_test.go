package db_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"

	"parley/db"
	"parley/internal/access"
	"parley/internal/edtf"
	"parley/internal/ledger"
	"parley/internal/shingle"
)

// load fills every table with enough rows, spread as in real use, that a
// planner has a reason to choose. What a filter can ask for has a rare value,
// "rare" or the first id, that an index finds quicker than a walk does. It gives
// a transaction of its own to each fifty positions.
type load struct {
	t         testing.TB
	store     *db.Store
	workspace string
	count     int
	ctx       context.Context
	tables    ledger.Tables
	meta      ledger.Meta
	changes   []ledger.Change

	negotiations, parties, issues, proposals, rounds []uuid.UUID
	articles, passages, positions, salience          []uuid.UUID
}

func newLoad(t testing.TB, s *db.Store, positions int) *load {
	return newLoadIn(t, s, "default", positions)
}

func newLoadIn(t testing.TB, s *db.Store, workspace string, positions int) *load {
	l := &load{t: t, store: s, ctx: t.Context(), workspace: workspace, count: positions}
	must(t, s.InsertKey(l.ctx, access.Key{ID: fresh().ID, Workspace: workspace, Name: "loader", CreatedAt: time.Now()}, []byte{0}))
	l.write("loader", l.things)
	l.write("loader", l.sources)
	for from := 0; from < positions; from += 50 {
		l.write(fmt.Sprintf("coder-%d", from/500), func() { l.statements(from, from+50) })
	}
	l.write("rare", func() { l.change("rare", l.positions[0]) })
	return l
}

func (l *load) write(actor string, fn func()) {
	l.t.Helper()
	entry := ledger.Transaction{RecordedAt: time.Now(), Actor: actor}
	must(l.t, l.store.Write(l.ctx, l.workspace, entry, func(t ledger.Tables, e ledger.Transaction) (bool, error) {
		l.tables, l.changes = t, nil
		l.meta = ledger.Meta{Number: e.Number, RecordedAt: e.RecordedAt, UpdatedAt: e.RecordedAt}
		fn()
		return true, t.Transactions().InsertChanges(l.ctx, e.Number, l.changes)
	}))
}

func (l *load) change(kind string, id uuid.UUID) {
	l.changes = append(l.changes, ledger.Change{Kind: kind, ID: id, Action: ledger.ActionCreate, After: json.RawMessage("{}")})
}

// put stores a resource and notes it in the ledger, which keeps its past.
func put[T any](l *load, kind string, table interface {
	Insert(context.Context, *T) error
}, v *T) {
	must(l.t, table.Insert(l.ctx, v))
	after, err := json.Marshal(v)
	must(l.t, err)
	id := any(v).(interface{ Key() ledger.Key }).Key().ID
	l.changes = append(l.changes, ledger.Change{Kind: kind, ID: id, Action: ledger.ActionCreate, After: after})
}

func (l *load) things() {
	for i := range l.count / 4 {
		negotiation := l.add(&l.negotiations)
		put(l, "negotiation", l.tables.Negotiations(), &ledger.Negotiation{Identity: negotiation, Meta: l.meta,
			NegotiationFields: ledger.NegotiationFields{Name: fmt.Sprint("talks ", i)}})
		put(l, "party", l.tables.Parties(), &ledger.Party{Identity: l.add(&l.parties), Meta: l.meta,
			PartyFields: ledger.PartyFields{Kind: rarely(i, "state", "person", "bloc"), Name: fmt.Sprint("party ", i),
				Identifiers: []ledger.Identifier{{Scheme: "wikidata", Value: fmt.Sprint("Q", i)}}}})
		put(l, "round", l.tables.Rounds(), &ledger.Round{Identity: l.add(&l.rounds), Meta: l.meta,
			Negotiation: pick(l.negotiations, i/3), RoundFields: ledger.RoundFields{Name: fmt.Sprint("round ", i)}})
		l.issue(i)
		l.links(i)
	}
}

func (l *load) issue(i int) {
	var parent *ledger.Reference
	if i%10 != 0 {
		parent = some(l.issues, i/3)
	}
	put(l, "issue", l.tables.Issues(), &ledger.Issue{Identity: l.add(&l.issues), Meta: l.meta,
		IssueFields: ledger.IssueFields{Negotiation: pick(l.negotiations, i/3), Parent: parent, Question: fmt.Sprint("question ", i)}})
	put(l, "proposal", l.tables.Proposals(), &ledger.Proposal{Identity: l.add(&l.proposals), Meta: l.meta,
		ProposalFields: ledger.ProposalFields{Negotiation: pick(l.negotiations, i/3), Author: some(l.parties, i/2),
			Issues: []ledger.Reference{pick(l.issues, i)}, Name: fmt.Sprint("plan ", i)}})
	for v := range 3 {
		must(l.t, l.tables.Proposals().InsertVersion(l.ctx, &ledger.ProposalVersion{
			Proposal: l.proposals[i], Version: int64(v + 1), Number: l.meta.Number, RecordedAt: l.meta.RecordedAt}))
	}
}

func (l *load) links(i int) {
	put(l, "membership", l.tables.Memberships(), &ledger.Membership{Identity: fresh(), Meta: l.meta,
		Member: pick(l.parties, i), MembershipFields: ledger.MembershipFields{Group: pick(l.parties, i/4)}})
	put(l, "participation", l.tables.Participations(), &ledger.Participation{Identity: fresh(), Meta: l.meta,
		Negotiation:         pick(l.negotiations, i/4),
		ParticipationFields: ledger.ParticipationFields{Party: pick(l.parties, i/2), Role: rarely(i, "party", "mediator", "host")}})
	put(l, "salience", l.tables.Salience(), &ledger.Salience{Identity: l.add(&l.salience), Meta: l.meta,
		SalienceFields: ledger.SalienceFields{Party: pick(l.parties, i), Issue: pick(l.issues, i/2), Dated: day(i)}})
	l.change(rarely(i, "party", "issue", "round"), l.parties[i])
}

func (l *load) sources() {
	for i := range l.count / 2 {
		published, address := day(i), fmt.Sprintf("https://example.org/%d", i)
		a := ledger.Article{Identity: l.add(&l.articles), Meta: l.meta, LatestRevision: 1,
			ArticleFields: ledger.ArticleFields{Publisher: new(rarely(i, "Daily", "Weekly", "Agency")), URL: &address,
				CanonicalURL: &address, Language: new(rarely(i, "en", "uk", "ru")), Published: &published}}
		if i%3 == 1 {
			a.Relays = &ledger.Relay{Article: some(l.articles, i/3)}
		} else if i%3 == 2 {
			a.Relays = &ledger.Relay{Outlet: new(fmt.Sprint("outlet ", i/30))}
		}
		put(l, "article", l.tables.Articles(), &a)
		text := fmt.Sprint("text ", i) + sharedText(i/2)
		_, err := ledger.StoreText(l.ctx, l.tables, &ledger.Revision{Article: a.ID, Revision: 1, SHA256: text, Text: &text,
			Runs: shingle.Of(text).Bytes(), Number: l.meta.Number, RecordedAt: l.meta.RecordedAt}, l.tables.Revisions().Insert)
		must(l.t, err)
		for range 2 {
			p := ledger.Passage{Identity: l.add(&l.passages), Meta: l.meta, Article: a.ID, Anchor: ledger.Anchoring{Revision: 1, Reviewed: i%150 == 7},
				Selector: ledger.Selector{Revision: 1, Exact: text}, State: rarely(i, "anchored", "moved")}
			put(l, "passage", l.tables.Passages(), &p)
			must(l.t, l.tables.Passages().InsertAnchor(l.ctx, &p, p.Anchor))
		}
	}
}

// sharedText is so long that two texts with it are alike.
func sharedText(n int) (text string) {
	for i := range 2 * ledger.LeastShared {
		text += fmt.Sprintf(" %d-%d", n, i)
	}
	return text
}

func (l *load) statements(from, to int) {
	for i := from; i < to; i++ {
		p := ledger.Position{Identity: l.add(&l.positions), Meta: l.meta, Negotiation: pick(l.negotiations, i/20), PositionFields: ledger.PositionFields{
			Party: pick(l.parties, i/7), Issue: pick(l.issues, i/9), Proposal: some(l.proposals, i/8), Round: some(l.rounds, i/9),
			Speaker: some(l.parties, i/5), OnBehalfOf: some(l.parties, i/6), InReplyTo: some(l.positions, i/2), Act: rarely(i, "offer", "demand", "reject", "accept"),
			Stance: new(rarely(i, "supports", "opposes", "neutral")), Summary: fmt.Sprint("statement ", i), Stated: day(i),
			JointlyWith: []ledger.Reference{pick(l.parties, i/4)}, AddressedTo: []ledger.Reference{pick(l.parties, i/3)},
			Supersedes: []ledger.Reference{pick(l.positions, i/2)}}, Status: rarely(i, "accepted", "accepted", "proposed")}
		must(l.t, l.tables.Positions().Insert(l.ctx, &p))
		e := ledger.Evidence{Identity: fresh(), Meta: l.meta, Passage: l.passages[i%len(l.passages)], Article: pick(l.articles, i/2),
			EvidenceFields: ledger.EvidenceFields{Relation: rarely(i, "supports", "context"),
				Attribution: new(rarely(i, "named", "anonymous", "unattributed")), AttributedTo: some(l.parties, i/5)}}
		if e.Position = &p.ID; i%5 == 0 {
			e.Position, e.Salience = nil, &l.salience[i%len(l.salience)]
		}
		must(l.t, l.tables.Evidence().Insert(l.ctx, &e))
		l.change("position", p.ID)
	}
}

func (l *load) add(to *[]uuid.UUID) ledger.Identity {
	id := fresh()
	*to = append(*to, id.ID)
	return id
}

func fresh() ledger.Identity { return ledger.Identity{ID: uuid.Must(uuid.NewV7())} }

func pick(ids []uuid.UUID, i int) ledger.Reference { return ledger.RefTo(ids[i%len(ids)]) }

func some(ids []uuid.UUID, i int) *ledger.Reference { return new(pick(ids, i)) }

// rarely gives the common values in turn and, once in 150 times, "rare".
func rarely(i int, common ...string) string {
	if i%150 == 7 {
		return "rare"
	}
	return common[i%len(common)]
}

// day spreads dates over eleven years; each seventh is a whole month.
func day(i int) edtf.Date {
	at := time.Date(2015, 1, 1+2*i, 0, 0, 0, 0, time.UTC)
	if i%7 == 0 {
		return edtf.MustParse(at.Format("2006-01"))
	}
	return edtf.MustParse(at.Format("2006-01-02"))
}
