package views

import "parley/internal/ledger"

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
