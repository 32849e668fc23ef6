package api

import "sync"

// lately remembers what was of late, within bounds: when the young are many they
// become the old, and what was in neither is forgotten. The zero value is ready.
type lately[K comparable, V any] struct {
	mu         sync.Mutex
	young, old map[K]V
}

// maxLately bounds each of the two.
const maxLately = 20_000

// orMade gives what is remembered under a key, else what is made, and remembers it.
func (l *lately[K, V]) orMade(key K, made func() V) V {
	l.mu.Lock()
	defer l.mu.Unlock()
	if v, known := l.young[key]; known {
		return v
	}
	if l.young == nil || len(l.young) >= maxLately {
		l.old, l.young = l.young, map[K]V{}
	}
	v, known := l.old[key]
	if !known {
		v = made()
	}
	l.young[key] = v
	return v
}

func (l *lately[K, V]) has(key K) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	_, young := l.young[key]
	_, old := l.old[key]
	return young || old
}

func (l *lately[K, V]) forget(key K) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.young, key)
	delete(l.old, key)
}

// proven are hashes of the keys and tokens that let somebody in lately.
type proven struct {
	lately[[32]byte, struct{}]
}

func (p *proven) add(shown [32]byte) { p.orMade(shown, func() struct{} { return struct{}{} }) }
