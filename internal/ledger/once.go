package ledger

import "context"

// Answered looks whether a key was used for what is not of the record, and then fills
// in the first answer. The same key with another request is an Error.
func (l *Ledger) Answered(ctx context.Context, workspace string, once *Once, result any) (bool, error) {
	tables, err := l.store.Read(ctx, workspace)
	if err != nil {
		return false, err
	}
	return newWriter(ctx, tables, l.entry(Caller{})).answered(once, result)
}

// Remember keeps the answer for who repeats the request.
func (l *Ledger) Remember(ctx context.Context, workspace string, once *Once, result any) error {
	return l.store.Note(ctx, workspace, func(tables Tables) error {
		return newWriter(ctx, tables, l.entry(Caller{})).remember(once, result)
	})
}
