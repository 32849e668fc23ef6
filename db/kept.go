package db

import (
	"context"
	"sync"

	"parley/internal/gather"
)

// maxKept bounds what is kept of one kind. Whoever asks for more makes it begin anew.
const maxKept = 1000

// kept is what nearly every request asks for. Of a SQLite file it is kept until somebody
// writes to the file: nobody is told what was true before he asked. PostgreSQL does not tell
// a program so in less time than it answers in, and is asked once for all who ask at the
// same time.
type kept[K comparable, V any] struct {
	watch *watch // nil for PostgreSQL
	calls *gather.Calls[K, struct{}, V]

	mu    sync.Mutex
	since version
	found map[K]V
}

func newKept[K comparable, V any](w *watch, ask func(context.Context, K) (V, error)) *kept[K, V] {
	return &kept[K, V]{watch: w, calls: gather.New(func(ctx context.Context, about K, _ []struct{}) (map[struct{}]V, error) {
		v, err := ask(ctx, about)
		return map[struct{}]V{{}: v}, err
	})}
}

// get gives what is found under a key. Who gets it must not write to it: others have it too.
func (k *kept[K, V]) get(ctx context.Context, key K) (V, error) {
	if k.watch == nil {
		return k.calls.Ask(ctx, key, struct{}{})
	}
	now, err := k.watch.version(ctx)
	if err != nil {
		var none V
		return none, told("", "", err)
	}
	if v, ok := k.recall(now, key); ok {
		return v, nil
	}
	v, err := k.calls.Ask(ctx, key, struct{}{})
	if err == nil {
		k.keep(now, key, v)
	}
	return v, err
}

func (k *kept[K, V]) recall(now version, key K) (V, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.since != now {
		var none V
		return none, false
	}
	v, ok := k.found[key]
	return v, ok
}

// keep keeps what was read after the file had a version, and so is right for as long as it has.
func (k *kept[K, V]) keep(read version, key K, v V) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.since != read || len(k.found) >= maxKept {
		k.since, k.found = read, map[K]V{}
	}
	k.found[key] = v
}
