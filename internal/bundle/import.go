package bundle

import (
	"cmp"
	"context"
	"io/fs"
	"path"

	"parley/internal/ledger"
)

const (
	// usualBatch is how many items are recorded under one ledger number.
	usualBatch = 500
	// batchBytes ends a batch early, so that long texts do not add up.
	batchBytes = 4 << 20
	// MostFaults is how many faults a report keeps; the others it counts.
	MostFaults = 1000
)

// Options say how to import.
type Options struct {
	// DryRun tries everything and records nothing.
	DryRun bool
	// KeepGoing records what is right beside what is faulty.
	KeepGoing bool
	// Batch is how many items are recorded under one ledger number; 0 means 500.
	Batch int
	// Texts is the folder in which items may name files; nil where they may not.
	Texts fs.FS
	// Progress, when set, hears how many items were checked, or with KeepGoing
	// recorded, after every batch of an import that has more than one.
	Progress func(did string, done int)
}

// Report says what an import did or, where it was only tried, would do.
type Report struct {
	// Items are all that were read, and Recorded, Known and Refused what became of them.
	// One that is refused when it is looked at again was recorded in part.
	Items, Recorded, Known, Refused int
	// Faults are the first of what was wrong, MostFaults at most, and MoreFaults how
	// many there are beside them.
	Faults     []Fault
	MoreFaults int
	// LeftOut says what of the file has no place here.
	LeftOut []string
}

// Import records the bundle in a file, which may name other files beside it.
func Import(ctx context.Context, l *ledger.Ledger, by ledger.Caller, files fs.FS, name string, o Options) (Report, error) {
	var err error
	if o.Texts, err = fs.Sub(files, path.Dir(name)); err != nil {
		return Report{}, err
	}
	return Record(ctx, l, by, File(files, name), name, o)
}

// Record records the items of a source, whose name is for its faults. They are
// recorded as a whole and only when nothing is wrong with them; else the report
// names every fault and nothing is changed. With KeepGoing they are recorded
// as they are read, but for those with faults. Items that are there already are left
// alone, so an import that was cut off can simply be repeated. With an error the
// report tells what was recorded before it.
func Record(ctx context.Context, l *ledger.Ledger, by ledger.Caller, from Source, name string, o Options) (Report, error) {
	m := &importing{ctx: ctx, ledger: l, by: by, from: from, name: name, texts: o.Texts,
		batch: cmp.Or(o.Batch, usualBatch), progress: o.Progress}
	m.by.Reason = added(m.by.Reason, from.Origin())
	if o.KeepGoing && !o.DryRun {
		return m.onward()
	}
	return m.whole(o.DryRun)
}
