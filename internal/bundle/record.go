package bundle

import (
	"errors"
	"hash/maphash"
	"io/fs"
	"path"

	"parley/internal/ledger"
)

// recorder records items in one transaction. What is there already, by its
// slug or by what identifies it, is left as it is.
type recorder struct {
	*ledger.Writer
	texts fs.FS
	item  Item
	seen  slugs
}

// record records one item and tells whether it was new.
func (r *recorder) record() (bool, error) {
	if r.item.Err != nil {
		return false, r.item.Err
	}
	if r.item.Record != nil {
		return r.item.Record(r.Writer)
	}
	return r.item.ready(r)
}

// readied judges and decodes an item of the form of a bundle, which needs no record.
func (v Item) readied() Item {
	if v.Err != nil || v.Record != nil {
		return v
	}
	k := kindOf(v.Kind)
	if k == nil || k.name != v.Kind {
		v.Err = Refuse("there is no kind %q", v.Kind)
		return v
	}
	v.ready, v.Err = k.read(v.Raw)
	return v
}

// slugged records something that a slug identifies.
func slugged[T any](r *recorder, kind ledger.Kind, slug *string, find func(string) (T, error), create func() error) (bool, error) {
	if slug == nil {
		return false, refuseAt("/slug", "required", "a slug is needed here: it is what makes a repeated import change nothing")
	}
	if err := r.once(kind, *slug); err != nil {
		return false, err
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

// slugs are the slugs of an import, as hashes: of a long one there are many, and
// all they have to tell is whether a slug comes again with another content.
type slugs map[uint64]first

// first is where an import has a slug first, and a hash of its content.
type first struct {
	place   uint32
	content uint32
}

var seed = maphash.MakeSeed()

// once refuses a slug that the import gave to something else of the kind: the
// second would be taken for the first and be lost.
func (r *recorder) once(kind ledger.Kind, slug string) error {
	key, content := maphash.String(seed, string(kind)+" "+slug), uint32(maphash.Bytes(seed, r.item.Raw))
	before, given := r.seen[key]
	switch {
	case given && before.content == content:
		return nil
	case given && before.place > 0:
		return refuseAt("/slug", "repeated", "line %d has another %s with the slug %q", before.place, kind, slug)
	case given:
		return refuseAt("/slug", "repeated", "there is another %s with the slug %q before it", kind, slug)
	}
	r.seen[key] = first{uint32(r.item.Line), content}
	return nil
}

func (r *recorder) negotiation(in ledger.NegotiationFields) (bool, error) {
	return slugged(r, ledger.KindOfNegotiation, in.Slug, r.Negotiation, func() error { _, err := r.CreateNegotiation(in); return err })
}

func (r *recorder) party(in ledger.PartyFields) (bool, error) {
	return slugged(r, ledger.KindOfParty, in.Slug, r.Party, func() error { _, err := r.CreateParty(in); return err })
}

type round struct {
	Negotiation string `json:"negotiation"`
	ledger.RoundFields
}

func (r *recorder) round(in round) (bool, error) {
	find := func(slug string) (ledger.Round, error) { return r.Round(in.Negotiation, slug) }
	return slugged(r, ledger.KindOfRound, in.Slug, find, func() error {
		_, err := r.CreateRound(in.Negotiation, in.RoundFields)
		return lacking("negotiation", err)
	})
}

func (r *recorder) issue(in ledger.IssueFields) (bool, error) {
	return slugged(r, ledger.KindOfIssue, in.Slug, r.Issue, func() error { _, err := r.CreateIssue(in); return err })
}

func (r *recorder) proposal(in ledger.ProposalFields) (bool, error) {
	return slugged(r, ledger.KindOfProposal, in.Slug, r.Proposal, func() error { _, err := r.CreateProposal(in); return err })
}

func (r *recorder) position(in ledger.PositionInput) (bool, error) {
	return slugged(r, ledger.KindOfPosition, in.Slug, r.Position, func() error { _, err := r.CreatePosition(in); return err })
}

// textFile names a file beside the bundle that holds an article's text.
type textFile struct {
	TextFile *string `json:"text_file"`
}

func (r *recorder) text(f textFile, given *string) (*string, error) {
	if f.TextFile == nil {
		return given, nil
	}
	if given != nil {
		return nil, refuseAt("/text_file", "item", "give either text or text_file")
	}
	if r.texts == nil {
		return nil, refuseAt("/text_file", "item", "text_file names a file beside the bundle, and here is none; give the text itself as text")
	}
	name := path.Clean(*f.TextFile)
	if !fs.ValidPath(name) {
		return nil, refuseAt("/text_file", "item", "text_file %q does not lie below the folder of the bundle", *f.TextFile)
	}
	data, err := fs.ReadFile(r.texts, name)
	var reason *fs.PathError
	if errors.As(err, &reason) {
		return nil, refuseAt("/text_file", "item", "text_file %q: %s", *f.TextFile, reason.Err)
	}
	text := string(data)
	return &text, err
}

type article struct {
	ledger.ArticleInput
	textFile
}

func (r *recorder) article(in article) (bool, error) {
	return slugged(r, ledger.KindOfArticle, in.Slug, r.Article, func() error {
		text, err := r.text(in.textFile, in.Text)
		if err != nil {
			return err
		}
		in.Text = text
		_, err = r.CreateArticle(in.ArticleInput)
		return err
	})
}
