package main

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"parley/db"
)

// head says what was measured on what.
func (b *bench) head(ctx context.Context, d *db.DB) {
	fmt.Printf("\n%s; load before %s\n\n", conditions(ctx, d), load())
	fmt.Printf("| workload | answered by | per second | p50 ms | p99 ms | bytes | parley/this | CPU µs | parley/this by CPU |\n|---|---|---:|---:|---:|---:|---:|---:|---:|\n")
}

func conditions(ctx context.Context, d *db.DB) string {
	version := "SELECT sqlite_version()"
	if d.Engine != db.SQLite {
		version = "SHOW server_version"
	}
	var number string
	var n int
	_ = d.Read.QueryRowContext(ctx, version).Scan(&number)
	_ = d.Read.QueryRowContext(ctx, "SELECT count(*) FROM positions").Scan(&n)
	return fmt.Sprintf("%s %s, %d positions; %s, %d cores; %s; %s", d.Engine, number, n, cpu(), runtime.NumCPU(),
		runtime.Version(), time.Now().Format("2006-01-02 15:04"))
}

// load is what the machine was doing over the last 1, 5 and 15 minutes.
func load() string {
	text, _ := os.ReadFile("/proc/loadavg")
	return strings.Join(strings.Fields(string(text))[:3], " ")
}

func cpu() string {
	text, _ := os.ReadFile("/proc/cpuinfo")
	_, rest, _ := strings.Cut(string(text), "model name\t: ")
	name, _, _ := strings.Cut(rest, "\n")
	return name
}

func millis(ns float64) string { return fmt.Sprintf("%.2f", ns/1e6) }

func median[T any](list []T, of func(T) float64) float64 {
	values := make([]float64, len(list))
	for i, v := range list {
		values[i] = of(v)
	}
	slices.Sort(values)
	return values[len(values)/2]
}
