package ledger

import (
	"context"

	"github.com/google/uuid"

	"parley/internal/shingle"
)

// Likeness says how much two texts have in common, each a revision of another
// article: how many runs of words they have (package shingle) and share. It is
// found when the later one comes in, or when both are first given as evidence for
// one position, and never changes.
type Likeness struct {
	A, B                 RevisionID
	RunsA, RunsB, Shared int64
	// Number is the ledger number under which it was found.
	Number int64
}

// isOf tells whether it is that of two texts, in either order.
func (l Likeness) isOf(a, b RevisionID) bool { return l.A == a && l.B == b || l.A == b && l.B == a }

// LeastContainment and LeastShared bound what counts as a likeness. They lie
// below what joins two articles to one origin (package origin), so that readers see
// what came close to it.
const (
	LeastContainment = 0.1
	LeastShared      = 20
)

// Alike counts what two texts have in common.
func Alike(a RevisionID, setA shingle.Set, b RevisionID, setB shingle.Set) Likeness {
	return Likeness{A: a, B: b, RunsA: int64(len(setA)), RunsB: int64(len(setB)), Shared: int64(shingle.Shared(setA, setB))}
}

// Counts tells whether it is enough to be kept.
func (l Likeness) Counts() bool {
	return l.Shared >= LeastShared && l.Containment() >= LeastContainment
}

// Containment is the share of the smaller text that stands in the other, from 0 to 1.
func (l Likeness) Containment() float64 { return shareOf(l.Shared, min(l.RunsA, l.RunsB)) }

// ContainmentA is the share of A that stands in B.
func (l Likeness) ContainmentA() float64 { return shareOf(l.Shared, l.RunsA) }

// ContainmentB is the share of B that stands in A.
func (l Likeness) ContainmentB() float64 { return shareOf(l.Shared, l.RunsB) }

// Jaccard is the share of what both texts have together that they share.
func (l Likeness) Jaccard() float64 { return shareOf(l.Shared, l.RunsA+l.RunsB-l.Shared) }

func shareOf(part, whole int64) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// ScoreWhole is the score of a text that stands in the other entirely.
const ScoreWhole = 1_000_000

// Score is the containment in millionths, by which likenesses are sorted.
func (l Likeness) Score() int64 { return l.Shared * ScoreWhole / max(1, min(l.RunsA, l.RunsB)) }

// Key places a likeness of A in a list, the highest score first.
func (l Likeness) Key() Key { return Key{Value: l.Score(), ID: l.B.Article} }

// CopyTable keeps what texts have in common, and an index to find it by: where
// the newest texts of articles have which runs of words.
type CopyTable interface {
	// NextText gives the number that the next text takes in the index.
	NextText(ctx context.Context) (int64, error)
	// TextsByRun gives the numbers of the texts that have each of the runs.
	TextsByRun(ctx context.Context, runs shingle.Set) (map[uint32][]int64, error)
	// InsertText puts a text into the index under its runs.
	InsertText(ctx context.Context, text int64, runs shingle.Set) error
	// DeleteText takes it out.
	DeleteText(ctx context.Context, text int64, runs shingle.Set) error
	// Texts says which texts the numbers are, and how many runs they have.
	Texts(ctx context.Context, numbers []int64) ([]IndexedText, error)
	// Newest gives the newest texts of articles that are in the index.
	Newest(ctx context.Context, articles []uuid.UUID) ([]IndexedText, error)
	// CitedFor lists the articles that were ever evidence for a position.
	CitedFor(ctx context.Context, position uuid.UUID) ([]uuid.UUID, error)
	// CitedWith lists the articles that were ever evidence for a position for which
	// this one was, without it.
	CitedWith(ctx context.Context, article uuid.UUID) ([]uuid.UUID, error)
	Insert(ctx context.Context, l Likeness) error
	// Among gives the likenesses between any revisions of the articles, as of the
	// number of the tables.
	Among(ctx context.Context, articles []uuid.UUID) ([]Likeness, error)
	// Of lists the likenesses of a text, each as A, to texts that are the newest of their
	// articles as of the number of the tables, the highest score first.
	Of(ctx context.Context, text RevisionID, page Page) ([]Likeness, error)
}

// IndexedText is a text of the index.
type IndexedText struct {
	RevisionID
	Number int64
	Runs   int
}
