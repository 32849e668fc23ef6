package bundle

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"

	"parley/internal/ledger"
)

// recorder records items in one transaction. What is there already, by its
// slug or by what identifies it, is left as it is.
type recorder struct {
	*ledger.Writer
	files fs.FS
	dir   string
}

// record records one item and tells whether it was new.
func (r recorder) record(item Item) (bool, error) {
	record := map[string]func(json.RawMessage) (bool, error){
		"negotiation": r.negotiation, "party": r.party, "membership": r.membership,
		"participation": r.participation, "round": r.round, "issue": r.issue,
		"proposal": r.proposal, "proposal_version": r.proposalVersion, "article": r.article,
		"revision": r.revision, "position": r.position, "salience": r.salience, "retraction": r.retraction,
	}[item.Kind]
	if record == nil {
		return false, fmt.Errorf("there is no kind %q", item.Kind)
	}
	return record(item.Raw)
}

// parse reads an item strictly: a misspelt member is a fault, not a loss.
func parse[T any](raw json.RawMessage) (T, error) {
	var v T
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	return v, d.Decode(&v)
}

// slugged records something that a slug identifies.
func slugged[T any](slug *string, find func(string) (T, error), create func() error) (bool, error) {
	if slug == nil {
		return false, fmt.Errorf("slug is needed here: it is what makes a repeated import change nothing")
	}
	_, err := find(*slug)
	if err == nil || ledger.IsKind(err, ledger.KindMoved) {
		return false, nil
	}
	if !ledger.IsKind(err, ledger.KindNotFound) {
		return false, err
	}
	return true, create()
}

func (r recorder) negotiation(raw json.RawMessage) (bool, error) {
	in, err := parse[ledger.NegotiationFields](raw)
	if err != nil {
		return false, err
	}
	return slugged(in.Slug, r.Negotiation, func() error { _, err := r.CreateNegotiation(in); return err })
}

func (r recorder) party(raw json.RawMessage) (bool, error) {
	in, err := parse[ledger.PartyFields](raw)
	if err != nil {
		return false, err
	}
	return slugged(in.Slug, r.Party, func() error { _, err := r.CreateParty(in); return err })
}

func (r recorder) round(raw json.RawMessage) (bool, error) {
	in, err := parse[struct {
		Negotiation string `json:"negotiation"`
		ledger.RoundFields
	}](raw)
	if err != nil {
		return false, err
	}
	find := func(slug string) (ledger.Round, error) { return r.Round(in.Negotiation, slug) }
	return slugged(in.Slug, find, func() error { _, err := r.CreateRound(in.Negotiation, in.RoundFields); return err })
}

func (r recorder) issue(raw json.RawMessage) (bool, error) {
	in, err := parse[ledger.IssueFields](raw)
	if err != nil {
		return false, err
	}
	return slugged(in.Slug, r.Issue, func() error { _, err := r.CreateIssue(in); return err })
}

func (r recorder) proposal(raw json.RawMessage) (bool, error) {
	in, err := parse[ledger.ProposalFields](raw)
	if err != nil {
		return false, err
	}
	return slugged(in.Slug, r.Proposal, func() error { _, err := r.CreateProposal(in); return err })
}

func (r recorder) position(raw json.RawMessage) (bool, error) {
	in, err := parse[ledger.PositionInput](raw)
	if err != nil {
		return false, err
	}
	return slugged(in.Slug, r.Position, func() error { _, err := r.CreatePosition(in); return err })
}

// textFile names a file beside the bundle that holds an article's text.
type textFile struct {
	TextFile *string `json:"text_file"`
}

func (r recorder) text(f textFile, given *string) (*string, error) {
	if f.TextFile == nil {
		return given, nil
	}
	data, err := fs.ReadFile(r.files, path.Join(r.dir, *f.TextFile))
	text := string(data)
	return &text, err
}

func (r recorder) article(raw json.RawMessage) (bool, error) {
	in, err := parse[struct {
		ledger.ArticleInput
		textFile
	}](raw)
	if err != nil {
		return false, err
	}
	return slugged(in.Slug, r.Article, func() error {
		if in.Text, err = r.text(in.textFile, in.Text); err != nil {
			return err
		}
		_, err := r.CreateArticle(in.ArticleInput)
		return err
	})
}
