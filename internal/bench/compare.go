package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"strings"
)

// asked are requests to one server; one connection sends them one after the other.
type asked struct {
	address  string
	requests [][]byte
}

// comparison holds what the second costs against what the first does.
type comparison struct {
	name          string
	first, second asked
}

func compared(first, second string) {
	fmt.Printf("| question | %s, p50 ms | %s | **ratio** | (of each round) | CPU ms | | **ratio** | bytes | |\n|---|---:|---:|---:|---|---:|---:|---:|---:|---:|\n", first, second)
}

// measure asks both sides in turns and prints the medians. A busy machine
// disturbs the CPU time of an answer less than the time it takes.
func (c *historyCommand) measure(ctx context.Context, list ...comparison) error {
	for _, w := range list {
		var rounds [][2]result
		for i := range c.Rounds {
			var pair [2]result
			for n := range pair {
				n ^= i % 2 // who begins takes turns
				var err error
				if pair[n], err = c.ask(ctx, []asked{w.first, w.second}[n]); err != nil {
					return fmt.Errorf("%s: %w", w.name, err)
				}
			}
			rounds = append(rounds, pair)
		}
		w.print(rounds)
		if err := c.profile(ctx, w); err != nil {
			return err
		}
	}
	return nil
}

func (c *historyCommand) ask(ctx context.Context, a asked) (result, error) {
	runtime.GC()
	before := cpuTime() + cpuTimeBelow(c.Postmaster)
	r, err := fire(ctx, job{Address: a.address, Connections: 1, Warm: c.Warm, For: c.For, Least: 3, Requests: a.requests})
	r.CPU = cpuTime() + cpuTimeBelow(c.Postmaster) - before
	return r, err
}

func (w comparison) print(rounds [][2]result) {
	mid := func(of func(result) float64, n int) float64 {
		return median(rounds, func(p [2]result) float64 { return of(p[n]) })
	}
	ratio := func(of func(result) float64) float64 {
		return median(rounds, func(p [2]result) float64 { return of(p[1]) / of(p[0]) })
	}
	p50 := func(r result) float64 { return float64(r.P50) }
	size := func(r result) float64 { return float64(r.size()) }
	var each []string
	for _, p := range rounds {
		each = append(each, fmt.Sprintf("%.2f", p50(p[1])/p50(p[0])))
	}
	fmt.Printf("| %s | %s | %s | **%.2f** | %s | %s | %s | **%.2f** | %.0f | %.0f |\n", w.name, millis(mid(p50, 0)), millis(mid(p50, 1)), ratio(p50),
		strings.Join(each, " "), millis(mid(result.cost, 0)), millis(mid(result.cost, 1)), ratio(result.cost), mid(size, 0), mid(size, 1))
}

func (c *historyCommand) profile(ctx context.Context, w comparison) (err error) {
	if c.Profile == "" {
		return nil
	}
	file, err := os.Create(c.Profile + "-" + strings.NewReplacer(" ", "-", ",", "").Replace(w.name) + ".pprof")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if err := pprof.StartCPUProfile(file); err != nil {
		return err
	}
	defer pprof.StopCPUProfile()
	_, err = c.ask(ctx, w.second)
	return err
}
