package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"time"
)

type startCommand struct {
	Binary string `arg:"" help:"The parley binary."`
	DB     string `arg:"" help:"An existing database."`
	Times  int    `default:"15" help:"How often."`
}

// Run starts the binary anew each time and asks for a page until it answers.
func (c *startCommand) Run(ctx context.Context) error {
	var took, cpu []time.Duration
	for range c.Times {
		one, used, err := c.once(ctx)
		if err != nil {
			return err
		}
		took, cpu = append(took, one), append(cpu, used)
	}
	slices.Sort(took)
	slices.Sort(cpu)
	fmt.Printf("start to first page of positions: median %.1f ms, fastest %.1f, slowest %.1f of %d; CPU median %.1f ms\n", millisOf(took[len(took)/2]),
		millisOf(took[0]), millisOf(took[len(took)-1]), c.Times, millisOf(cpu[len(cpu)/2]))
	return nil
}

// once also gives the CPU time that the process had used by the end.
func (c *startCommand) once(ctx context.Context) (took, cpu time.Duration, err error) {
	p, err := serveBinary(ctx, c.Binary, c.DB)
	if err != nil {
		return 0, 0, err
	}
	defer func() {
		p.stop()
		cpu = p.ProcessState.UserTime() + p.ProcessState.SystemTime()
	}()
	for time.Since(p.started) < 10*time.Second {
		answer, err := http.Get("http://" + p.address + "/v1/positions?limit=1&expand=party,issue,evidence")
		if err == nil {
			_, err = io.Copy(io.Discard, answer.Body)
			answer.Body.Close() //nolint:errcheck // it was read
			return time.Since(p.started), 0, err
		}
		time.Sleep(500 * time.Microsecond)
	}
	return 0, 0, fmt.Errorf("%s does not answer", c.Binary)
}

func millisOf(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
