package ledger

import "parley/internal/anchor"

// Location is where a quote stands in a revision, and what selecting a passage by
// it would come to. Candidates are the first of Total places that it may mean;
// Nearest is the sentence that comes closest to a quote that is not there.
type Location struct {
	Revision   int64              `json:"revision"`
	Verdict    string             `json:"verdict"`
	Detail     string             `json:"detail"`
	Candidates []LocatedCandidate `json:"candidates"`
	Total      int                `json:"total"`
	Nearest    *Nearest           `json:"nearest"`
}

// LocatedCandidate is a place that a quote may mean (anchor.Candidate says how
// Score and Margin are measured).
type LocatedCandidate struct {
	Candidate
	Kind   string   `json:"kind"`
	Fits   bool     `json:"fits"`
	Score  float64  `json:"score"`
	Margin *float64 `json:"margin"`
}

// verdictFound is given where a passage would be selected: the first candidate.
const verdictFound = "found"

// verdicts are given where a selection would be refused, by the code of the fault.
var verdicts = map[string]string{
	"quote-ambiguous": "ambiguous",
	"quote-context":   "context_contradicts",
	"quote-not-found": "not_found",
}

// Locate looks a quote up as the selection of a passage does, and records nothing.
// What selection refuses for another reason than the article's text is refused here too.
func (r *Reader) Locate(article string, in PassageInput) (Location, error) {
	a, err := follow(r, articles(), article)
	if err != nil {
		return Location{}, err
	}
	var f faults
	revision, ok := revisionOf(a, in, "", &f)
	if !ok {
		return Location{}, f.err()
	}
	text, err := r.prepare(a.ID, revision)
	if err != nil {
		return Location{}, err
	}
	found, total, err := text.Survey(in.quoted())
	v := Location{Revision: revision, Verdict: verdictFound, Detail: "a passage selected by this quote is the first candidate",
		Candidates: located(found), Total: total}
	if err != nil {
		explain(err, "", &f)
		fault := f.list[0]
		v.Verdict, v.Detail, v.Nearest = verdicts[fault.Code], fault.Detail, fault.Nearest
	}
	if v.Verdict == "" {
		return v, f.err()
	}
	return v, nil
}

func located(found []anchor.Candidate) []LocatedCandidate {
	list := make([]LocatedCandidate, len(found))
	for i, c := range found {
		list[i] = LocatedCandidate{Candidate: candidate(c.Hit), Kind: string(c.Kind), Fits: c.Fits, Score: c.Score, Margin: c.Margin}
	}
	return list
}
