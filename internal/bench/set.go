package main

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"parley/internal/anchor"
	"parley/internal/edtf"
	"parley/internal/ledger"
)

// What every set has, whatever its number of positions.
const (
	partyCount       = 200
	issueCount       = 400
	passagesTimesTen = 15 // for each position, on average
)

// set makes resources as the ledger would have made them. Parties and issues
// are drawn from a Zipf distribution: few speak often, most hardly ever.
type set struct {
	rand        *rand.Rand
	parties     *rand.Zipf
	issues      *rand.Zipf
	negotiation ledger.Negotiation
	party       []ledger.Party
	issue       []ledger.Issue
	text        []source
	// The transaction under way and how many ids it made.
	number int64
	made   uint64
}

// source is an article with its text ready for selecting passages.
type source struct {
	article ledger.Article
	text    *anchor.Text
}

func newSet(seed uint64) *set {
	r := rand.New(rand.NewPCG(seed, seed))
	return &set{rand: r, parties: rand.NewZipf(r, 1.1, 4, partyCount-1), issues: rand.NewZipf(r, 1.1, 4, issueCount-1)}
}

var words = strings.Fields(`the side will not accept a withdrawal before guarantees are signed and ceasefire
 zone economic observers mission delegation proposal offered talks agreed mutual forces kilometres line return
 prisoners exchange energy infrastructure grain corridor sanctions assets parliament referendum security
 coalition monitoring third party minister spokesman president according to statement said on Thursday that
 Київ Genève “neutral” status – language schools borders recognised territory administration plant nuclear`)

func (s *set) words(n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(words[s.rand.IntN(len(words))])
	}
	return b.String()
}

// prose is about n bytes of sentences.
func (s *set) prose(n int) string {
	var b strings.Builder
	for b.Len() < n {
		b.WriteString("So " + s.words(8+s.rand.IntN(14)) + ". ")
		if s.rand.IntN(5) == 0 {
			b.WriteString("\n\n")
		}
	}
	return strings.TrimSpace(b.String())
}

func (s *set) chance(percent int) bool { return s.rand.IntN(100) < percent }

func (s *set) meta(entry ledger.Transaction) ledger.Meta {
	return ledger.Meta{Number: entry.Number, RecordedAt: entry.RecordedAt, UpdatedAt: entry.RecordedAt}
}

func (s *set) newNegotiation(entry ledger.Transaction) ledger.Negotiation {
	return ledger.Negotiation{Identity: s.identity(entry), Meta: s.meta(entry),
		NegotiationFields: ledger.NegotiationFields{Slug: ptr("talks"), Name: "Talks of the bench"}}
}

func (s *set) newParty(i int, entry ledger.Transaction) ledger.Party {
	name := fmt.Sprintf("Party %d of %s", i, s.words(2))
	return ledger.Party{Identity: s.identity(entry), Meta: s.meta(entry), PartyFields: ledger.PartyFields{
		Slug: ptr(fmt.Sprintf("party-%d", i)), Kind: []string{"state", "organization", "bloc", "person"}[i%4], Name: name,
		Aliases:     []ledger.Alias{{Name: "P" + fmt.Sprint(i), Language: ptr("en")}, {Name: "Сторона " + fmt.Sprint(i), Language: ptr("uk")}},
		Identifiers: []ledger.Identifier{{Scheme: "wikidata", Value: fmt.Sprintf("Q%d", 1000+i)}},
		Description: ptr(s.prose(120)),
	}}
}

func (s *set) newIssue(i int, entry ledger.Transaction) ledger.Issue {
	v := ledger.Issue{Identity: s.identity(entry), Meta: s.meta(entry), IssueFields: ledger.IssueFields{
		Slug: ptr(fmt.Sprintf("issue-%d", i)), Negotiation: ledger.RefTo(s.negotiation.ID),
		Question: "Shall " + s.words(10) + "?", Description: ptr(s.prose(150)), StatusQuo: ptr(s.prose(80)),
	}}
	if i >= 40 {
		v.Parent = ptr(ledger.RefTo(s.issue[i%40].ID))
	}
	if i%3 == 0 {
		v.Scale = &ledger.Scale{Low: "nothing is given", High: "all of it is given"}
	}
	return v
}

func (s *set) newArticle(i int, entry ledger.Transaction) (ledger.Article, ledger.Revision) {
	text, err := anchor.Normalize(s.prose(2000 + s.rand.IntN(2000)))
	if err != nil {
		panic(err)
	}
	published := s.day()
	url := fmt.Sprintf("https://news-%d.example/articles/%d", i%60, i)
	v := ledger.Article{Identity: s.identity(entry), Meta: s.meta(entry), LatestRevision: 1, ArticleFields: ledger.ArticleFields{
		Publisher: ptr(fmt.Sprintf("News %d", i%60)), URL: &url, CanonicalURL: &url, Title: ptr(s.words(9)),
		Byline: ptr(s.words(2)), Published: &published, Language: ptr("en"),
		RetrievedAt: ptr(entry.RecordedAt.Truncate(time.Second)),
	}}
	return v, ledger.Revision{Article: v.ID, Revision: 1, SHA256: sha256Hex(text), Length: int64(utf8.RuneCountInString(text)),
		Text: &text, Number: entry.Number, RecordedAt: entry.RecordedAt}
}

func (s *set) day() edtf.Date {
	t := time.Date(2014, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, s.rand.IntN(12*365))
	switch s.rand.IntN(20) {
	case 0:
		return edtf.MustParse(t.Format("2006-01"))
	case 1:
		return edtf.MustParse(t.Format("2006-01-02") + "~")
	}
	return edtf.MustParse(t.Format("2006-01-02"))
}

// identity follows the ledger as the product's ids do: the time of the
// transaction, then a count within it.
func (s *set) identity(entry ledger.Transaction) ledger.Identity {
	if entry.Number != s.number {
		s.number, s.made = entry.Number, 0
	}
	id, micros := uuid.New(), uint64(entry.RecordedAt.UnixMicro())
	binary.BigEndian.PutUint64(id[:8], micros/1000<<16|7<<12|micros%1000<<2)
	id[8] = 0x80 | byte(s.made>>14)&0x3f
	binary.BigEndian.PutUint16(id[9:11], uint16(s.made<<2))
	s.made++
	return ledger.Identity{ID: id}
}

func ptr[T any](v T) *T { return &v }
