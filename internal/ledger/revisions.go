package ledger

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"github.com/google/uuid"

	"parley/internal/anchor"
	"parley/internal/shingle"
)

// MaxTextLength bounds the text of an article, in code points.
const MaxTextLength = 2_000_000

// RevisionFields is what a client gives for a new revision: the article's text,
// and what it was taken from.
type RevisionFields struct {
	Text     string    `json:"text"`
	Original *Original `json:"-"`
	read     *readText
}

// Revision is one immutable text of an article, numbered from 1. The text is
// normalised once (anchor.Normalize); SHA256 is taken over the stored text and
// Length counts its Unicode code points. Text is left out of lists.
type Revision struct {
	Article  uuid.UUID `json:"article"`
	Revision int64     `json:"revision"`
	SHA256   string    `json:"sha256"`
	Length   int64     `json:"length"`
	Text     *string   `json:"text,omitempty"`
	Original *Original `json:"original"`
	// Runs are the runs of words of the text (package shingle), by which copies are known.
	Runs []byte `json:"-"`
	// TextNumber is its number in the index of copies, and SearchBounded that not every
	// text that may be alike was compared (StoreText).
	TextNumber    int64     `json:"-"`
	SearchBounded bool      `json:"-"`
	Number        int64     `json:"number"`
	RecordedAt    time.Time `json:"recorded_at"`
}

// RevisionTable stores the texts of articles.
type RevisionTable interface {
	Insert(ctx context.Context, v *Revision) error
	// Get gives a revision with its text.
	Get(ctx context.Context, article uuid.UUID, revision int64) (Revision, error)
	// List gives revisions without their texts; Key.Value is the revision.
	List(ctx context.Context, article uuid.UUID, page Page) ([]Revision, error)
	// Runs gives the runs of words of revisions, which never change.
	Runs(ctx context.Context, revisions []RevisionID) (map[RevisionID]shingle.Set, error)
}

// RevisionID names one immutable text: an article and the number of its revision.
type RevisionID struct {
	Article  uuid.UUID
	Revision int64
}

// CreateRevision stores a new text of an article and looks every passage of the
// article up in it. The text the newest revision has already makes no new one.
func (w *Writer) CreateRevision(ref string, in RevisionFields) (v Revision, isNew bool, err error) {
	before, err := get(&w.Reader, articles(), ref)
	if err != nil {
		return v, false, err
	}
	if err := current(KindOfArticle, &before, Expect{Any: true}); err != nil {
		return v, false, err
	}
	if err := w.mayCorrect(KindOfArticle, before.Identity); err != nil { // passages of others would be looked up in it
		return v, false, err
	}
	if v, err = w.newRevision(before, in); err != nil {
		return v, false, err
	}
	if newest, err := w.newest(before); err != nil || newest.SHA256 == v.SHA256 {
		return newest, false, err
	}
	if err := w.insertRevision(v); err != nil {
		return v, false, err
	}
	after := before
	after.LatestRevision = v.Revision
	if _, err := save(w, articles(), ActionUpdate, before, after); err != nil {
		return v, false, err
	}
	return v, true, w.reanchor(v)
}

func (w *Writer) newest(a Article) (Revision, error) {
	if a.LatestRevision == 0 {
		return Revision{}, nil
	}
	return w.tables.Revisions().Get(w.ctx, a.ID, a.LatestRevision)
}

// newRevision prepares the next revision of an article from a given text.
func (w *Writer) newRevision(a Article, in RevisionFields) (Revision, error) {
	if in.read == nil {
		in.read = read(in.Text)
	}
	v := in.read.Revision
	v.Article, v.Revision, v.Original = a.ID, a.LatestRevision+1, in.Original
	v.Number, v.RecordedAt = w.entry.Number, w.entry.RecordedAt
	return v, in.read.err
}

func (w *Writer) insertRevision(v Revision) error {
	alike, err := StoreText(w.ctx, w.tables, &v, w.tables.Revisions().Insert)
	return w.insertedRevision(v, alike, err)
}

// insertFirst is insertRevision for an article that is new.
func (w *Writer) insertFirst(v Revision) error {
	alike, err := storeText(w.ctx, w.tables, &v, w.tables.Revisions().Insert, nil, nil)
	return w.insertedRevision(v, alike, err)
}

func (w *Writer) insertedRevision(v Revision, alike int, err error) error {
	if err != nil {
		return err
	}
	w.copies += alike
	v.Text = nil
	return w.changed(KindOfRevision, v.Article, ActionCreate, nil, v)
}

// Revision finds a revision of an article with its text.
func (r *Reader) Revision(ref string, revision int64) (Revision, error) {
	owner, err := follow(r, articles(), ref)
	if err != nil {
		return Revision{}, err
	}
	return r.tables.Revisions().Get(r.ctx, owner.ID, revision)
}

// Revisions lists the revisions of an article, without text.
func (r *Reader) Revisions(ref string, page Page) ([]Revision, error) {
	owner, err := follow(r, articles(), ref)
	if err != nil {
		return nil, err
	}
	return r.tables.Revisions().List(r.ctx, owner.ID, page)
}

// HasText tells whether some revision of an article has this text already.
func (r *Reader) HasText(ref, given string) (bool, error) {
	text, err := anchor.Normalize(given)
	if err != nil {
		return false, Invalid("/text", "text", "%v", err)
	}
	list, err := r.Revisions(ref, Page{})
	sum := sha256.Sum256([]byte(text))
	return slices.ContainsFunc(list, func(v Revision) bool { return v.SHA256 == hex.EncodeToString(sum[:]) }), err
}
