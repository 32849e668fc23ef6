package draft

import (
	"slices"
	"strings"
	"sync"

	"parley/internal/edtf"
	"parley/internal/fold"
	"parley/internal/ledger"
	"parley/internal/suggest"
	"parley/internal/views"
)

// Article is an article as reading a single one shows it.
type Article struct {
	ledger.Article
	SuggestedRelays []Relay `json:"suggested_relays"`
}

// Relay is an outlet that the article names as its origin, the passage that says
// so, and the recorded articles of that outlet that may be meant.
type Relay struct {
	Outlet   string             `json:"outlet"`
	Rule     suggest.RelayRule  `json:"rule"`
	Passage  ledger.Selector    `json:"passage"`
	Articles []views.ArticleRef `json:"articles"`
}

// The days before and after publication in which an origin may have been
// published, and how many articles of it are told of.
const (
	daysBefore = 7
	daysAfter  = 1
	maxOrigins = 3
)

// maxScanned is how far into a text outlets are looked for, in bytes. An origin is
// named at the beginning or in the run of the report, not in an archive behind it.
const maxScanned = 200_000

// Outlets remembers the outlets that texts name, which are the same for ever. The
// zero Outlets is ready; it may be used by many at once.
type Outlets struct {
	mu   sync.Mutex
	read map[ledger.RevisionID][]suggest.Relayed
}

// maxRemembered is of how many texts the outlets are remembered.
const maxRemembered = 4096

// Suggest completes an article with the outlets its newest text names as origin.
// Once somebody has said whom it relays there is nothing to suggest.
func (o *Outlets) Suggest(r *ledger.Reader, a ledger.Article) (Article, error) {
	v := Article{Article: a, SuggestedRelays: []Relay{}}
	if a.Relays != nil || a.LatestRevision == 0 || a.Retracted != nil {
		return v, nil
	}
	named, err := o.of(r, ledger.RevisionID{Article: a.ID, Revision: a.LatestRevision})
	if err != nil {
		return v, err
	}
	for _, n := range named {
		if a.Publisher != nil && sameName(*a.Publisher, n.Outlet.Exact) {
			continue
		}
		origins, err := originsOf(r, a, n.Outlet.Exact)
		if err != nil {
			return v, err
		}
		if n.Known || len(origins) > 0 {
			v.SuggestedRelays = append(v.SuggestedRelays, Relay{Outlet: n.Outlet.Exact, Rule: n.Rule,
				Passage: selector(a.LatestRevision, n.Passage), Articles: origins})
		}
	}
	return v, nil
}

func (o *Outlets) of(r *ledger.Reader, id ledger.RevisionID) ([]suggest.Relayed, error) {
	o.mu.Lock()
	list, known := o.read[id]
	o.mu.Unlock()
	if known {
		return list, nil
	}
	v, err := r.Revision(id.Article.String(), id.Revision)
	if err != nil {
		return nil, err
	}
	list = suggest.Outlets(beginning(*v.Text), "")
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.read == nil || len(o.read) >= maxRemembered {
		o.read = map[ledger.RevisionID][]suggest.Relayed{}
	}
	o.read[id] = list
	return list, nil
}

func beginning(text string) string {
	if len(text) <= maxScanned {
		return text
	}
	return strings.ToValidUTF8(text[:maxScanned], "")
}

func sameName(a, b string) bool { return plain(a) == plain(b) }

func plain(name string) string {
	return strings.TrimPrefix(strings.Join(strings.Fields(fold.Text(name)), " "), "the ")
}

// originsOf lists the outlet's articles published near the article, nearest first.
func originsOf(r *ledger.Reader, a ledger.Article, outlet string) ([]views.ArticleRef, error) {
	refs := []views.ArticleRef{}
	if a.Published == nil || a.Published.Latest() >= edtf.MaxDay || a.Published.Earliest() <= edtf.MinDay {
		return refs, nil
	}
	from, until := a.Published.Earliest()-daysBefore, a.Published.Latest()+daysAfter
	list, err := r.Articles(ledger.ArticleFilter{Publishers: []string{outlet}, From: &from, Until: &until},
		ledger.Page{Limit: maxSought, Retracted: ledger.RetractedExclude})
	list = slices.DeleteFunc(list, func(o ledger.Article) bool { return o.ID == a.ID || o.Published == nil })
	slices.SortStableFunc(list, func(x, y ledger.Article) int { return int(distance(a, x) - distance(a, y)) })
	for _, o := range list[:min(len(list), maxOrigins)] {
		refs = append(refs, views.RefOfArticle(o))
	}
	return refs, err
}

// maxSought is among how many articles of an outlet the nearest are chosen.
const maxSought = 100

func distance(a, o ledger.Article) edtf.Day {
	return max(a.Published.Earliest()-o.Published.Latest(), o.Published.Earliest()-a.Published.Latest(), 0)
}
