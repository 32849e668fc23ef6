// Package meanwhile does what is asked for later on another processor, beside what comes first.
// It imports the standard library alone.
package meanwhile

import "sync"

// Do runs do on a goroutine of its own and gives its value to whoever asks, as often as
// asked. Who asks before that goroutine began runs it himself, and who gets no value gets
// its panic. To ask is also to wait: afterwards nothing of do is still running.
func Do[T any](do func() T) (value func() T) {
	value = sync.OnceValue(do)
	go func() {
		defer func() { _ = recover() }() // it is told to whoever asks
		value()
	}()
	return value
}
