package bundle

import (
	"context"
	"errors"
	"io/fs"
	"path"

	"parley/internal/ledger"
)

// batch is how many items are recorded under one ledger number.
const batch = 500

// Options say how to import.
type Options struct {
	// DryRun tries everything and records nothing.
	DryRun bool
	// Progress, when set, is called after each batch.
	Progress func(done, total int)
}

// Report says what an import did.
type Report struct {
	Items, Recorded, Known int
	Faults                 []Fault
}

// Import records a bundle. It is first tried as a whole and recorded only when
// nothing is wrong with it; else the report names every fault and nothing is
// changed. Items that are there already are left alone, so an import that was
// cut off can simply be repeated.
func Import(ctx context.Context, l *ledger.Ledger, by ledger.Caller, files fs.FS, name string, o Options) (Report, error) {
	items, err := Read(files, name)
	var fault Fault
	if errors.As(err, &fault) {
		return Report{Faults: []Fault{fault}}, nil
	}
	if err != nil {
		return Report{}, err
	}
	run := importing{ctx: ctx, ledger: l, by: by, files: files, name: name, items: items}
	report, err := run.try()
	if err != nil || o.DryRun || len(report.Faults) > 0 {
		return report, err
	}
	return run.record(o.Progress)
}

type importing struct {
	ctx    context.Context
	ledger *ledger.Ledger
	by     ledger.Caller
	files  fs.FS
	name   string
	items  []Item
}

// try runs every item in one transaction that is taken back, to find all faults.
func (m importing) try() (Report, error) {
	report := Report{Items: len(m.items)}
	err := ledger.Try(m.ctx, m.ledger, m.by, func(w *ledger.Writer) error {
		for _, item := range m.items {
			if err := m.one(w, item, &report); err != nil {
				return err
			}
		}
		return nil
	})
	return report, err
}

// one records one item. Refusals are faults of the bundle; anything else ends
// the import.
func (m importing) one(w *ledger.Writer, item Item, report *Report) error {
	isNew, err := recorder{Writer: w, files: m.files, dir: path.Dir(m.name)}.record(item)
	if err != nil && !isRefusal(err) {
		return err
	}
	switch {
	case err != nil:
		report.Faults = append(report.Faults, Fault{File: m.name, Line: item.Line, Err: err})
	case isNew:
		report.Recorded++
	default:
		report.Known++
	}
	return nil
}

// isRefusal tells a fault of the bundle from a failure of the database or the machine.
func isRefusal(err error) bool {
	var e *ledger.Error
	if errors.As(err, &e) {
		return e.Kind != ledger.KindUnavailable
	}
	return !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded)
}

// record records all items in batches of one transaction each.
func (m importing) record(progress func(done, total int)) (Report, error) {
	report := Report{Items: len(m.items)}
	for start := 0; start < len(m.items); start += batch {
		end := min(start+batch, len(m.items))
		part := report
		_, err := ledger.Write(m.ctx, m.ledger, m.by, func(w *ledger.Writer) (int, error) {
			for _, item := range m.items[start:end] {
				if err := m.one(w, item, &part); err != nil {
					return 0, err
				}
			}
			if len(part.Faults) > 0 {
				return 0, part.Faults[0]
			}
			return 0, nil
		})
		if err != nil {
			return report, err
		}
		report = part
		if progress != nil {
			progress(end, len(m.items))
		}
	}
	return report, nil
}
