package ledger

import (
	"time"
)

// ArticleRow is one row of the export of articles: an article as it was recorded.
// Its fields, in this order, are the columns.
type ArticleRow struct {
	ArticleID         string `json:"article_id"`
	Article           string `json:"article"`
	Publisher         string `json:"publisher"`
	Title             string `json:"title"`
	Byline            string `json:"byline"`
	URL               string `json:"url"`
	CanonicalURL      string `json:"canonical_url"`
	Published         string `json:"published"`
	PublishedEarliest string `json:"published_earliest"`
	PublishedLatest   string `json:"published_latest"`
	Language          string `json:"language"`
	RetrievedAt       string `json:"retrieved_at"`
	RelaysArticle     string `json:"relays_article"`
	RelaysOutlet      string `json:"relays_outlet"`
	Revision          *int64 `json:"revision"`
	Length            *int64 `json:"length"`
	TextSHA256        string `json:"text_sha256"`
	Retracted         bool   `json:"retracted"`
	RecordedAt        string `json:"recorded_at"`
	Number            int64  `json:"number"`
	Text              string `json:"text"`
}

// EachArticleRow calls fn with a row for every article of the filter, in the order
// of recording, until it fails. Without withText the field Text stays empty.
func (r *Reader) EachArticleRow(filter ArticleFilter, retracted Retracted, withText bool, fn func(ArticleRow) error) error {
	return r.tables.Past().EachArticle(r.ctx, filter, retracted, func(a ArticleThen) error {
		row := rowOfArticleThen(a)
		if withText && a.LatestRevision > 0 {
			revision, err := r.tables.Revisions().Get(r.ctx, a.ID, a.LatestRevision)
			if err != nil {
				return err
			}
			row.Text = deref(revision.Text)
		}
		return fn(row)
	})
}

func rowOfArticleThen(a ArticleThen) ArticleRow {
	row := ArticleRow{
		ArticleID: a.ID.String(), Article: deref(a.Slug), Publisher: deref(a.Publisher), Title: deref(a.Title), Byline: deref(a.Byline),
		URL: deref(a.URL), CanonicalURL: deref(a.CanonicalURL), Language: deref(a.Language),
		TextSHA256: a.SHA256, Retracted: a.Retracted != nil, RecordedAt: a.RecordedAt.Format(time.RFC3339Nano), Number: a.Number,
	}
	if a.Published != nil {
		row.Published = a.Published.String()
		row.PublishedEarliest, row.PublishedLatest = dayOrEmpty(a.Published.Earliest()), dayOrEmpty(a.Published.Latest())
	}
	if a.RetrievedAt != nil {
		row.RetrievedAt = a.RetrievedAt.UTC().Format(time.RFC3339Nano)
	}
	if a.LatestRevision > 0 {
		row.Revision, row.Length = &a.LatestRevision, &a.Length
	}
	if a.Relays != nil {
		row.RelaysArticle, row.RelaysOutlet = a.Relays.columns()
	}
	return row
}

// columns are the article and the outlet that is retold, of which one is empty.
func (r Relay) columns() (article, outlet string) {
	if r.Article != nil {
		return r.Article.ID.String(), ""
	}
	return "", deref(r.Outlet)
}
