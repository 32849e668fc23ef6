package views

import (
	"bytes"

	"parley/internal/ledger"
)

// PositionRead is a position as it is read.
type PositionRead struct {
	ledger.Position
	Judged
}

// Judged is what a position is read with: whether it stands on the day asked about and,
// where it is read for its own sake, what its evidence comes to.
type Judged struct {
	Standing      bool           `json:"standing"`
	Corroboration *Corroboration `json:"corroboration,omitempty"`
}

// Read adds to positions whether they stand.
func Read(clock ledger.Clock, list []ledger.Position) []PositionRead {
	read := make([]PositionRead, len(list))
	for i, p := range list {
		read[i] = PositionRead{p, Judged{Standing: p.StandsOn(clock.AsOf, clock.Match)}}
	}
	return read
}

// ReadCited adds as well what their evidence comes to, which they must have with what
// it stands in (ledger.Reader.Cite).
func ReadCited(r *ledger.Reader, list []ledger.Position, cited ledger.Cited) ([]PositionRead, error) {
	read := Read(r.Clock(), list)
	sources, err := sourcesOfCited(r, list, cited)
	for i := range read {
		c := sources.Corroborate(&list[i])
		read[i].Corroboration = &c
	}
	return read, err
}

// VersionRead is a version of a position with what it says otherwise than the
// one before; of the first that is nothing.
type VersionRead struct {
	ledger.PositionVersion
	Differences []Difference `json:"differences"`
}

// ReadVersion compares a version with the one before it.
func ReadVersion(v ledger.PositionVersion) VersionRead {
	read := VersionRead{PositionVersion: v, Differences: []Difference{}}
	if v.Before != nil {
		read.Differences = append(Diff(*v.Before, v.Position), standingDiff(*v.Before, v.Position)...)
	}
	return read
}

// standingDiff adds what became of a position rather than what it says.
func standingDiff(before, after ledger.Position) (list []Difference) {
	for _, d := range []Difference{
		{"status", encoded(before.Status), encoded(after.Status)},
		{"ended", encoded(before.Ended), encoded(after.Ended)},
	} {
		if !bytes.Equal(d.Before, d.After) {
			list = append(list, d)
		}
	}
	return list
}
