package suggest

import (
	"parley/internal/anchor"
	"parley/internal/fold"
	"parley/internal/naming"
	"parley/internal/prose"
)

// RelayRule names how a text names an outlet as its origin.
type RelayRule string

// The rules for outlets.
const (
	// OutletReports: the outlet reports or writes it: "Bloomberg reports".
	OutletReports RelayRule = "outlet_reports"
	// OutletAccordingTo: it is so according to the outlet.
	OutletAccordingTo RelayRule = "outlet_according_to"
	// OutletCited: the outlet is cited: "citing Reuters".
	OutletCited RelayRule = "outlet_cited"
	// OutletInterview: the words were said to the outlet.
	OutletInterview RelayRule = "outlet_interview"
	// OutletAsked: the outlet asked the question.
	OutletAsked RelayRule = "outlet_asked"
	// OutletDateline: it stands in the dateline: "MOSCOW (Reuters) -".
	OutletDateline RelayRule = "outlet_dateline"
	// OutletByKind: the name follows what it is: "the agency Harbour Wire".
	OutletByKind RelayRule = "outlet_by_kind"
)

// Relayed is an outlet that a text names as an origin. Known is false where only
// its place in the sentence makes the name one of an outlet, so that it should be
// looked up.
type Relayed struct {
	Outlet  Piece
	Passage anchor.Hit
	Rule    RelayRule
	Known   bool
}

// maxRelayed bounds how many outlets are told of one text.
const maxRelayed = 10

var nobodys = naming.New(nil)

// Outlets finds the outlets that a text names as its origin, each where it is
// named first. The publisher itself is none.
func Outlets(text, publisher string) []Relayed {
	prepared := anchor.NewText(text)
	seen := map[string]bool{outletKey(publisher): true}
	var list []Relayed
	for b := range prose.Blocks(text) {
		for _, s := range sentencesOf(b, nobodys) {
			for _, o := range s.outlets() {
				p := s.piece(prose.Range{From: s.From, To: s.To})
				hit, err := prepared.At(anchor.Span{Start: p.Start, End: p.End})
				name := s.piece(o.Range)
				if k := outletKey(name.Exact); err == nil && !seen[k] {
					seen[k] = true
					list = append(list, Relayed{Outlet: name, Passage: hit, Rule: o.rule, Known: isOutlet(name.Exact)})
				}
				if len(list) == maxRelayed {
					return list
				}
			}
		}
	}
	return list
}

func outletKey(name string) string {
	words := wordsOf(name)
	if len(words) > 1 && words[0].Key == "the" {
		words = words[1:]
	}
	key := ""
	for _, w := range words {
		key += fold.Text(w.Text) + " "
	}
	return key
}

func wordsOf(text string) []prose.Token {
	var list []prose.Token
	for b := range prose.Blocks(text) {
		list = append(list, b.Tokens...)
	}
	return list
}

type outletAt struct {
	prose.Range
	rule RelayRule
}

// outlets finds the outlets of a sentence.
func (s *sentence) outlets() []outletAt {
	var list []outletAt
	for _, h := range s.hits() {
		name := s.properName(h.source)
		if name.Len() == 0 {
			continue
		}
		known := isOutlet(s.Slice(name))
		switch {
		case h.class == according && known:
			list = append(list, outletAt{name, OutletAccordingTo})
		case reporting[h.verb] && (known || present[s.key(h.at.From)]):
			list = append(list, outletAt{name, OutletReports})
		}
	}
	for i := s.From; i < s.To; i++ {
		if o, ok := s.outletBehind(i); ok {
			list = append(list, o)
		}
	}
	return append(list, s.dateline()...)
}

// dateline finds an outlet in brackets before the dash that ends a dateline.
func (s *sentence) dateline() []outletAt {
	const looked = 10
	for i := s.From; i < min(s.To, s.From+looked); i++ {
		if !s.sign(i, "(") {
			continue
		}
		end := i + 1
		for s.word(end) && s.Tokens[end].Capital() {
			end++
		}
		r := prose.Range{From: i + 1, To: end}
		if s.sign(end, ")") && s.sign(end+1, "-–—") && isOutlet(s.Slice(r)) {
			return []outletAt{{r, OutletDateline}}
		}
	}
	return nil
}

// present are the forms by which only outlets tell their news in the present.
var present = setOf(`reports writes пише повідомляє передає пишет сообщает передает передаёт`)

// properName is a phrase that is a name in capitals, the article left out.
func (s *sentence) properName(r prose.Range) prose.Range {
	if s.is(r.From, determiners) && r.Len() > 1 {
		r.From++
	}
	if r.Len() == 0 || r.Len() > 5 || s.capitals(r.To, r.From) != r.From {
		return prose.Range{}
	}
	return r
}

// leads are the words behind which an outlet is named as an origin.
var leads = []struct {
	words []string
	rule  RelayRule
}{
	{[]string{"citing"}, OutletCited}, {[]string{"quoting"}, OutletCited}, {[]string{"з", "посиланням", "на"}, OutletCited},
	{[]string{"со", "ссылкои", "на"}, OutletCited},
	{[]string{"told"}, OutletInterview}, {[]string{"interview", "with"}, OutletInterview}, {[]string{"interview", "to"}, OutletInterview},
	{[]string{"asked", "by"}, OutletAsked},
	{[]string{"agency"}, OutletByKind}, {[]string{"newspaper"}, OutletByKind}, {[]string{"broadcaster"}, OutletByKind},
	{[]string{"magazine"}, OutletByKind}, {[]string{"outlet"}, OutletByKind},
}

// outletBehind finds a name behind the words at a token. But for a name behind
// what it is, it must be known as an outlet's.
func (s *sentence) outletBehind(i int) (outletAt, bool) {
	for _, l := range leads {
		if !s.has(i, l.words) || s.Tokens[i].Capital() {
			continue
		}
		start := i + len(l.words)
		if s.is(start, determiners) {
			start++
		}
		end := start
		for end < s.To && s.open(end) && s.Tokens[end].Kind == prose.Word && s.Tokens[end].Capital() {
			end++
		}
		r := prose.Range{From: start, To: end}
		if r.Len() > 0 && r.Len() < 6 && (l.rule == OutletByKind || isOutlet(s.Slice(r))) {
			return outletAt{r, l.rule}, true
		}
	}
	return outletAt{}, false
}
