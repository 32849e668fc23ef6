package ledger

import (
	"errors"
	"fmt"

	"github.com/google/uuid"
)

// SuggestedItem is what became of one of several suggested positions: it was
// recorded as proposed, or refused for its faults; then Position is nil.
type SuggestedItem struct {
	Item     int       `json:"item"`
	Position *Position `json:"position,omitempty"`
	Faults   []Fault   `json:"faults"`
}

// SuggestedItems is what became of all, in their order.
type SuggestedItems struct {
	Number    int64           `json:"number"`
	Article   uuid.UUID       `json:"article"`
	Suggester string          `json:"suggester"`
	Recorded  int             `json:"recorded"`
	Refused   int             `json:"refused"`
	Items     []SuggestedItem `json:"items"`
}

// LedgerNumber is the number of the transaction that recorded the positions.
func (v SuggestedItems) LedgerNumber() int64 { return v.Number }

// SuggestPositions records positions that somebody, or something, found in an
// article, as proposed. Each is judged by itself: one whose quote the article does
// not contain is refused and the others are recorded, since a machine that
// invents one quote in fifty has still found forty-nine. Where none is left to
// record, the refusal is that of the whole.
func (w *Writer) SuggestPositions(article, suggester string, list []PositionInput) (SuggestedItems, error) {
	a, err := ownerOf(w, articles(), article)
	if err != nil {
		return SuggestedItems{}, err
	}
	v := SuggestedItems{Number: w.entry.Number, Article: a.ID, Suggester: suggester, Items: []SuggestedItem{}}
	var all faults
	for i, in := range list {
		item, err := w.suggestPosition(a, suggester, i, in)
		if err != nil {
			return v, err
		}
		v.Items = append(v.Items, item)
		all.list = append(all.list, item.Faults...)
		if item.Position != nil {
			v.Recorded++
		} else {
			v.Refused++
		}
	}
	if v.Recorded == 0 {
		return v, all.err()
	}
	return v, nil
}

func (w *Writer) suggestPosition(a Article, suggester string, i int, in PositionInput) (SuggestedItem, error) {
	item := SuggestedItem{Item: i, Faults: []Fault{}}
	at := fmt.Sprintf("/items/%d", i)
	changes := w.Changes()
	in, err := w.asSuggested(a, suggester, in)
	if err == nil {
		var p Position
		if p, err = w.CreatePosition(in); err == nil {
			item.Position = &p
			return item, nil
		}
	}
	var refused *Error
	if !errors.As(err, &refused) || w.Changes() > changes {
		return item, err // not a matter of this item: nothing of the request is kept
	}
	if len(refused.Faults) == 0 {
		refused.Faults = []Fault{{Code: string(refused.Kind), Detail: refused.Detail}}
	}
	for _, f := range refused.Faults {
		f.Pointer = at + f.Pointer
		item.Faults = append(item.Faults, f)
	}
	return item, nil
}

// asSuggested makes a position a proposed one of the article, whose note says who
// suggested it.
func (w *Writer) asSuggested(a Article, suggester string, in PositionInput) (PositionInput, error) {
	asked := deref(in.Status)
	in.Status = new(StatusProposed)
	note := "Suggested by " + suggester
	if in.Note != nil {
		note += ": " + *in.Note
	}
	in.Note = &note
	return in, w.judge(func(f *faults) error {
		if asked == StatusAccepted {
			f.add("/status", "status", "what is suggested is proposed; a person accepts it afterwards")
		}
		if len(in.Evidence) == 0 {
			f.add("/evidence", "required", "a suggestion needs a quote from the article; give it as evidence")
		}
		for n := range in.Evidence {
			if err := w.inArticle(a, &in.Evidence[n], at("/evidence", n), f); err != nil {
				return err
			}
		}
		return nil
	})
}

// inArticle takes evidence without an article for one in the given article, and
// refuses any other.
func (w *Writer) inArticle(a Article, in *EvidenceInput, pointer string, f *faults) error {
	switch {
	case in.Passage != nil:
		p, err := resolve(w, passages(), f, pointer+"/passage", in.Passage)
		if err == nil && p.ID != uuid.Nil && p.Article != a.ID {
			f.add(pointer+"/passage", "other-article", "the passage stands in another article; suggestions to an article quote that article")
		}
		return err
	case in.Article == nil:
		in.Article = new(RefTo(a.ID))
		return nil
	}
	other, err := resolve(w, articles(), f, pointer+"/article", in.Article)
	if err == nil && other.ID != uuid.Nil && other.ID != a.ID {
		f.add(pointer+"/article", "other-article", "suggestions to an article quote that article; leave the member out")
	}
	return err
}
