package main

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"strings"
)

// figures are one round of one workload.
type figures struct{ product, serve, raw, static, plain result }

func (b *bench) measure(ctx context.Context, w workload) error {
	if b.Profile != "" {
		return b.profile(ctx, w)
	}
	var rounds []figures
	for range b.Rounds {
		f, err := b.round(ctx, w)
		if err != nil {
			return err
		}
		rounds = append(rounds, f)
	}
	unit := map[bool]string{true: "rows/s"}[w.perRow]
	mid := func(pick func(figures) float64) float64 { return median(rounds, pick) }
	row := func(name string, of func(figures) result) {
		rate := mid(func(f figures) float64 { return of(f).perSecond() })
		if !(rate > 0) {
			return
		}
		cost := mid(func(f figures) float64 { return f.product.cost() / of(f).cost() })
		ratio := mid(func(f figures) float64 { return f.product.perSecond() / of(f).perSecond() })
		fmt.Printf("| %s | %s | %.0f %s | %s | %s | %.0f | %.2f | %.0f | %.2f |\n", w.name, name, rate, unit,
			millis(mid(func(f figures) float64 { return float64(of(f).P50) })), millis(mid(func(f figures) float64 { return float64(of(f).P99) })),
			mid(func(f figures) float64 { return float64(of(f).size()) }), ratio,
			mid(func(f figures) float64 { return of(f).cost() })/1000, 1/cost)
	}
	row("**parley**", func(f figures) result { return f.product })
	row("parley serve", func(f figures) result { return f.serve })
	row("plain server", func(f figures) result { return f.plain })
	row("raw SQL", func(f figures) result { return f.raw })
	row("static answer", func(f figures) result { return f.static })
	return nil
}

func (b *bench) round(ctx context.Context, w workload) (f figures, err error) {
	if w.perRow {
		return b.exports(ctx)
	}
	if f.product, err = b.fire(ctx, b.product, w); err != nil {
		return f, fmt.Errorf("product: %w", err)
	}
	if b.Binary != "" {
		if f.serve, err = b.fire(ctx, b.serve, w); err != nil {
			return f, fmt.Errorf("serve: %w", err)
		}
	}
	if f.plain, err = b.fire(ctx, b.plain, w); err != nil {
		return f, fmt.Errorf("plain: %w", err)
	}
	b.body = []byte(strings.Repeat("x", int(f.product.size())))
	if f.static, err = b.fire(ctx, b.static, w); err != nil {
		return f, fmt.Errorf("static: %w", err)
	}
	runtime.GC()
	f.raw, err = loop(ctx, b.Connections, b.Warm, b.For, w.raw)
	return f, err
}

func (b *bench) fire(ctx context.Context, by served, w workload) (result, error) {
	runtime.GC()
	before := by.cpu()
	r, err := fire(ctx, job{Address: by.address, Connections: b.Connections, Warm: b.Warm, For: b.For, Requests: w.requests})
	r.CPU = by.cpu() - before
	return r, err
}

func (b *bench) profile(ctx context.Context, w workload) error {
	if w.perRow {
		if _, err := readExport(ctx, b.product); err != nil {
			return err
		}
	} else if _, err := b.fire(ctx, b.product, w); err != nil {
		return err
	}
	file, err := os.Create(b.Profile + "-" + w.name + ".pprof")
	if err != nil {
		return err
	}
	defer file.Close()
	if err := pprof.StartCPUProfile(file); err != nil {
		return err
	}
	defer pprof.StopCPUProfile()
	var r result
	if w.perRow {
		r, err = readExport(ctx, b.product)
	} else {
		r, err = b.fire(ctx, b.product, w)
	}
	fmt.Printf("%s: %.0f/s, p50 %s, CPU %.0f µs\n", w.name, r.perSecond(), millis(float64(r.P50)), r.cost()/1000)
	return err
}
