package bundle

import (
	"cmp"
	"context"
	"io/fs"
	"path"
	"slices"

	"parley/internal/ledger"
)

// usualBatch is how many items are recorded under one ledger number.
const usualBatch = 500

// Options say how to import.
type Options struct {
	// DryRun tries everything and records nothing.
	DryRun bool
	// Batch is how many items are recorded under one ledger number; 0 means 500.
	Batch int
	// Progress, when set, hears how many items were checked and then how many
	// were recorded, after every batch of a bundle that has more than one.
	Progress func(did string, done, total int)
}

// Report says what an import did or, where it was only tried, would do.
type Report struct {
	Items, Recorded, Known int
	Faults                 []Fault
}

// Import records a bundle. It is first tried as a whole and recorded only when
// nothing is wrong with it; else the report names every fault and nothing is
// changed. Items that are there already are left alone, so an import that was
// cut off can simply be repeated. With an error the report tells what was
// recorded before it.
func Import(ctx context.Context, l *ledger.Ledger, by ledger.Caller, files fs.FS, name string, o Options) (Report, error) {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return Report{}, err
	}
	run := importing{ctx: ctx, ledger: l, by: by, files: files, name: name, items: read(data),
		batch: cmp.Or(o.Batch, usualBatch), progress: o.Progress}
	report, err := run.try()
	if err != nil {
		return Report{Items: report.Items}, err
	}
	if o.DryRun || len(report.Faults) > 0 {
		return report, nil
	}
	return run.record()
}

type importing struct {
	ctx      context.Context
	ledger   *ledger.Ledger
	by       ledger.Caller
	files    fs.FS
	name     string
	items    []item
	batch    int
	progress func(did string, done, total int)
}

// try runs every item in one transaction that is taken back, to find all faults.
func (m importing) try() (Report, error) {
	report := Report{Items: len(m.items)}
	seen := map[string]first{}
	err := ledger.Try(m.ctx, m.ledger, m.by, func(w *ledger.Writer) error {
		return m.batches(func(start, end int) error {
			defer m.tell("checked", end)
			return m.run(w, seen, m.items[start:end], &report)
		})
	})
	slices.SortStableFunc(report.Faults, func(a, b Fault) int { return cmp.Compare(a.Line, b.Line) })
	return report, err
}

// record records all items in batches of one transaction each.
func (m importing) record() (Report, error) {
	report := Report{Items: len(m.items)}
	err := m.batches(func(start, end int) error {
		part := report
		_, err := ledger.Write(m.ctx, m.ledger, m.by, func(w *ledger.Writer) (any, error) {
			if err := m.run(w, map[string]first{}, m.items[start:end], &part); err != nil {
				return nil, err
			}
			if len(part.Faults) > 0 { // something changed since the trial
				return nil, part.Faults[0]
			}
			return nil, nil
		})
		if err == nil {
			report = part
			m.tell("recorded", end)
		}
		return err
	})
	return report, err
}

func (m importing) batches(do func(start, end int) error) error {
	for start := 0; start < len(m.items); start += m.batch {
		if err := do(start, min(start+m.batch, len(m.items))); err != nil {
			return err
		}
	}
	return nil
}

func (m importing) tell(did string, done int) {
	if m.progress != nil && len(m.items) > m.batch {
		m.progress(did, done, len(m.items))
	}
}

// run records items and notes what became of each. Refusals are faults of the
// bundle; anything else ends the import.
func (m importing) run(w *ledger.Writer, seen map[string]first, items []item, report *Report) error {
	for _, v := range items {
		r := recorder{Writer: w, files: m.files, dir: path.Dir(m.name), line: v.line, seen: seen}
		isNew, err := r.record(v)
		switch faults := faultsOf(err); {
		case len(faults) > 0:
			for _, f := range faults {
				report.Faults = append(report.Faults, Fault{File: m.name, Line: v.line, Err: f})
			}
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
