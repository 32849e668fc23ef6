package ops

import (
	"log/slog"
	"os"
	"time"

	"github.com/mattn/go-isatty"
)

// NewLogger writes logs to a file: as JSON, one object on each line, for
// programs, or as text for people. The format auto is text on a terminal. The function
// writes what programs are not yet told.
func NewLogger(to *os.File, format string, level slog.Level) (*slog.Logger, func()) {
	if IsText(to, format) {
		return slog.New(traced{slog.NewTextHandler(to, &slog.HandlerOptions{Level: level, ReplaceAttr: timeOfDay})}), func() {}
	}
	l := newLines(to)
	return slog.New(urgent{traced{slog.NewJSONHandler(l, &slog.HandlerOptions{Level: level})}, l}), l.flush
}

// IsText tells whether a format means text on this file.
func IsText(to *os.File, format string) bool {
	return format == "text" || format != "json" && (isatty.IsTerminal(to.Fd()) || isatty.IsCygwinTerminal(to.Fd()))
}

// timeOfDay leaves the date to whoever is looking at the terminal.
func timeOfDay(groups []string, a slog.Attr) slog.Attr {
	if len(groups) == 0 && a.Key == slog.TimeKey {
		return slog.String(slog.TimeKey, a.Value.Time().Format(time.TimeOnly))
	}
	return a
}
