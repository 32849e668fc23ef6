package db

import "context"

// MaxKept is how many of one kind are kept at most.
const MaxKept = maxKept

// KeptEntrances is how many are kept now.
func (s *Store) KeptEntrances() int { return len(s.gathered.entrances.found) }

// Version is what a file's watch says of it.
func (d *DB) Version(ctx context.Context) (any, error) { return d.watch.version(ctx) }

// LetGo closes the connection of a file's watch, and tells how many are left.
func (d *DB) LetGo() (int, error) {
	d.watch.mu.Lock()
	defer d.watch.mu.Unlock()
	err := d.watch.letGo()
	return d.watch.pool.Stats().OpenConnections, err
}
