package ledger

import (
	"time"

	"github.com/google/uuid"

	"parley/internal/edtf"
)

// Relay says whose report an article retells: an article stored here or a
// named outlet. Exactly one is given.
type Relay struct {
	Article *Reference `json:"article"`
	Outlet  *string    `json:"outlet"`
}

// ArticleFields is what a client says of an article, a source document.
type ArticleFields struct {
	Slug         *string    `json:"slug"`
	Publisher    *string    `json:"publisher"`
	URL          *string    `json:"url"`
	CanonicalURL *string    `json:"canonical_url"`
	Title        *string    `json:"title"`
	Byline       *string    `json:"byline"`
	Published    *edtf.Date `json:"published"`
	Language     *string    `json:"language"`
	RetrievedAt  *time.Time `json:"retrieved_at"`
	Relays       *Relay     `json:"relays"`
}

// ArticleInput creates an article; Text, when given, becomes revision 1. Original
// says what it was taken from, and Found what that says of the article.
type ArticleInput struct {
	ArticleFields
	Text     *string        `json:"text"`
	Original *Original      `json:"-"`
	Found    *ArticleFields `json:"-"`
	read     *readText
}

// Article is a recorded article; LatestRevision is 0 while it has no text.
// Extracted names the fields that nobody said but its document.
type Article struct {
	Identity
	ArticleFields
	LatestRevision int64      `json:"latest_revision"`
	Extracted      FieldNames `json:"extracted"`
	Meta
}

// ArticleFilter chooses articles; From and Until bound the day of publication.
// Addresses are keys of addresses (ArticleFields.Addresses).
type ArticleFilter struct {
	Publishers, Languages, Outlets []string
	URL                            string
	Addresses                      []string
	Relays                         []uuid.UUID
	From, Until                    *edtf.Day
	Q                              string
}

func articles() kind[Article, ArticleFilter] {
	return kind[Article, ArticleFilter]{
		name:  KindOfArticle,
		table: func(t Tables) Table[Article, ArticleFilter] { return t.Articles() },
		find:  func(r *Reader, slug string) (Article, error) { return r.tables.Articles().Find(r.ctx, slug) },
		check: checkArticle,
		keep:  keepArticle,
	}
}

func checkArticle(w *Writer, v *Article, f *faults) error {
	f.optionalText("/publisher", v.Publisher, 500)
	f.optionalText("/title", v.Title, 1000)
	f.optionalText("/byline", v.Byline, 1000)
	f.optionalText("/language", v.Language, 35)
	f.link("/url", v.URL)
	f.link("/canonical_url", v.CanonicalURL)
	if err := checkRelay(w, v, f); err != nil {
		return err
	}
	if err := checkAddresses(w, v, f); err != nil {
		return err
	}
	return freeSlug(w, articles(), f, v, v.Slug)
}

// CreateArticle records a new article and, where its text is given, revision 1.
func (w *Writer) CreateArticle(in ArticleInput) (Article, error) {
	v := Article{ArticleFields: in.ArticleFields}
	v.fillIn(in.Found)
	if in.Text == nil {
		return create(w, articles(), v)
	}
	text, err := w.newRevision(v, RevisionFields{Text: *in.Text, Original: in.Original, read: in.read})
	if err != nil {
		return v, err
	}
	v.LatestRevision = text.Revision
	if v, err = create(w, articles(), v); err != nil {
		return v, err
	}
	text.Article = v.ID
	return v, w.insertFirst(text)
}

// Article finds an article by id or slug.
func (r *Reader) Article(ref string) (Article, error) { return get(r, articles(), ref) }

// Articles lists articles.
func (r *Reader) Articles(filter ArticleFilter, page Page) ([]Article, error) {
	return r.tables.Articles().List(r.ctx, filter, page)
}

// UpdateArticle changes the fields of an article. The fields that are given, also
// as they were, are no longer extracted.
func (w *Writer) UpdateArticle(ref string, expect Expect, given []string, patch Patch[ArticleFields]) (Article, error) {
	whole := func(v *Article) *Article { return v }
	return update(w, articles(), ref, expect, whole, func(v *Article) error {
		v.Extracted = v.Extracted.without(given)
		return patch(&v.ArticleFields)
	})
}

// RetractArticle takes an article back.
func (w *Writer) RetractArticle(ref, reason string) (Article, error) {
	return retract(w, articles(), ref, reason)
}
