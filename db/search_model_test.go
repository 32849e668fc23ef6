package db_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"parley/db"
	"parley/db/dbtest"
	"parley/internal/access"
	"parley/internal/edtf"
	"parley/internal/ledger"
	"parley/internal/search"
)

// plainSearch is a scan of everything there is, by the rules of docs/search.md
// and nothing of the index.
type plainSearch struct {
	parties []ledger.Party
	things  []plainThing
}

// plainThing is something that search finds, as far as it is found.
type plainThing struct {
	kind  ledger.Kind
	id    uuid.UUID
	texts [][]string // words
	dated *edtf.Date
	// of are the parties, issues and negotiations of each statement it is, or is
	// evidence for; of a party and an issue itself.
	of         []map[uuid.UUID]bool
	voices     map[uuid.UUID]bool
	publishers map[string]bool
	hidden     bool
}

func plainWords(text string) (list []string) {
	for token := range search.Tokens(text) {
		list = append(list, token.Word)
	}
	return list
}

func (p plainThing) has(words []string, prefix bool) bool {
	return slices.ContainsFunc(p.texts, func(text []string) bool {
		for at := range len(text) - len(words) + 1 {
			part := text[at : at+len(words)]
			last := len(words) - 1
			if slices.Equal(part[:last], words[:last]) && (part[last] == words[last] || prefix && strings.HasPrefix(part[last], words[last])) {
				return true
			}
		}
		return false
	})
}

// names of a party as words.
func plainNames(p ledger.Party) [][]string {
	names := [][]string{plainWords(p.Name)}
	for _, a := range p.Aliases {
		names = append(names, plainWords(a.Name))
	}
	return names
}

// matches walks the query from the left, taking the longest name it can.
func (s plainSearch) matches(t plainThing, q search.Query) bool {
	for _, term := range q.Excluded {
		if t.has(term.Words, term.Prefix) {
			return false
		}
	}
	for at := 0; at < len(q.Terms); {
		end, named := at+1, []ledger.Party(nil)
		for n := len(q.Terms) - at; n > 0 && named == nil; n-- {
			if named = s.named(q.Terms[at : at+n]); named != nil {
				end = at + n
			}
		}
		all := !slices.ContainsFunc(q.Terms[at:end], func(term search.Term) bool { return !t.has(term.Words, term.Prefix) })
		if !all && !slices.ContainsFunc(named, func(p ledger.Party) bool {
			return t.voices[p.ID] || slices.ContainsFunc(plainNames(p), func(name []string) bool { return t.has(name, false) })
		}) {
			return false
		}
		at = end
	}
	return true
}

func (s plainSearch) named(terms []search.Term) (found []ledger.Party) {
	var words []string
	for _, t := range terms {
		if t.Prefix || t.Quoted && len(terms) > 1 {
			return nil
		}
		words = append(words, t.Words...)
	}
	for _, p := range s.parties {
		if slices.ContainsFunc(plainNames(p), func(name []string) bool { return slices.Equal(name, words) }) {
			found = append(found, p)
		}
	}
	return found
}

func (t plainThing) passes(f ledger.SearchFilter) bool {
	within := func(ids []uuid.UUID) func(map[uuid.UUID]bool) bool {
		return func(of map[uuid.UUID]bool) bool {
			return len(ids) == 0 || slices.ContainsFunc(ids, func(id uuid.UUID) bool { return of[id] })
		}
	}
	belongs := slices.ContainsFunc(t.of, func(of map[uuid.UUID]bool) bool {
		return within(f.Negotiations)(of) && within(f.Issues)(of) && within(f.Parties)(of)
	})
	if len(f.Negotiations)+len(f.Issues)+len(f.Parties) > 0 && !belongs {
		return false
	}
	return !t.hidden && (len(f.Kinds) == 0 || slices.Contains(f.Kinds, t.kind)) &&
		(len(f.Publishers) == 0 || slices.ContainsFunc(f.Publishers, func(p string) bool { return t.publishers[p] })) && t.when(f)
}

func (t plainThing) when(f ledger.SearchFilter) bool {
	if f.From == nil && f.Until == nil {
		return true
	}
	if t.dated == nil {
		return false
	}
	early, late := t.dated.Earliest(), t.dated.Latest()
	if f.Match == edtf.Possible {
		early, late = late, early
	}
	return (f.From == nil || early >= *f.From) && (f.Until == nil || late <= *f.Until)
}

// plainly reads everything with the lists of the store.
func plainly(t *testing.T, s *db.Store, workspace string) (p plainSearch) {
	ctx, tables := t.Context(), read(t, s, workspace)
	all := ledger.Page{Retracted: ledger.RetractedInclude}
	parties, err := tables.Parties().List(ctx, ledger.PartyFilter{}, all)
	must(t, err)
	takingPart, err := tables.Participations().List(ctx, ledger.ParticipationFilter{}, all)
	must(t, err)
	for _, v := range parties {
		of := map[uuid.UUID]bool{v.ID: true}
		for _, part := range takingPart {
			if part.Party.ID == v.ID && part.Retracted == nil {
				of[part.Negotiation.ID] = true
			}
		}
		if v.MergedInto == nil && v.Retracted == nil {
			p.parties = append(p.parties, v)
		}
		p.add(ledger.KindOfParty, v.ID, v.SearchTexts(), nil, of).hidden = v.Retracted != nil || v.MergedInto != nil
		p.last().voices = map[uuid.UUID]bool{v.ID: true}
	}
	issues, err := tables.Issues().List(ctx, ledger.IssueFilter{}, all)
	must(t, err)
	for _, v := range issues {
		p.add(ledger.KindOfIssue, v.ID, v.SearchTexts(), nil, map[uuid.UUID]bool{v.ID: true, v.Negotiation.ID: true}).hidden = v.Retracted != nil
	}
	p.statements(t, tables)
	return p
}

func (p *plainSearch) add(kind ledger.Kind, id uuid.UUID, texts []ledger.SearchText, dated *edtf.Date, of ...map[uuid.UUID]bool) *plainThing {
	thing := plainThing{kind: kind, id: id, dated: dated, of: of, voices: map[uuid.UUID]bool{}, publishers: map[string]bool{}}
	for _, text := range texts {
		thing.texts = append(thing.texts, plainWords(text.Text))
	}
	p.things = append(p.things, thing)
	return p.last()
}

func (p *plainSearch) last() *plainThing { return &p.things[len(p.things)-1] }

func (p *plainSearch) statements(t testing.TB, tables ledger.Tables) {
	ctx, all := t.Context(), ledger.Page{Retracted: ledger.RetractedInclude}
	positions, err := tables.Positions().List(ctx, ledger.PositionFilter{}, all)
	must(t, err)
	articles, err := tables.Articles().List(ctx, ledger.ArticleFilter{}, all)
	must(t, err)
	passages, err := tables.Passages().List(ctx, ledger.PassageFilter{}, all)
	must(t, err)
	evidence, err := tables.Evidence().List(ctx, ledger.EvidenceFilter{}, ledger.Page{Retracted: ledger.RetractedExclude})
	must(t, err)
	ofPosition, publisher := map[uuid.UUID]map[uuid.UUID]bool{}, map[uuid.UUID]string{}
	voices := map[uuid.UUID][]uuid.UUID{}
	for _, a := range articles {
		publisher[a.ID] = *a.Publisher
	}
	for _, v := range positions {
		of := map[uuid.UUID]bool{v.Negotiation.ID: true, v.Issue.ID: true}
		for _, id := range v.Voices() {
			of[id] = true
		}
		thing := p.add(ledger.KindOfPosition, v.ID, v.SearchTexts(), &v.Stated, of)
		thing.hidden = v.Status != ledger.StatusAccepted
		for _, id := range v.Voices() {
			thing.voices[id] = true
		}
		for _, e := range evidence {
			if e.Position != nil && *e.Position == v.ID {
				thing.publishers[publisher[e.Article.ID]] = true
			}
		}
		if v.Status == ledger.StatusAccepted {
			ofPosition[v.ID], voices[v.ID] = of, v.Voices()
		}
	}
	rests := func(thing *plainThing, on func(ledger.Evidence) bool, withVoices bool) {
		for _, e := range evidence {
			if e.Position == nil || !on(e) || ofPosition[*e.Position] == nil {
				continue
			}
			thing.of = append(thing.of, ofPosition[*e.Position])
			for _, id := range voices[*e.Position] {
				thing.voices[id] = withVoices
			}
		}
	}
	published := map[uuid.UUID]*edtf.Date{}
	for _, a := range articles {
		published[a.ID] = a.Published
		revision, err := tables.Revisions().Get(ctx, a.ID, a.LatestRevision)
		must(t, err)
		thing := p.add(ledger.KindOfArticle, a.ID, a.SearchTexts(revision.Text), a.Published)
		thing.hidden, thing.publishers = a.Retracted != nil, map[string]bool{*a.Publisher: true}
		rests(thing, func(e ledger.Evidence) bool { return e.Article.ID == a.ID }, false)
	}
	for _, v := range passages {
		thing := p.add(ledger.KindOfPassage, v.ID, v.SearchTexts(), published[v.Article])
		thing.hidden, thing.publishers = v.Retracted != nil, map[string]bool{publisher[v.Article]: true}
		rests(thing, func(e ledger.Evidence) bool { return e.Passage == v.ID }, true)
	}
}

// Whatever is recorded, changed, taken back and asked, a search finds what a scan
// of everything finds, on both engines, in pages of any size.
func TestSearchIsAPlainScan(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		d := open(t, url)
		s := db.NewStore(d)
		rapid.Check(t, func(r *rapid.T) {
			w := newSearchWorld(r, t, d, s)
			for range rapid.IntRange(5, 25).Draw(r, "steps") {
				w.step()
			}
			_, err := s.Verify(t.Context(), access.Workspace{Slug: w.workspace}, nil, func(f db.Fault) {
				if !strings.Contains(f.What, "workspace_settings") {
					r.Errorf("%+v", f)
				}
			})
			must(t, err)
			plain := plainly(t, s, w.workspace)
			for range 12 {
				w.compare(plain)
			}
		})
	})
}

func (w *searchWorld) compare(plain plainSearch) {
	text, filter := w.query(), w.filter()
	q, err := search.Parse(text)
	if err != nil {
		return
	}
	var want, got []string
	for _, thing := range plain.things {
		if thing.passes(filter) && plain.matches(thing, q) {
			want = append(want, fmt.Sprint(thing.kind, " ", thing.id))
		}
	}
	page := ledger.Page{Limit: rapid.IntRange(1, 10).Draw(w.r, "limit"), Retracted: ledger.RetractedExclude}
	for {
		reader, err := w.ledger.Read(w.t.Context(), w.workspace)
		must(w.t, err)
		hits, err := reader.Search(q, filter, page)
		must(w.t, err)
		for _, h := range hits {
			got = append(got, fmt.Sprint(h.Kind, " ", h.ID))
		}
		if len(hits) < page.Limit {
			break
		}
		page.After = new(hits[len(hits)-1].Key())
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		w.r.Fatalf("%q by %+v found\n%s\nwant\n%s", text, filter, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
