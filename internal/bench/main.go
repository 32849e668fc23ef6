// Command bench measures parley beside raw SQL, a static answer and a plain
// hand-written server, all in one run. docs/performance.md says how to use it
// and what it found. It is a tool: unlike every other package below internal it
// imports both edges, and nothing imports it.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"time"

	"github.com/alecthomas/kong"
)

type commands struct {
	Load      loadCommand      `cmd:"" help:"Make a synthetic set of positions in a SQLite file or a PostgreSQL database."`
	Talks     talksCommand     `cmd:"" help:"Add a negotiation to a loaded database and let its record move on, for bench history."`
	Run       runCommand       `cmd:"" help:"Measure the product and its baselines on a loaded database."`
	History   historyCommand   `cmd:"" help:"Measure the matrix and the past, and the memory of exports, on two databases with the negotiation of bench talks."`
	Import    importCommand    `cmd:"" help:"Measure the import of a coding bundle beside bare inserts of the same rows, and its memory."`
	ImportOne importOneCommand `cmd:"" hidden:"" help:"One import, which import starts as a process of its own."`
	Encoders  encodersCommand  `cmd:"" help:"Compare JSON encoders and decoders on a page of 50 positions."`
	Start     startCommand     `cmd:"" help:"Measure the time from starting the binary to its first answer."`
	Served    servedCommand    `cmd:"" hidden:"" help:"A server to be measured, which run starts as a process of its own."`
	Fire      fireCommand      `cmd:"" hidden:"" help:"The load generator, which run starts as a process of its own."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var c commands
	k := kong.Parse(&c, kong.Name("bench"), kong.UsageOnError())
	k.BindTo(ctx, (*context.Context)(nil))
	if err := k.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		stop()
		os.Exit(1)
	}
}

// since is a duration as people read it.
func since(start time.Time) time.Duration { return time.Since(start).Round(10 * time.Millisecond) }
