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
	ctx       context.Context
	ledger    *ledger.Ledger
	by        ledger.Caller
	from      Source
	name      string
	texts     fs.FS
	batch     int
	keepGoing bool
	progress  func(did string, done, total int)
	total     int // 0 while it is not known
}

// try runs every item in one transaction that is taken back, to find all faults.
func (m importing) try() (Report, error) {
	var report Report
	seen := slugs{}
	err := ledger.Try(m.ctx, m.ledger, m.by, func(w *ledger.Writer) error {
		return m.batches(func(items []Item) error {
			err := m.run(w, seen, items, &report)
			m.tell("checked", len(items), report.Items)
			return err
		})
	})
	return m.finished(report), err
}

// record records all items in batches of one transaction each.
func (m importing) record() (Report, error) {
	report := Report{Items: m.total}
	seen := slugs{}
	done := 0
	err := m.batches(func(items []Item) error {
		if !m.keepGoing { // the trial has seen all of them
			clear(seen)
		}
		part, err := m.recordBatch(seen, items, report)
		if err == nil {
			report = part
			done += len(items)
			m.tell("recorded", len(items), done)
		}
		return err
	})
	if m.total == 0 {
		report.Items = done
	}
	return m.finished(report), err
}

func (m importing) recordBatch(seen slugs, items []Item, so Report) (Report, error) {
	part := so
	part.Faults = slices.Clone(so.Faults)
	by := m.by
	by.Reason = reasonOf(m.by.Reason, items)
	_, err := ledger.Write(m.ctx, m.ledger, by, func(w *ledger.Writer) (any, error) {
		if err := m.run(w, seen, items, &part); err != nil {
			return nil, err
		}
		if len(part.Faults) > 0 && !m.keepGoing { // something changed since the trial
			return nil, part.Faults[0]
		}
		return nil, nil
	})
	part.Items = so.Items
	return part, err
}

// batches reads the items in stretches that are short enough to be held.
func (m importing) batches(do func([]Item) error) error {
	var items []Item
	size := 0
	for v, err := range m.from.Items(m.ctx) {
		if err == nil {
			err = m.ctx.Err()
		}
		if err != nil {
			return err
		}
		items = append(items, v)
		if size += len(v.Raw); len(items) < m.batch && size < batchBytes {
			continue
		}
		if err := do(items); err != nil {
			return err
		}
		items, size = items[:0], 0
	}
	if len(items) == 0 {
		return nil
	}
	return do(items)
}

// tell tells of progress, but not of an import that is one batch.
func (m importing) tell(did string, batch, done int) {
	if m.progress != nil && (batch >= m.batch || done > batch) && (m.total == 0 || m.total > m.batch) {
		m.progress(did, done, m.total)
	}
}

// finished sorts the faults as they stand in the file: lists of a JSON bundle are
// read in another order.
func (m importing) finished(report Report) Report {
	slices.SortStableFunc(report.Faults, func(a, b Fault) int { return cmp.Compare(a.Line, b.Line) })
	report.LeftOut = m.from.LeftOut()
	return report
}

// run records items and notes what became of each. Refusals are faults of the
// file; anything else ends the import.
func (m importing) run(w *ledger.Writer, seen slugs, items []Item, report *Report) error {
	for _, v := range items {
		report.Items++
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
		f.Line, f.Place = v.Line, v.Place
		if v.Where != nil && f.Column == "" {
			f.Line, f.Column = v.Where(f.Pointer)
		}
		r.Faults = append(r.Faults, Fault{name, f})
	}
}
