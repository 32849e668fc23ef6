package ledger

import "github.com/google/uuid"

// HistoryRow is one row of the flat position history: a position and one of
// its supporting passages. Its fields, in this order, are the columns of the export.
type HistoryRow struct {
	PositionID     string   `json:"position_id"`
	Position       string   `json:"position"`
	Negotiation    string   `json:"negotiation"`
	Issue          string   `json:"issue"`
	IssueQuestion  string   `json:"issue_question"`
	Party          string   `json:"party"`
	PartyName      string   `json:"party_name"`
	Proposal       string   `json:"proposal"`
	Act            string   `json:"act"`
	Stance         string   `json:"stance"`
	Summary        string   `json:"summary"`
	Conditions     string   `json:"conditions"`
	Terms          string   `json:"terms"`
	ScaleValue     *float64 `json:"scale_value"`
	ScaleLow       *float64 `json:"scale_low"`
	ScaleHigh      *float64 `json:"scale_high"`
	Speaker        string   `json:"speaker"`
	OnBehalfOf     string   `json:"on_behalf_of"`
	Stated         string   `json:"stated"`
	StatedEarliest string   `json:"stated_earliest"`
	StatedLatest   string   `json:"stated_latest"`
	HeldUntil      string   `json:"held_until"`
	EndedHow       string   `json:"ended_how"`
	EndedDate      string   `json:"ended_date"`
	EndedBy        string   `json:"ended_by"`
	Change         string   `json:"change"`
	Status         string   `json:"status"`
	Standing       bool     `json:"standing"`
	Confidence     string   `json:"confidence"`
	RecordedAt     string   `json:"recorded_at"`
	Number         int64    `json:"number"`
	EvidenceID     string   `json:"evidence_id"`
	Quotation      string   `json:"quotation"`
	Attribution    string   `json:"attribution"`
	AttributedTo   string   `json:"attributed_to"`
	Source         string   `json:"source"`
	ReportedDate   string   `json:"reported_date"`
	PassageID      string   `json:"passage_id"`
	Quote          string   `json:"quote"`
	Start          *int64   `json:"start"`
	End            *int64   `json:"end"`
	Revision       *int64   `json:"revision"`
	PassageState   string   `json:"passage_state"`
	ArticleID      string   `json:"article_id"`
	Article        string   `json:"article"`
	Publisher      string   `json:"publisher"`
	Title          string   `json:"title"`
	URL            string   `json:"url"`
	Published      string   `json:"published"`
}

// EachHistoryRow calls fn with every row of the flat position history, in
// order, without holding them all. It stops at the first error of fn.
func (r *Reader) EachHistoryRow(filter PositionFilter, page Page, fn func(HistoryRow, Key) error) error {
	names := r.naming()
	return r.tables.Positions().EachHistoryRow(r.ctx, filter, page, func(p Position, e *Evidence, a *Article) error {
		row, err := names.row(p, e, a)
		if err != nil {
			return err
		}
		return fn(row, historyKey(p, e))
	})
}

// CountHistory counts the rows of the flat position history.
func (r *Reader) CountHistory(filter PositionFilter) (int64, error) {
	return r.tables.Positions().CountHistory(r.ctx, filter)
}

// CountPositions counts the positions in it.
func (r *Reader) CountPositions(filter PositionFilter) (int64, error) {
	return r.tables.Positions().Count(r.ctx, filter)
}

// EachHistoryPosition calls fn with one row for each position, in order, in which
// the fields about evidence are empty.
func (r *Reader) EachHistoryPosition(filter PositionFilter, page Page, fn func(HistoryRow) error) error {
	names, last := r.naming(), uuid.Nil
	return r.tables.Positions().EachHistoryRow(r.ctx, filter, page, func(p Position, _ *Evidence, _ *Article) error {
		if p.ID == last {
			return nil
		}
		last = p.ID
		row, err := names.row(p, nil, nil)
		if err != nil {
			return err
		}
		return fn(row)
	})
}

// HistoryRecord is a row of the position history with the resources it is made of,
// for those who show more than its columns. Evidence and Article are nil for a
// position without a passage; Speaker and OnBehalfOf where nobody is named.
type HistoryRecord struct {
	Row                         HistoryRow
	Position                    Position
	Evidence                    *Evidence
	Article                     *Article
	Issue                       Issue
	Party                       Party
	Speaker, OnBehalfOf, Source *Party
}

// EachHistoryRecord is EachHistoryRow with the resources.
func (r *Reader) EachHistoryRecord(filter PositionFilter, page Page, fn func(*HistoryRecord) error) error {
	names := r.naming()
	return r.tables.Positions().EachHistoryRow(r.ctx, filter, page, func(p Position, e *Evidence, a *Article) error {
		record, err := names.record(p, e, a)
		if err != nil {
			return err
		}
		return fn(&record)
	})
}

func (n *naming) record(p Position, e *Evidence, a *Article) (HistoryRecord, error) {
	v := HistoryRecord{Position: p, Evidence: e, Article: a}
	var err error
	if v.Row, err = n.row(p, e, a); err != nil {
		return v, err
	}
	if v.Issue, err = n.issue(p.Issue.ID); err != nil {
		return v, err
	}
	if v.Party, err = n.party(p.Party.ID); err != nil {
		return v, err
	}
	if v.Speaker, err = n.maybe(p.Speaker); err != nil {
		return v, err
	}
	if v.OnBehalfOf, err = n.maybe(p.OnBehalfOf); err != nil || e == nil {
		return v, err
	}
	v.Source, err = n.maybe(e.AttributedTo)
	return v, err
}

func (n *naming) maybe(ref *Reference) (*Party, error) {
	if ref == nil {
		return nil, nil
	}
	v, err := n.party(ref.ID)
	return &v, err
}
