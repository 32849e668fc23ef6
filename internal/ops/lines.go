package ops

import (
	"context"
	"io"
	"log/slog"
	"sync"
	"time"
)

const (
	// soon is how long a line waits for others at the most.
	soon = 20 * time.Millisecond
	// mostWaiting bounds, in bytes, how much waits.
	mostWaiting = 64 << 10
)

// lines writes to a file together what comes within a moment: a busy server took a
// twentieth of its time to write a line for each request. What ends the process without a
// regular stop takes the lines of that moment with it.
type lines struct {
	to io.Writer

	mu      sync.Mutex // also while it writes, so a log that is not read holds up who logs
	waiting []byte
	due     *time.Timer
}

func newLines(to io.Writer) *lines {
	l := &lines{to: to}
	l.due = time.AfterFunc(time.Hour, l.flush)
	l.due.Stop()
	return l
}

// Write never fails: nobody could be told.
func (l *lines) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.waiting) == 0 {
		l.due.Reset(soon)
	}
	if l.waiting = append(l.waiting, line...); len(l.waiting) >= mostWaiting {
		l.writeOut()
	}
	return len(line), nil
}

func (l *lines) flush() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.writeOut()
}

func (l *lines) writeOut() {
	l.due.Stop()
	if len(l.waiting) > 0 {
		l.to.Write(l.waiting) //nolint:errcheck // where there is no log, nothing can be told
		l.waiting = l.waiting[:0]
	}
}

// urgent writes at once what warns, and all that waits before it.
type urgent struct {
	slog.Handler
	lines *lines
}

func (h urgent) Handle(ctx context.Context, r slog.Record) error {
	err := h.Handler.Handle(ctx, r)
	if r.Level >= slog.LevelWarn {
		h.lines.flush()
	}
	return err
}

func (h urgent) WithAttrs(all []slog.Attr) slog.Handler {
	return urgent{h.Handler.WithAttrs(all), h.lines}
}
func (h urgent) WithGroup(name string) slog.Handler {
	return urgent{h.Handler.WithGroup(name), h.lines}
}
