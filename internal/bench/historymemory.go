package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"time"
)

// first measures the first matrix that a server gives after it was started.
func (c *historyCommand) first(ctx context.Context) error {
	var took [2][]time.Duration
	for range c.Starts {
		for i, url := range []string{c.Small, c.Large} {
			one, err := c.firstOne(ctx, url)
			if err != nil {
				return err
			}
			took[i] = append(took[i], one)
		}
	}
	for i := range took {
		slices.Sort(took[i])
	}
	small, large := took[0][c.Starts/2], took[1][c.Starts/2]
	fmt.Printf("first matrix after a start, median of %d: %.1f ms small, %.1f ms large, ratio %.2f; from %.1f to %.1f and from %.1f to %.1f\n", c.Starts,
		millisOf(small), millisOf(large), float64(large)/float64(small), millisOf(took[0][0]), millisOf(took[0][c.Starts-1]), millisOf(took[1][0]), millisOf(took[1][c.Starts-1]))
	return nil
}

func (c *historyCommand) firstOne(ctx context.Context, url string) (time.Duration, error) {
	p, err := serveBinary(ctx, c.Binary, url)
	if err != nil {
		return 0, err
	}
	defer p.stop()
	if err := p.listening(); err != nil {
		return 0, err
	}
	start := time.Now()
	_, err = read(ctx, p.address, matrixPath)
	return time.Since(start), err
}

// answer is what is kept of a long one.
type answer struct {
	bytes int64
	rows  string
}

func read(ctx context.Context, address, path string) (answer, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+path, nil)
	if err != nil {
		return answer{}, err
	}
	got, err := http.DefaultClient.Do(request)
	if err != nil {
		return answer{}, err
	}
	defer got.Body.Close()
	n, err := io.Copy(io.Discard, got.Body)
	switch {
	case err == nil && got.StatusCode == http.StatusUnprocessableEntity:
		err = errTooMany
	case err == nil && got.StatusCode != http.StatusOK:
		err = errors.New(got.Status)
	}
	return answer{n, got.Trailer.Get("Parley-Row-Count")}, err
}

// memory measures the peak of a server that exports the whole large database.
func (c *historyCommand) memory(ctx context.Context) error {
	fmt.Printf("| export | rows | MB | seconds | peak before, MB | **peak after** | in use after |\n|---|---:|---:|---:|---:|---:|---:|\n")
	const of = "/v1/exports/position-history."
	for _, paths := range [][]string{{of + "csv"}, {of + "ndjson"}, {of + "xlsx"}, {of + "parquet"}, {of + "jsonld"},
		{"/v1/exports/datapackage.zip"}, {of + "csv", of + "ndjson"}, {of + "xlsx", of + "parquet"}} {
		if err := c.memoryOf(ctx, paths); err != nil && !errors.Is(err, errTooMany) {
			return err
		}
	}
	return nil
}

// errTooMany is the answer to more rows than a format can hold, as XLSX does.
var errTooMany = errors.New(http.StatusText(http.StatusUnprocessableEntity))

// memoryOf exports in several forms at once.
func (c *historyCommand) memoryOf(ctx context.Context, paths []string) error {
	p, err := serveBinary(ctx, c.Binary, c.Large)
	if err != nil {
		return err
	}
	defer p.stop()
	if err := p.listening(); err != nil {
		return err
	}
	if _, err := read(ctx, p.address, "/v1/positions?limit=1"); err != nil {
		return err
	}
	before, start := p.memory("VmHWM"), time.Now()
	answers, failed := make([]answer, len(paths)), make([]error, len(paths))
	var wg sync.WaitGroup
	for i, path := range paths {
		wg.Go(func() { answers[i], failed[i] = read(ctx, p.address, path) })
	}
	wg.Wait()
	var names, rows []string
	var bytes int64
	for i, path := range paths {
		names, rows, bytes = append(names, path[strings.LastIndex(path, ".")+1:]), append(rows, answers[i].rows), bytes+answers[i].bytes
	}
	fmt.Printf("| %s | %s | %d | %.0f | %.0f | **%.0f** | %.0f |\n", strings.Join(names, " and "), strings.Join(rows, " and "), bytes/1e6,
		time.Since(start).Seconds(), before, p.memory("VmHWM"), p.memory("VmRSS"))
	return errors.Join(failed...)
}

func (p *process) memory(line string) float64 { return memoryOf(p.Process.Pid, line) }

// memoryOf reads a line of /proc/PID/status, in MB of a million bytes; 0 where there is none.
// What the system tells of a child that ended is of no use: Linux counts what its parent
// had when it started it.
func memoryOf(pid int, line string) float64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(text), line+":")
	var kilobytes float64
	fmt.Sscan(rest, &kilobytes) //nolint:errcheck // 0 then, which no process has
	return kilobytes * 1024 / 1e6
}
