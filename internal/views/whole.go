package views

import "parley/internal/ledger"

// Judged is what PositionRead tells beside the position and its evidence.
type Judged struct {
	Standing      bool           `json:"standing"`
	Corroboration *Corroboration `json:"corroboration,omitempty"`
}

// Judge judges a position as ReadCited does.
func Judge(r *ledger.Reader, v *ledger.WholePosition) (Judged, error) {
	p := ledger.Position{Identity: ledger.Identity{ID: v.ID}, Evidence: make([]ledger.Evidence, len(v.Evidence))}
	for i := range v.Evidence {
		p.Evidence[i] = v.Evidence[i].Evidence
	}
	sources, err := sourcesOfCited(r, []ledger.Position{p}, v.Cited)
	if err != nil {
		return Judged{}, err
	}
	c := sources.Corroborate(&p)
	clock := r.Clock()
	return Judged{Standing: v.StandsOn(clock.AsOf, clock.Match), Corroboration: &c}, nil
}
