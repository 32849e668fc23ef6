package bundle

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"slices"

	"parley/internal/ledger"
)

type importing struct {
	ctx      context.Context
	ledger   *ledger.Ledger
	by       ledger.Caller
	from     Source
	name     string
	texts    fs.FS
	batch    int
	progress func(did string, done int)
	again    int // items looked at again so far
}

// whole records all items or, where one of them is faulty or it is to be tried only,
// none: each batch has a number of its own, and all are committed as one.
func (m *importing) whole(dryRun bool) (Report, error) {
	var report Report
	seen := slugs{}
	err := ledger.Together(m.ctx, m.ledger, m.by.Workspace, func(write func(ledger.Caller, func(*ledger.Writer) error) error) (bool, error) {
		err := m.batches(func(items []Item) error {
			err := write(m.reasoned(items), func(w *ledger.Writer) error { return m.run(w, seen, items, &report) })
			m.tell("checked", items, report.Items)
			return err
		})
		return !dryRun && len(report.Faults) == 0, err
	})
	if err != nil {
		report.Recorded, report.Known = 0, 0 // all of it was taken back
	}
	return m.finished(report), err
}

// onward records what is right batch by batch, each committed by itself.
func (m *importing) onward() (Report, error) {
	var report Report
	seen := slugs{}
	err := m.batches(func(items []Item) error {
		part := report
		part.Faults = slices.Clone(report.Faults)
		_, err := ledger.Write(m.ctx, m.ledger, m.reasoned(items), func(w *ledger.Writer) (any, error) {
			return nil, m.run(w, seen, items, &part)
		})
		if err == nil {
			report = part
			m.tell("recorded", items, report.Items)
		}
		return err
	})
	return m.finished(report), err
}

// reasoned is the caller with the reason for a batch.
func (m *importing) reasoned(items []Item) ledger.Caller {
	by := m.by
	by.Reason = reasonOf(m.by.Reason, items)
	return by
}

// tell tells of progress, but not of an import that is one batch.
func (m *importing) tell(did string, batch []Item, done int) {
	switch {
	case m.progress == nil:
	case batch[0].Again && batch[len(batch)-1].Again:
		m.again += len(batch)
		m.progress("looked again at", m.again)
	case len(batch) >= m.batch || done > len(batch):
		m.progress(did, done)
	}
}

// finished sorts the faults as they stand in the file: lists of a JSON bundle are
// read in another order.
func (m *importing) finished(report Report) Report {
	slices.SortStableFunc(report.Faults, func(a, b Fault) int { return cmp.Compare(a.Line, b.Line) })
	report.LeftOut = m.from.LeftOut()
	return report
}

// run records items and notes what became of each. Refusals are faults of the
// file; anything else ends the import.
func (m *importing) run(w *ledger.Writer, seen slugs, items []Item, report *Report) error {
	for _, v := range items {
		if !v.Again {
			report.Items++
		}
		r := recorder{Writer: w, texts: m.texts, item: v, seen: seen}
		before := w.Changes()
		isNew, err := r.record()
		switch faults := faultsOf(err); {
		case len(faults) > 0 && w.Changes() > before:
			return fmt.Errorf("an item was refused after a part of it was recorded: %w", err)
		case len(faults) > 0:
			report.refused(m.name, v, faults)
		case err != nil:
			return err
		case v.Again:
		case isNew:
			report.Recorded++
		default:
			report.Known++
		}
	}
	return nil
}

func (r *Report) refused(name string, v Item, faults []ledger.Fault) {
	r.Refused++
	for _, f := range faults {
		if len(r.Faults) == MostFaults {
			r.MoreFaults++
			continue
		}
		if f.Place == "" {
			f.Line, f.Place = v.Line, v.Place
		}
		if v.Where != nil && f.Column == "" {
			f.Line, f.Column = v.Where(f.Pointer)
		}
		r.Faults = append(r.Faults, Fault{name, f})
	}
}
