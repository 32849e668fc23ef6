package datapackage

import (
	"errors"
	"fmt"
	"io"

	"parley/internal/bundle"
	"parley/internal/ledger"
)

// step is one pass over a table: its rows are restored or, again, completed.
type step struct {
	table string
	again bool
}

// steps put what is named before what names it. Rows that name others of their table
// are completed when all of that are there, and positions when their evidence is.
var steps = []step{
	{"negotiations", false}, {"parties", false}, {"parties", true}, {"memberships", false}, {"participations", false}, {"rounds", false},
	{"issues", false}, {"issues", true}, {"proposals", false}, {"proposal_versions", false}, {"proposals", true},
	{"articles", false}, {"article_revisions", false}, {"articles", true}, {"passages", false},
	{"positions", false}, {"salience", false}, {"evidence", false}, {"positions", true},
}

// step yields the rows of one pass, and tells whether more are wanted.
func (p *Package) step(a *archive, s step, yield func(bundle.Item) bool) (more bool, err error) {
	file, there := p.tables[s.table]
	if !there {
		return true, nil
	}
	rows, err := p.open(a, s.table)
	if err != nil {
		return false, err
	}
	defer rows.close()
	var within []*elements
	if s.table == "positions" {
		for _, name := range []string{"conditions", "terms"} {
			list, err := p.elements(a, name)
			if err != nil {
				return false, err
			}
			defer list.close()
			within = append(within, list)
		}
	}
	for {
		cells, err := rows.next()
		if errors.Is(err, io.EOF) {
			return strays(within, s, yield), nil
		}
		if err != nil {
			return false, err
		}
		v := row{table: rows.Table, place: fmt.Sprintf("%s row %d", file.Path, rows.row), cells: cells, lists: map[string]list{}}
		for _, e := range within {
			if v.lists[e.Name], err = e.of(v.cell("id")); err != nil {
				return false, err
			}
		}
		if !yield(v.item(s.again)) {
			return false, nil
		}
	}
}

// file is a table of the package that is being read.
type file struct {
	*reading
	in *entry
}

func (p *Package) open(a *archive, name string) (*file, error) {
	in, err := a.open(p.tables[name].Path)
	if err != nil {
		return nil, err
	}
	t, err := newTable(in, tableOf(name))
	return &file{t, in}, err
}

func (f *file) close() { _ = f.in.Close() } // it was only read

// mostElements bounds the conditions, and the terms, of one position: ten times what
// the interface takes.
const mostElements = 500

// list are the elements of one position.
type list struct {
	places []string
	rows   [][]string
}

// elements are the rows of a table whose rows are parts of positions. They stand in
// the order of the positions, so that both files are read side by side.
type elements struct {
	*file
	path  string
	ahead []string
}

func (p *Package) elements(a *archive, name string) (*elements, error) {
	f, err := p.open(a, name)
	if err != nil {
		return nil, err
	}
	e := &elements{file: f, path: p.tables[name].Path}
	return e, e.advance()
}

func (e *elements) advance() (err error) {
	e.ahead, err = e.next()
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return err
}

func (e *elements) place() string { return fmt.Sprintf("%s row %d", e.path, e.row) }

// of takes the elements of a position that come next.
func (e *elements) of(position string) (l list, err error) {
	for err == nil && e.ahead != nil && e.ahead[e.reading.of("position")] == position && len(l.rows) <= mostElements {
		l.places, l.rows = append(l.places, e.place()), append(l.rows, e.ahead)
		err = e.advance()
	}
	return l, err
}

// strays tells of elements that no position came for.
func strays(within []*elements, s step, yield func(bundle.Item) bool) (more bool) {
	for _, e := range within {
		if e.ahead == nil || s.again {
			continue
		}
		err := bundle.Refuse("its position %s is not in positions.csv, or the rows stand in another order than the positions", e.ahead[e.reading.of("position")])
		if !yield(bundle.Item{Place: e.place(), Err: err}) {
			return false
		}
	}
	return true
}

// item makes an item of a row. What is no resource was told at the first look.
func (v row) item(again bool) bundle.Item {
	item := bundle.Item{Kind: string(v.table.Kind), Place: v.place, Again: again}
	resource, body, err := v.resource()
	item.Raw = body
	item.Record = func(w *ledger.Writer) (isNew bool, _ error) {
		refused := err
		switch {
		case refused == nil && again:
			refused = w.Complete(resource)
		case refused == nil:
			isNew, refused = w.Restore(resource)
		case again:
			return false, nil
		}
		return isNew, v.located(refused)
	}
	return item
}

// resources make a resource of each kind from its JSON.
var resources = map[ledger.Kind]func([]byte) (any, error){
	ledger.KindOfNegotiation: resourceOf[ledger.Negotiation], ledger.KindOfParty: resourceOf[ledger.Party], ledger.KindOfMembership: resourceOf[ledger.Membership],
	ledger.KindOfParticipation: resourceOf[ledger.Participation], ledger.KindOfRound: resourceOf[ledger.Round], ledger.KindOfIssue: resourceOf[ledger.Issue],
	ledger.KindOfProposal: resourceOf[ledger.Proposal], ledger.KindOfVersion: resourceOf[ledger.ProposalVersion], ledger.KindOfArticle: resourceOf[ledger.Article],
	ledger.KindOfRevision: resourceOf[ledger.Revision], ledger.KindOfPassage: resourceOf[ledger.Passage], ledger.KindOfPosition: resourceOf[ledger.Position],
	ledger.KindOfSalience: resourceOf[ledger.Salience], ledger.KindOfEvidence: resourceOf[ledger.Evidence],
}

func resourceOf[T any](data []byte) (any, error) {
	var v T
	err := strictly(data, &v)
	return v, err
}
