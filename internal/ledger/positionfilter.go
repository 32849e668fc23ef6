package ledger

import (
	"context"

	"github.com/google/uuid"

	"parley/internal/edtf"
)

// PositionFilter chooses positions. Lists hold alternatives; different fields
// must all match. From and Until bound when it was stated, Standing asks for what
// holds on a day.
type PositionFilter struct {
	IDs                                      []uuid.UUID
	Negotiations, Issues, Parties, Proposals []uuid.UUID
	Speakers, OnBehalfOf, JointlyWith        []uuid.UUID
	AddressedTo, Rounds, Articles, Passages  []uuid.UUID
	Acts, Stances, Statuses                  []string
	Publishers, Attributions                 []string
	From, Until                              *edtf.Day
	Match                                    edtf.Match
	Standing                                 *Standing
	Touches                                  uuid.UUID
	Q                                        string
}

// Standing asks which positions hold at the end of a day: for certain (surely
// stated, surely not ended) or possibly (perhaps stated, perhaps not ended).
type Standing struct {
	Day   edtf.Day
	Match edtf.Match
	// Not asks for all the others instead.
	Not bool
}

// PositionTable also keeps the versions and the references between positions.
type PositionTable interface {
	SluggedTable[Position, PositionFilter]
	// Whole gives a position with its evidence in force, as one statement sees it.
	Whole(ctx context.Context, id uuid.UUID) (WholePosition, error)
	// Superseders lists the accepted positions that say they supersede one.
	Superseders(ctx context.Context, id uuid.UUID) ([]Position, error)
	// Superseded tells whether any position, of whichever status, supersedes one.
	Superseded(ctx context.Context, id uuid.UUID) (bool, error)
	// Versions lists the versions of a position after the given number.
	Versions(ctx context.Context, id uuid.UUID, page Page) ([]PositionVersion, error)
	// EachHistoryRow calls fn for each position and supporting passage, in order, until it fails.
	EachHistoryRow(ctx context.Context, filter PositionFilter, page Page, fn HistoryFunc) error
	// CountHistory counts the rows that EachHistoryRow gives, Count the positions in them.
	CountHistory(ctx context.Context, filter PositionFilter) (int64, error)
	Count(ctx context.Context, filter PositionFilter) (int64, error)
}
