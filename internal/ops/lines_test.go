package ops

import (
	"bytes"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// writes notes what is written at a time.
type writes struct {
	mu  sync.Mutex
	all []string
}

func (w *writes) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.all = append(w.all, string(p))
	return len(p), nil
}

func (w *writes) written() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.all)
}

func logTo(w *writes) (*slog.Logger, *lines) {
	l := newLines(w)
	return slog.New(urgent{slog.NewJSONHandler(l, nil), l}).With("by", "test"), l
}

func TestLinesOfAMomentAreWrittenTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &writes{}
		log, _ := logTo(w)
		for range 2 {
			log.Info("one")
			time.Sleep(soon / 2)
			log.Info("two")
			time.Sleep(soon/2 - 1)
			synctest.Wait()
			before := len(w.written())
			time.Sleep(time.Nanosecond)
			synctest.Wait()
			if all := w.written(); len(all) != before+1 || strings.Count(all[before], "\n") != 2 {
				t.Errorf("written: %q, %d before the moment was over", all, before)
			}
		}
		if all := w.written(); len(all) != 2 {
			t.Errorf("written: %q", all)
		}
	})
}

func TestAWarningIsWrittenAtOnceWithWhatWasBefore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, level := range []slog.Level{slog.LevelWarn, slog.LevelError} {
			w := &writes{}
			log, _ := logTo(w)
			log.Info("one")
			log.WithGroup("g").Log(t.Context(), level, "two")
			if before, after, both := strings.Cut(strings.Join(w.all, ""), "\n"); len(w.all) != 1 || !both || !strings.Contains(before, `"one"`) || !strings.Contains(after, `"two"`) {
				t.Errorf("%s: %q", level, w.all)
			}
			time.Sleep(time.Minute)
			synctest.Wait()
			if len(w.all) != 1 {
				t.Errorf("%s: written again: %q", level, w.all)
			}
		}
	})
}

func TestLinesThatWaitAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &writes{}
		_, l := logTo(w)
		line := append(bytes.Repeat([]byte("x"), 1023), '\n')
		for range 3 * mostWaiting / 1024 {
			l.Write(line) //nolint:errcheck // it never fails
		}
		if len(w.all) != 3 || len(w.all[2]) != mostWaiting {
			t.Errorf("%d writes", len(w.all))
		}
	})
}

// Each line is written once, whole, and in the order of who logs, whoever else does.
func TestEachLineIsWrittenOnce(t *testing.T) {
	const who, lines = 8, 2000
	w := &writes{}
	log, l := logTo(w)
	var all sync.WaitGroup
	for n := range who {
		all.Go(func() {
			for i := range lines {
				log.Info("line", "who", n, "is", i)
				if i%500 == n {
					l.flush()
				}
			}
		})
	}
	all.Wait()
	l.flush()
	next := [who]int{}
	for line := range strings.Lines(strings.Join(w.all, "")) {
		var n, i int
		if _, err := fmt.Sscanf(line[strings.Index(line, `"who"`):], `"who":%d,"is":%d}`, &n, &i); err != nil || i != next[n] {
			t.Fatalf("%q: %v, want %d", line, err, next[n])
		}
		next[n]++
	}
	for n, i := range next {
		if i != lines {
			t.Errorf("%d has %d lines", n, i)
		}
	}
}
