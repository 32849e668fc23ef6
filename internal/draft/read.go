package draft

import (
	"github.com/google/uuid"

	"parley/internal/edtf"
	"parley/internal/ledger"
	"parley/internal/suggest"
	"parley/internal/views"
)

// Limits of one answer.
const (
	DefaultLimit = 100
	MaxLimit     = 500
)

// Asked says what is to be read: the article, from a code point on, at most so
// many suggestions, and issues of one negotiation only unless it is empty.
type Asked struct {
	Article     string
	Negotiation string
	From, Limit int64
}

// Read suggests positions from the newest text of an article. The reader must be
// one of Ledger.ReadAt.
func Read(r *ledger.Reader, q Asked) (Suggestions, error) {
	a, err := r.Article(q.Article)
	if err != nil {
		return Suggestions{}, err
	}
	v := Suggestions{KnownAt: r.Clock().KnownAt, Article: views.RefOfArticle(a), Revision: a.LatestRevision, Suggestions: []Suggestion{}}
	if a.LatestRevision == 0 {
		return v, ledger.Conflict("the article has no text yet; add a revision to it first")
	}
	d, err := load(r, q.Negotiation)
	if err != nil {
		return v, err
	}
	text, err := r.Revision(a.ID.String(), a.LatestRevision)
	if err != nil {
		return v, err
	}
	d.article, d.published = a, published(a)
	for st := range suggest.Statements(suggest.Article{Text: *text.Text, Published: d.published}, d.names) {
		if int64(st.Passage.Start) < q.From {
			continue
		}
		if int64(len(v.Suggestions)) == q.Limit {
			v.NextFrom = new(int64(st.Passage.Start))
			break
		}
		v.Suggestions = append(v.Suggestions, d.suggestion(st))
	}
	return v, d.addMemberships(r, v.Suggestions)
}

func published(a ledger.Article) edtf.Date {
	if a.Published == nil {
		return edtf.Date{}
	}
	return *a.Published
}

// suggestion writes a statement as an answer; whose position it is comes later,
// when memberships are read.
func (d *desk) suggestion(st suggest.Statement) Suggestion {
	s := Suggestion{
		Passage: selector(d.article.LatestRevision, st.Passage), Quotation: st.Quotation, Quoted: []Piece{},
		Source: d.source(st.Source), Party: Party{Candidates: []Holder{}}, Stated: d.stated(st), Dates: []Date{},
		Issues: d.issuesIn(st.Passage.Exact), Rules: st.Rules,
	}
	for _, q := range st.Quoted {
		s.Quoted = append(s.Quoted, pieceOf(q))
	}
	if st.Cue != nil {
		s.Cue = &Cue{Piece: pieceOf(st.Cue.Piece), Verb: st.Cue.Verb, Act: known(st.Cue.Act)}
	}
	s.Attribution = known(st.Attribution)
	for _, m := range st.Dates {
		s.Dates = append(s.Dates, Date{Piece: pieceOf(m.Piece), EDTF: dated(m.EDTF), Rule: m.Rule, OfStatement: m.OfStatement})
	}
	return s
}

func (d *desk) source(in suggest.Source) Source {
	out := Source{Kind: in.Kind, Candidates: []Candidate{}}
	if in.Exact != "" {
		out.Words = new(pieceOf(in.Piece))
	}
	for _, m := range in.Matches {
		p := d.parties[m.Holder]
		out.Candidates = append(out.Candidates, Candidate{Party: views.RefOfParty(p), Kind: p.Kind, Piece: pieceOf(m.Piece), Rule: m.Rule})
	}
	if in.Certain {
		out.Chosen = &out.Candidates[0].Party
	}
	return out
}

// stated takes the date the text gives for the statement, or what follows from the
// publication: it was made by then.
func (d *desk) stated(st suggest.Statement) Stated {
	for _, m := range st.Dates {
		if m.OfStatement && !m.EDTF.IsZero() {
			return Stated{EDTF: &m.EDTF, Rule: new(string(m.Rule))}
		}
	}
	if d.published.IsZero() || d.published.Latest() >= edtf.MaxDay {
		return Stated{}
	}
	by, err := edtf.Parse("/" + d.published.Latest().String())
	if err != nil {
		return Stated{} // a day in a year that EDTF has no way to write
	}
	return Stated{EDTF: &by, Rule: new(ByPublication)}
}

func (d *desk) issuesIn(passage string) []Issue {
	list := []Issue{}
	for _, m := range d.issueWords.In(passage) {
		list = append(list, Issue{Issue: views.RefOfIssue(d.issues[m.Issue]), Words: m.Words, Weight: m.Weight})
	}
	return list
}

func known(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

func dated(d edtf.Date) *edtf.Date {
	if d.IsZero() {
		return nil
	}
	return &d
}

// desk is what lies open while an article is read.
type desk struct {
	article    ledger.Article
	published  edtf.Date
	parties    []ledger.Party
	byID       map[uuid.UUID]ledger.Party
	names      *suggest.Names
	issues     []ledger.Issue
	issueWords *suggest.Issues
}
