package demo_test

import (
	"encoding/csv"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"testing"

	"parley/api"
	"parley/db"
	"parley/db/dbtest"
	"parley/internal/access"
	"parley/internal/demo"
	"parley/internal/ledger"
)

func TestMain(m *testing.M) { os.Exit(dbtest.Main(m)) }

// site is the demo behind its HTTP edge.
type site struct{ http.Handler }

// What the API shows, as far as the demo is judged by it.
type (
	party struct {
		Slug, Kind string
		Aliases    []any
	}
	issue struct {
		ID, Slug string
		Parent   *string
		Scale    *ledger.Scale
	}
	article struct {
		Slug   string
		Relays *ledger.Relay
	}
	position struct {
		Slug, Party, Stated, Act string
		Issue                    string
		Stance, Proposal         *string
		Speaker                  *string
		Terms                    []ledger.Term
		Conditions               []ledger.Condition
		Ended                    *ledger.End
		Status                   string
		Evidence                 []evidence
	}
	evidence struct {
		Relation     string
		Attribution  *string
		ReportedDate *string `json:"reported_date"`
		Selected     ledger.Passage
	}
)

func TestDemo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		d, err := db.Open(t.Context(), db.Options{URL: url})
		if err != nil {
			t.Fatal(err)
		}
		store := db.NewStore(d)
		defer store.Close()
		l := ledger.New(store)
		for _, first := range []bool{true, false} {
			if isNew, err := demo.Load(t.Context(), l); err != nil || isNew != first {
				t.Fatalf("new: %v, want %v; %v", isNew, first, err)
			}
		}
		contract, err := os.ReadFile("../../openapi.yaml")
		if err != nil {
			t.Fatal(err)
		}
		handler, err := api.New(l, api.Options{Contract: contract, Gate: access.Everyone{Actor: "test"}, Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		s := site{handler}
		t.Run("loaded once", s.once)
		t.Run("parties", s.parties)
		t.Run("issues", s.issues)
		t.Run("articles", s.articles)
		t.Run("positions", s.positions)
		t.Run("what it shows", s.shows)
		t.Run("what is suggested", s.suggestions)
	})
}

func (s site) get(t *testing.T, path string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	if w.Code != http.StatusOK {
		t.Fatalf("GET %s: %d %s", path, w.Code, w.Body)
	}
	return w
}

func list[T any](t *testing.T, s site, path string) []T {
	t.Helper()
	var page struct {
		Items      []T
		NextCursor *string `json:"next_cursor"`
	}
	if err := json.Unmarshal(s.get(t, path).Body.Bytes(), &page); err != nil {
		t.Fatalf("GET %s: %v", path, err)
	}
	if page.NextCursor != nil {
		t.Fatalf("GET %s: there is more than a page", path)
	}
	return page.Items
}

func (s site) one(t *testing.T, slug string) position {
	t.Helper()
	var p position
	if err := json.Unmarshal(s.get(t, "/v1/positions/"+slug).Body.Bytes(), &p); err != nil {
		t.Fatal(err)
	}
	return p
}

func (s site) wantSlugs(t *testing.T, path string, want ...string) {
	t.Helper()
	var got []string
	for _, p := range list[position](t, s, path) {
		got = append(got, p.Slug)
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("GET %s: %v, want %v", path, got, want)
	}
}

func atLeast(t *testing.T, what string, n, want int) {
	t.Helper()
	if n < want {
		t.Errorf("%d %s, want %d", n, what, want)
	}
}

// once: the demo and its one correction, which an earlier number does not know.
func (s site) once(t *testing.T) {
	if entries := list[ledger.Transaction](t, s, "/v1/transactions?limit=200"); len(entries) != 2 || entries[0].Actor != "demo" {
		t.Errorf("%+v", entries)
	}
	for number, stated := range map[string]string{"1": "2026-01-18", "2": "2026-01-22"} {
		if p := s.one(t, demo.Corrected+"?known_at="+number); p.Stated != stated {
			t.Errorf("number %s says %s, want %s", number, p.Stated, stated)
		}
	}
}

func (s site) parties(t *testing.T) {
	all := list[party](t, s, "/v1/parties?limit=200")
	atLeast(t, "parties", len(all), 12)
	kinds, aliases, memberships := map[string]int{}, 0, 0
	for _, p := range all {
		kinds[p.Kind]++
		aliases += min(len(p.Aliases), 1)
		memberships += len(list[any](t, s, "/v1/parties/"+p.Slug+"/memberships?limit=200"))
	}
	atLeast(t, "kinds of party", len(kinds), 4)
	atLeast(t, "parties with aliases", aliases, 12)
	atLeast(t, "memberships", memberships, 12)
	for _, name := range []string{"Kiev", "Київ", "Zelenskyy", "Zelenskiy"} {
		atLeast(t, "parties known as "+name, len(list[party](t, s, "/v1/parties?q="+name)), 1)
	}
}

func (s site) issues(t *testing.T) {
	all := list[issue](t, s, "/v1/issues?limit=200&negotiation="+demo.Negotiation)
	atLeast(t, "issues", len(all), 10)
	parents := map[string]*string{}
	scales, deep := 0, 0
	for _, v := range all {
		parents[v.ID] = v.Parent
		if v.Scale != nil {
			scales++
		}
	}
	for _, v := range all {
		if v.Parent != nil && parents[*v.Parent] != nil {
			deep++
		}
	}
	atLeast(t, "issues with a scale", scales, 2)
	atLeast(t, "issues on the third level of the tree", deep, 1)
	atLeast(t, "proposals", len(list[any](t, s, "/v1/proposals?limit=200")), 4)
	atLeast(t, "rounds", len(list[any](t, s, "/v1/negotiations/"+demo.Negotiation+"/rounds")), 1)
	atLeast(t, "participations", len(list[any](t, s, "/v1/negotiations/"+demo.Negotiation+"/participations")), 3)
}

func (s site) articles(t *testing.T) {
	all := list[article](t, s, "/v1/articles?limit=200")
	atLeast(t, "articles", len(all), 5)
	outlets, retold := 0, 0
	for _, a := range all {
		switch {
		case a.Relays == nil:
		case a.Relays.Outlet != nil:
			outlets++
		default:
			retold++
		}
	}
	atLeast(t, "articles that relay an outlet", outlets, 1)
	atLeast(t, "articles that relay another", retold, 1)
}

// positions checks that each accepted one opens on a sentence.
func (s site) positions(t *testing.T) {
	accepted := list[position](t, s, "/v1/positions?limit=200&expand=evidence")
	atLeast(t, "positions", len(accepted), 25)
	months := 0
	for _, p := range accepted {
		supports := 0
		for _, e := range p.Evidence {
			if e.Relation == ledger.RelationSupports && e.Selected.Exact != "" {
				supports++
			}
		}
		atLeast(t, "supporting passages of "+p.Slug, supports, 1)
		if len(p.Stated) == len("2025-12") {
			months++
		}
	}
	atLeast(t, "positions dated by month", months, 1)
}

func (s site) shows(t *testing.T) {
	// A conditional offer beside a standing rejection.
	s.wantSlugs(t, "/v1/positions?party=ukraine&issue=troop-withdrawal&standing=true&as_of=2026-01-31",
		"ukraine-offers-mutual-withdrawal", "ukraine-rejects-one-sided-withdrawal")
	offer := s.one(t, "ukraine-offers-mutual-withdrawal")
	if offer.Act != "offer" || len(offer.Terms) != 1 || offer.Terms[0].String() != "withdrawal_depth ≤ 40 km" ||
		len(offer.Conditions) != 1 || offer.Conditions[0].Kind != "reciprocal" {
		t.Errorf("%+v", offer)
	}
	// A proposal told by another party than its author.
	zone := s.one(t, "us-proposes-free-economic-zone")
	var proposal struct{ Author string }
	if err := json.Unmarshal(s.get(t, "/v1/proposals/"+*zone.Proposal).Body.Bytes(), &proposal); err != nil {
		t.Fatal(err)
	}
	s.wantSlugs(t, "/v1/positions?speaker=zelensky&proposal=free-economic-zone-proposal", zone.Slug)
	if proposal.Author != zone.Party {
		t.Errorf("the zone's author is %s, the position's party %s", proposal.Author, zone.Party)
	}
	// A demand that rests on anonymous sources alone.
	demand := s.one(t, "russia-wants-annexation-recognised")
	if demand.Act != "demand" || slices.ContainsFunc(demand.Evidence, func(e evidence) bool { return *e.Attribution != "anonymous" }) {
		t.Errorf("%+v", demand)
	}
	// One statement that two articles date differently.
	dates := map[string]bool{}
	for _, e := range s.one(t, "us-one-issue-left").Evidence {
		if e.ReportedDate != nil {
			dates[*e.ReportedDate] = true
		}
	}
	atLeast(t, "dates reported for one statement", len(dates), 2)
	// A superseded position, a retracted one, a proposed one.
	if old := s.one(t, "us-puts-progress-above-ninety-percent"); old.Ended == nil || old.Ended.How != ledger.EndSuperseded {
		t.Errorf("ended %+v", old.Ended)
	}
	s.wantSlugs(t, "/v1/positions?status=retracted", "us-ready-to-recognise-annexation")
	s.wantSlugs(t, "/v1/positions?status=proposed", "russia-hints-at-small-concessions")
	s.export(t)
}

func (s site) export(t *testing.T) {
	rows, err := csv.NewReader(s.get(t, "/v1/exports/position-history.csv").Body).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	atLeast(t, "rows of the export", len(rows)-1, 30)
	if n := len(list[any](t, s, "/v1/history?limit=200")); n != len(rows)-1 {
		t.Errorf("%d rows of history, %d in the export", n, len(rows)-1)
	}
}
