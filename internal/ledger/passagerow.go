package ledger

import "time"

// PassageRow is one row of the export of passages: a passage as it was recorded,
// with its article. Its fields, in this order, are the columns.
type PassageRow struct {
	PassageID      string   `json:"passage_id"`
	ArticleID      string   `json:"article_id"`
	Article        string   `json:"article"`
	Publisher      string   `json:"publisher"`
	Title          string   `json:"title"`
	URL            string   `json:"url"`
	Published      string   `json:"published"`
	Revision       int64    `json:"revision"`
	Quote          string   `json:"quote"`
	Prefix         string   `json:"prefix"`
	Suffix         string   `json:"suffix"`
	Start          int64    `json:"start"`
	End            int64    `json:"end"`
	State          string   `json:"state"`
	NewestRevision int64    `json:"newest_revision"`
	NewestQuote    string   `json:"newest_quote"`
	NewestStart    *int64   `json:"newest_start"`
	NewestEnd      *int64   `json:"newest_end"`
	Score          *float64 `json:"score"`
	Note           string   `json:"note"`
	Retracted      bool     `json:"retracted"`
	RecordedAt     string   `json:"recorded_at"`
	Number         int64    `json:"number"`
}

// EachPassageRow calls fn with a row for every passage of the filter, in the order
// of recording, until it fails.
func (r *Reader) EachPassageRow(filter PassageFilter, retracted Retracted, fn func(PassageRow) error) error {
	return r.tables.Past().EachPassage(r.ctx, filter, retracted, func(p PassageThen) error { return fn(rowOfPassage(p)) })
}

func rowOfPassage(p PassageThen) PassageRow {
	row := PassageRow{
		PassageID: p.ID.String(), ArticleID: p.Article.String(), Article: deref(p.From.Slug), Publisher: deref(p.From.Publisher),
		Title: deref(p.From.Title), URL: deref(p.From.URL),
		Revision: p.Revision, Quote: p.Exact, Prefix: p.Prefix, Suffix: p.Suffix, Start: p.Start, End: p.End, State: p.State,
		NewestRevision: p.Anchor.Revision, NewestQuote: deref(p.Anchor.Exact), NewestStart: p.Anchor.Start, NewestEnd: p.Anchor.End, Score: p.Anchor.Score,
		Note: deref(p.Note), Retracted: p.Retracted != nil, RecordedAt: p.RecordedAt.Format(time.RFC3339Nano), Number: p.Number,
	}
	if p.From.Published != nil {
		row.Published = p.From.Published.String()
	}
	return row
}
