package suggest

import (
	"strings"

	"parley/internal/anchor"
	"parley/internal/edtf"
	"parley/internal/prose"
)

// statement makes a draft readable without its tokens. It fails for a passage
// that would begin or end inside a character.
func (d draft) statement(a Article, text *anchor.Text) (Statement, bool) {
	p := d.piece(d.passage)
	hit, err := text.At(anchor.Span{Start: p.Start, End: p.End})
	if err != nil {
		return Statement{}, false
	}
	st := Statement{Passage: hit, Quotation: d.quotation, Rules: d.rules, Quoted: d.quoted(), Source: d.whom(), Attribution: d.attribution()}
	if d.cue != nil {
		st.Cue = &Cue{Verb: d.cue.verb, Piece: d.piece(d.cue.at), Act: d.act}
	}
	st.Dates = d.datesOf(a.Published)
	return st, true
}

// quoted are the words of the passage in quotation marks.
func (d draft) quoted() []Piece {
	var list []Piece
	for _, q := range d.quotes {
		if q.Open >= d.passage.From-1 && q.Close <= d.passage.To+1 {
			if r := d.speech(q.Inner()); r.Len() > 0 {
				list = append(list, d.piece(r))
			}
		}
	}
	return list
}

// whom is the source with the words that name it, which of a continued quotation
// stand in another sentence.
func (d draft) whom() Source {
	src := Source{Kind: d.source.kind, Matches: d.source.matches}
	src.Certain = len(src.Matches) == 1 && (src.Matches[0].Rule.sure() || src.Kind == Spokesperson || src.Kind == Institution)
	switch {
	case d.cue != nil:
		src.Piece = d.piece(d.cue.source)
	case d.named.Len() > 0:
		src.Piece = d.piece(d.named)
	case d.beside != nil && d.beside.cue != nil:
		src.Piece = d.beside.piece(d.beside.cue.source)
	}
	return src
}

// attribution is how evidence calls the source. An act that the article tells in
// its own voice is one of a person who is named, or nobody is given for it. Of a
// pronoun or a description it depends on whom it means.
func (d draft) attribution() string {
	kind := d.source.kind
	switch {
	case d.has(ByOwnDocument) || kind == Document:
		return "official_document"
	case kind == Anonymous:
		return "anonymous"
	case d.has(ByNarratedAct) && !d.source.person && kind != Pronoun, kind == Outlet, kind == Nobody:
		return "unattributed"
	case kind == Name || kind == Institution || kind == Spokesperson:
		return "named"
	}
	return ""
}

func (d draft) has(rule Rule) bool {
	for _, r := range d.rules {
		if r == rule {
			return true
		}
	}
	return false
}

func contains(signs, text string) bool { return text != "" && strings.Contains(signs, text) }

// datesOf are the dates of the sentence, each with whether it dates the statement.
func (d draft) datesOf(published edtf.Date) []Date {
	own := prose.Range{}
	if d.cue != nil {
		own = d.ownDate(*d.cue)
	}
	var list []Date
	for _, m := range d.dates {
		if m.From < d.passage.From && m.Range != own || m.To > d.passage.To && m.Range != own {
			continue
		}
		isOwn := m.Range == own && own.Len() > 0
		if isOwn {
			m.future = false // it was said by the time it was published
		}
		when, rule := m.resolve(published)
		list = append(list, Date{Piece: d.piece(m.Range), EDTF: when, Rule: rule, OfStatement: isOwn})
	}
	return list
}
