package bundle

import (
	"context"
	"iter"

	"parley/internal/meanwhile"
)

// stretch is what is recorded at once: items that are short enough to be held, none at
// the end of the file, or why there are no more.
type stretch struct {
	items []Item
	err   error
}

// batches gives the items in stretches. While one is recorded the next one is read, judged
// and decoded, no more than that one, and nothing is read any more when batches returns.
func (m *importing) batches(do func([]Item) error) error {
	ctx, stop := context.WithCancel(m.ctx)
	next, end := iter.Pull2(m.from.Items(ctx))
	defer end()
	read := func() stretch { return m.read(ctx, next) }
	coming := meanwhile.Do(read)
	defer func() { stop(); coming() }()
	for {
		s := coming()
		if s.err == nil && len(s.items) > 0 {
			s.err = m.ctx.Err()
		}
		if s.err != nil || len(s.items) == 0 {
			return s.err
		}
		coming = meanwhile.Do(read)
		if err := do(s.items); err != nil {
			return err
		}
	}
}

// read reads the next stretch.
func (m *importing) read(ctx context.Context, next func() (Item, error, bool)) (s stretch) {
	for size := 0; len(s.items) < m.batch && size < batchBytes; {
		v, err, more := next()
		if !more {
			break
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return stretch{err: err}
		}
		s.items = append(s.items, v.readied())
		size += len(v.Raw)
	}
	return s
}
