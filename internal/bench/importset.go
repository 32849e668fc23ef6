package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/google/uuid"

	"parley/internal/anchor"
	"parley/internal/ledger"
)

// bundleWriter writes the synthetic set as a coding bundle.
type bundleWriter struct {
	*set
	to    *json.Encoder
	entry ledger.Transaction
	slugs map[uuid.UUID]string
}

func writeBundle(file string, n int) error {
	out, err := os.Create(file)
	if err != nil {
		return err
	}
	buffer := bufio.NewWriterSize(out, 1<<20)
	w := &bundleWriter{set: newSet(1), to: json.NewEncoder(buffer), slugs: map[uuid.UUID]string{},
		entry: ledger.Transaction{Number: 1, RecordedAt: time.Now().UTC().Truncate(time.Second)}}
	return errors.Join(w.all(n), buffer.Flush(), out.Close())
}

func (w *bundleWriter) item(kind string, v any) error { return w.to.Encode(map[string]any{kind: v}) }

func (w *bundleWriter) all(n int) error {
	w.negotiation = w.newNegotiation(w.entry)
	w.slugs[w.negotiation.ID] = *w.negotiation.Slug
	if err := w.item("negotiation", w.negotiation.NegotiationFields); err != nil {
		return err
	}
	for i := range partyCount {
		v := w.newParty(i, w.entry)
		w.party, w.slugs[v.ID] = append(w.party, v), *v.Slug
		if err := w.item("party", v.PartyFields); err != nil {
			return err
		}
	}
	for i := range issueCount {
		v := w.newIssue(i, w.entry)
		w.issue, w.slugs[v.ID] = append(w.issue, v), *v.Slug
		w.refer(&v.Negotiation, v.Parent)
		if err := w.item("issue", v.IssueFields); err != nil {
			return err
		}
	}
	for i := range max(n/3, 1) {
		if err := w.article(i); err != nil {
			return err
		}
	}
	for i := range n {
		if err := w.position(i); err != nil {
			return err
		}
	}
	return nil
}

func (w *bundleWriter) article(i int) error {
	v, revision := w.newArticle(i, w.entry)
	v.Slug = ptr(fmt.Sprintf("article-%d", i))
	w.slugs[v.ID] = *v.Slug
	w.text = append(w.text, source{v, anchor.NewText(*revision.Text)})
	return w.item("article", ledger.ArticleInput{ArticleFields: v.ArticleFields, Text: revision.Text})
}

func (w *bundleWriter) position(i int) error {
	v := w.newPosition(w.entry)
	in := ledger.PositionInput{PositionFields: v.PositionFields}
	in.Slug = ptr(fmt.Sprintf("position-%d", i))
	w.refer(&in.Party, &in.Issue, in.Speaker)
	for i := range in.AddressedTo {
		w.refer(&in.AddressedTo[i])
	}
	for range passages(i) {
		p := w.newPassage(w.entry)
		e := w.newEvidence(w.entry, v.ID, p)
		article := ledger.RefTo(p.Article)
		w.refer(&article)
		in.Evidence = append(in.Evidence, ledger.EvidenceInput{Article: &article, Quote: &p.Exact, Prefix: &p.Prefix, Suffix: &p.Suffix, EvidenceFields: e.EvidenceFields})
	}
	return w.item("position", in)
}

// refer writes references as slugs, as people do.
func (w *bundleWriter) refer(refs ...*ledger.Reference) {
	for _, ref := range refs {
		if ref != nil {
			*ref = ledger.Reference{Slug: w.slugs[ref.ID]}
		}
	}
}
