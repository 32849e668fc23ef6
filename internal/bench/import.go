package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"parley/db"
	"parley/internal/bundle"
	"parley/internal/ledger"
)

// importCommand imports a coding bundle and then inserts, into an empty database of
// the same schema, the same rows that the import left. Both run in this run, one after the
// other, on an otherwise unused database; memory is that of a process of its own.
type importCommand struct {
	DB      string `arg:"" help:"Folder for SQLite files, or the postgres:// URL of a server on which databases may be made."`
	N       []int  `default:"20000,100000" help:"How many positions."`
	Profile string `help:"Write a CPU profile of the import here."`
	Heap    string `help:"Write a heap profile of the middle of the import here."`
}

// Run prints a line for each size.
func (c *importCommand) Run(ctx context.Context) error {
	fmt.Printf("%s, %s; load before %s\n", time.Now().UTC().Format("2006-01-02 15:04"), cpu(), load())
	fmt.Printf("| positions | file, MB | rows | import, s | positions/s | bare, s | **bare/import** | import, CPU s | bare, CPU s | **by CPU** | peak, MB | anonymous, MB | heap of Go, MB |\n|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n")
	for _, n := range c.N {
		if err := c.measure(ctx, n); err != nil {
			return err
		}
	}
	return nil
}

func (c *importCommand) measure(ctx context.Context, n int) error {
	dir, err := os.MkdirTemp(c.folder(), "parley-import-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a leftover in the temporary folder harms nobody
	file := filepath.Join(dir, "set.ndjson")
	if err := writeBundle(file, n); err != nil {
		return err
	}
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	from, dropFrom, err := c.empty(ctx, dir, "imported")
	if err != nil {
		return err
	}
	defer dropFrom()
	took, err := c.imported(ctx, from, file)
	if err != nil {
		return err
	}
	to, dropTo, err := c.empty(ctx, dir, "bare")
	if err != nil {
		return err
	}
	defer dropTo()
	b := bare{ctx: ctx}
	if err := b.all(from, to); err != nil {
		return err
	}
	fmt.Printf("| %d | %d | %d | %.1f | %.0f | %.1f | **%.2f** | %.1f | %.1f | **%.2f** | %.0f | %.0f | %.0f |\n", n, info.Size()/1e6, b.rows, took.Seconds, float64(n)/took.Seconds,
		b.took.Seconds(), b.took.Seconds()/took.Seconds, took.CPU, b.used.Seconds(), b.used.Seconds()/took.CPU, took.Peak, took.Anonymous, took.Heap)
	return nil
}

func (c *importCommand) folder() string {
	if strings.Contains(c.DB, "://") {
		return ""
	}
	return c.DB
}

// imported runs the import in a process of its own.
func (c *importCommand) imported(ctx context.Context, url, file string) (took imported, err error) {
	self, err := os.Executable()
	if err != nil {
		return took, err
	}
	cmd := exec.CommandContext(ctx, self, "import-one", url, file, "--profile", c.Profile, "--heap", c.Heap)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return took, err
	}
	return took, json.Unmarshal(out, &took)
}

// empty makes a database of the schema and tells how to drop it.
func (c *importCommand) empty(ctx context.Context, dir, name string) (url string, drop func(), err error) {
	url, drop = filepath.Join(dir, name+".db"), func() {}
	if c.folder() == "" {
		if url, drop, err = emptyPostgres(ctx, c.DB, "parley_bench_"+name); err != nil {
			return "", drop, err
		}
	}
	d, err := db.Open(ctx, db.Options{URL: url, Migrate: true})
	if err != nil {
		return "", drop, err
	}
	return url, drop, d.Close()
}

// imported is what an import took. Peak is the most memory of the process, of which the
// program itself is a part; all memory is in MB.
type imported struct{ Seconds, CPU, Peak, Anonymous, Heap float64 }

// importOneCommand is one import in a process of its own.
type importOneCommand struct {
	DB      string `arg:""`
	File    string `arg:""`
	Profile string
	Heap    string
}

// Run imports as parley import does and prints what it took.
func (c *importOneCommand) Run(ctx context.Context) error {
	d, err := db.Open(ctx, db.Options{URL: c.DB})
	if err != nil {
		return err
	}
	store := db.NewStore(d)
	stop, err := profiled(c.Profile)
	if err != nil {
		return errors.Join(err, store.Close())
	}
	peaks := watchMemory(c.Heap)
	start, used := time.Now(), cpuTime()
	report, err := bundle.Import(ctx, ledger.New(store), ledger.Caller{Workspace: "default", Actor: "bench"}, os.DirFS(filepath.Dir(c.File)), filepath.Base(c.File), bundle.Options{})
	took := imported{Seconds: time.Since(start).Seconds(), CPU: (cpuTime() - used).Seconds()}
	stop()
	if err == nil && len(report.Faults) > 0 {
		err = report.Faults[0]
	}
	if err = errors.Join(err, store.Close()); err != nil {
		return err
	}
	took.Heap, took.Anonymous = peaks()
	took.Peak = memoryOf(os.Getpid(), "VmHWM")
	return json.NewEncoder(os.Stdout).Encode(took)
}
