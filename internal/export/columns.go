package export

import (
	"strconv"

	"parley/internal/ledger"
)

// Columns are the columns of the position history, in their fixed order.
func Columns() []string {
	return []string{
		"position_id", "position", "negotiation", "issue", "issue_question", "party",
		"party_name", "proposal", "act", "stance", "summary", "conditions",
		"terms", "scale_value", "scale_low", "scale_high", "speaker", "on_behalf_of",
		"stated", "stated_earliest", "stated_latest", "held_until", "ended_how", "ended_date",
		"ended_by", "change", "status", "standing", "confidence", "recorded_at", "number",
		"evidence_id", "quotation", "attribution", "attributed_to", "source", "reported_date",
		"passage_id", "quote", "start", "end", "revision", "passage_state",
		"article_id", "article", "publisher", "title", "url", "published",
	}
}

// cells gives a row as text, in the order of Columns.
func cells(r ledger.HistoryRow) []string {
	return []string{
		r.PositionID, r.Position, r.Negotiation, r.Issue,
		r.IssueQuestion, r.Party, r.PartyName, r.Proposal,
		r.Act, r.Stance, r.Summary, r.Conditions,
		r.Terms, float(r.ScaleValue), float(r.ScaleLow), float(r.ScaleHigh),
		r.Speaker, r.OnBehalfOf, r.Stated, r.StatedEarliest,
		r.StatedLatest, r.HeldUntil, r.EndedHow, r.EndedDate,
		r.EndedBy, r.Change, r.Status, strconv.FormatBool(r.Standing), r.Confidence,
		r.RecordedAt, strconv.FormatInt(r.Number, 10), r.EvidenceID, r.Quotation,
		r.Attribution, r.AttributedTo, r.Source, r.ReportedDate,
		r.PassageID, r.Quote, integer(r.Start), integer(r.End),
		integer(r.Revision), r.PassageState, r.ArticleID, r.Article,
		r.Publisher, r.Title, r.URL, r.Published,
	}
}

func float(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'f', -1, 64)
}

func integer(v *int64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatInt(*v, 10)
}
