package ledger

import (
	"context"
	"time"

	"github.com/google/uuid"
)

// Kind names a kind of resource in the ledger, in errors and in links.
type Kind string

// The kinds of resource.
const (
	KindOfNegotiation   Kind = "negotiation"
	KindOfParticipation Kind = "participation"
	KindOfRound         Kind = "round"
	KindOfParty         Kind = "party"
	KindOfMembership    Kind = "membership"
	KindOfIssue         Kind = "issue"
	KindOfProposal      Kind = "proposal"
	KindOfVersion       Kind = "proposal_version"
	KindOfArticle       Kind = "article"
	KindOfRevision      Kind = "revision"
	KindOfPassage       Kind = "passage"
	KindOfPosition      Kind = "position"
	KindOfEvidence      Kind = "evidence"
	KindOfSalience      Kind = "salience"
	KindOfTransaction   Kind = "transaction"
)

// Store is what the core needs of a database. Package db has it for SQLite and
// PostgreSQL; both keep the same promises (package dbtest).
type Store interface {
	// Read gives the tables of a workspace as they are now.
	Read(ctx context.Context, workspace string) (Tables, error)
	// At gives the tables of a workspace as they were when the moment asked for
	// was the newest, and which moment that is. A number that is not in the ledger
	// is an Error of KindNotFound. These tables are for reading one by one, for
	// Many, Find and Of, and for lists of positions and evidence.
	At(ctx context.Context, workspace string, asked KnownAt) (Tables, Moment, error)
	// AsOf gives them as of a number that is known to be recorded.
	AsOf(ctx context.Context, workspace string, number int64) (Tables, error)
	// Write runs fn in one transaction that has taken the workspace's next
	// number. It commits when fn says so and rolls back otherwise, in which
	// case the number is not used.
	Write(ctx context.Context, workspace string, entry Transaction, fn func(Tables, Transaction) (commit bool, err error)) error
	// Together runs fn in one transaction, in which each call of part takes a number of its
	// own, as Write does, and gives it back where the function that it runs does not
	// want to record anything. All parts are committed together when fn says so.
	Together(ctx context.Context, workspace string, fn func(part Part) (commit bool, err error)) error
	// Note runs fn in a transaction without a number, for what is not of the
	// record: the answer to a request that changed nothing.
	Note(ctx context.Context, workspace string, fn func(Tables) error) error
}

// Part runs fn under one of the numbers of a transaction that has several.
type Part func(entry Transaction, fn func(Tables, Transaction) (record bool, err error)) error

// Tables are the tables of one workspace, inside or outside a transaction.
type Tables interface {
	Negotiations() SluggedTable[Negotiation, NegotiationFilter]
	Participations() OwnedTable[Participation, ParticipationFilter]
	Rounds() SluggedTable[Round, RoundFilter]
	Parties() PartyTable
	Memberships() OwnedTable[Membership, MembershipFilter]
	Issues() IssueTable
	Proposals() ProposalTable
	Articles() SluggedTable[Article, ArticleFilter]
	Revisions() RevisionTable
	Copies() CopyTable
	Passages() PassageTable
	Positions() PositionTable
	Evidence() EvidenceTable
	Salience() OwnedTable[Salience, SalienceFilter]
	Transactions() TransactionTable
	Feed() FeedTable
	Past() PastTable
	Search() SearchTable
	Answers() AnswerTable
}

// Table stores one kind of resource. A missing row is an Error of KindNotFound.
type Table[T, F any] interface {
	Get(ctx context.Context, id uuid.UUID) (T, error)
	List(ctx context.Context, filter F, page Page) ([]T, error)
	// Each calls fn with all that was recorded by then, retracted or not, in the order of
	// ids, until it fails. The tables must be as of a number (Store.At).
	Each(ctx context.Context, fn func(T) error) error
	Insert(ctx context.Context, v *T) error
	Update(ctx context.Context, v *T) error
}

// OwnedTable is a table whose past can be listed by what its rows belong to.
type OwnedTable[T, F any] interface {
	Table[T, F]
	// Of lists what belongs to the owners, retracted or not. The tables must be as
	// of a number (Store.At).
	Of(ctx context.Context, owners ...uuid.UUID) ([]T, error)
}

// WholeTable is a table of which all can be listed as of a number (Store.At).
type WholeTable[T any] interface {
	// All lists what was recorded by then, retracted or not.
	All(ctx context.Context) ([]T, error)
}

// SluggedTable is a table whose rows can also be found by slug.
type SluggedTable[T, F any] interface {
	Table[T, F]
	Find(ctx context.Context, slug string) (T, error)
	// Many gives the rows of ids in any order, with one query at most.
	Many(ctx context.Context, ids []uuid.UUID) ([]T, error)
}

// Sort orders a list: by the day stated, by when it was recorded, or, of positions
// as of a number, by the number they were last changed under.
type Sort string

const (
	SortRecorded     Sort = "recorded"
	SortRecordedDesc Sort = "-recorded"
	SortStated       Sort = "stated"
	SortStatedDesc   Sort = "-stated"
	SortChangedDesc  Sort = "-changed"
)

// Key is the place of a row in a sorted list: the value it is sorted by (for
// "recorded" unused or a number) and, to tell equals apart, its id; in the
// history also the id of the evidence, which is zero for a row without any, and
// among the anchors of a passage the ledger number.
type Key struct {
	Value    int64
	ID       uuid.UUID
	Evidence uuid.UUID
	Number   int64 `json:",omitempty"`
}

// Retracted says whether a list shows what was taken back.
type Retracted string

const (
	RetractedExclude Retracted = "exclude"
	RetractedInclude Retracted = "include"
	RetractedOnly    Retracted = "only"
)

// Page asks for a stretch of a list: at most Limit rows (0: all) after After.
type Page struct {
	Limit     int
	Sort      Sort
	After     *Key
	Retracted Retracted
}

// AnswerTable remembers the first answer to each Idempotency-Key.
type AnswerTable interface {
	Get(ctx context.Context, key string, since time.Time) (hash, answer string, found bool, err error)
	Insert(ctx context.Context, key, hash, answer string, at time.Time) error
	DeleteBefore(ctx context.Context, at time.Time) error
}
