package db

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"strings"

	"github.com/google/uuid"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

// entry is what is indexed of a resource: its texts, and tags for what it can be
// filtered by.
type entry struct {
	kind ledger.Kind
	id   uuid.UUID
	// rank is its place among days; earliest and latest are its days, which
	// exclude each other where it has none.
	rank             int64
	earliest, latest edtf.Day
	texts            []string
	tags             []string
	// cut gives its words, set where they are cut beside other work.
	cut func() cut
}

func newEntry(kind ledger.Kind, id uuid.UUID, rank int64, retracted *ledger.Retraction, list []ledger.SearchText) *entry {
	e := &entry{kind: kind, id: id, rank: rank, earliest: edtf.MaxDay, latest: edtf.MinDay, tags: []string{kindTag(kind)}}
	for _, t := range list {
		e.texts = append(e.texts, t.Text)
	}
	if retracted != nil {
		e.tags = append(e.tags, tagRetracted)
	}
	return e
}

// of marks what an entry belongs to.
func (e *entry) of(ids ...uuid.UUID) *entry {
	for _, id := range ids {
		e.tag(idTag(id))
	}
	return e
}

func (e *entry) tag(tag string) {
	for _, known := range e.tags {
		if known == tag {
			return
		}
	}
	e.tags = append(e.tags, tag)
}

func (e *entry) dated(d *edtf.Date) *entry {
	if d != nil {
		e.rank, e.earliest, e.latest = rankOf(d.Earliest()), d.Earliest(), d.Latest()
	}
	return e
}

// from marks the article that an entry is, or lies in.
func (e *entry) from(a *ledger.Article) *entry {
	if a.Publisher != nil {
		e.tag(publisherTag(*a.Publisher))
	}
	if a.Language != nil {
		e.tag(languageTag(*a.Language))
	}
	return e.dated(a.Published)
}

func entryOfParty(v *ledger.Party) *entry {
	return newEntry(ledger.KindOfParty, v.ID, rankParties, v.Retracted, v.SearchTexts()).of(v.ID)
}

func entryOfIssue(v *ledger.Issue) *entry {
	return newEntry(ledger.KindOfIssue, v.ID, rankIssues, v.Retracted, v.SearchTexts()).of(v.ID, v.Negotiation.ID)
}

func entryOfArticle(v *ledger.Article, text *string) *entry {
	return newEntry(ledger.KindOfArticle, v.ID, rankUndated, v.Retracted, v.SearchTexts(text)).from(v)
}

// entryOfPosition takes the publishers of the articles it rests on as well.
func entryOfPosition(v *ledger.Position, publishers []string) *entry {
	e := newEntry(ledger.KindOfPosition, v.ID, rankUndated, nil, v.SearchTexts()).of(v.Negotiation.ID, v.Issue.ID).of(v.Voices()...).dated(&v.Stated)
	e.tag(statusTag(v.Status))
	for _, p := range publishers {
		e.tag(publisherTag(p))
	}
	return e
}

// entryOfPassage takes its article and the accepted positions it is evidence for.
func entryOfPassage(v *ledger.Passage, a *ledger.Article, statements []ledger.Position) *entry {
	e := newEntry(ledger.KindOfPassage, v.ID, rankUndated, v.Retracted, v.SearchTexts()).from(a)
	for i := range statements {
		p := &statements[i]
		e.of(p.Negotiation.ID, p.Issue.ID).of(p.Voices()...)
	}
	return e
}

// The tags. What people write is hashed: a tag has letters and digits only.
const (
	tagRetracted = "retracted"
	tagParted    = "parted" // one of several pieces
)

func kindTag(kind ledger.Kind) string    { return "kind" + string(kind) }
func statusTag(status string) string     { return "status" + status }
func idTag(id uuid.UUID) string          { return hex.EncodeToString(id[:]) }
func publisherTag(name string) string    { return "publisher" + hashed(name) }
func languageTag(language string) string { return "language" + hashed(language) }

func hashed(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:12])
}

// digest tells whether an entry is as it was. It begins anew whenever words are
// cut in another way.
func (e *entry) digest(pieces [][]string) int64 {
	sum := fnv.New64a()
	fmt.Fprintln(sum, cutting, e.kind, e.rank, e.earliest, e.latest, e.tags)
	for _, piece := range pieces {
		sum.Write([]byte(strings.Join(piece, " ") + "\n")) //nolint:errcheck // it never fails
	}
	return int64(binary.BigEndian.Uint64(sum.Sum(nil)))
}

// cutting counts the ways in which words were cut so far.
const cutting = 1
