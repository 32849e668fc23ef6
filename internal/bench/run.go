package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"parley/api"
	"parley/db"
	"parley/internal/access"
	"parley/internal/ledger"
)

type runCommand struct {
	DB          string        `arg:"" help:"A loaded SQLite file or PostgreSQL URL. Creating adds positions to it: work on a copy."`
	Contract    string        `default:"openapi.yaml" help:"The contract file."`
	Connections int           `default:"16" help:"Connections at once."`
	Warm        time.Duration `default:"1s" help:"Time before measuring."`
	For         time.Duration `default:"3s" help:"Time of measuring, for each figure."`
	Rounds      int           `default:"3" help:"Rounds; the medians are reported."`
	Only        string        `help:"Only these workloads: words,phrase,name,page,one,history,create,export."`
	Profile     string        `help:"Write a CPU profile of the product for each workload to PREFIX-name.pprof and measure nothing else."`
}

// bench is one run on one database.
type bench struct {
	*runCommand
	raw    *rawSQL
	loader *loader
	sample sample
	// The addresses of the servers.
	product, plain, static string
	body                   []byte // what the static server answers
}

func (c *runCommand) Run(ctx context.Context) error {
	d, err := db.Open(ctx, db.Options{URL: c.DB})
	if err != nil {
		return err
	}
	store := db.NewStore(d)
	defer store.Close()
	b := &bench{runCommand: c, raw: &rawSQL{DB: d}}
	if b.sample, err = takeSample(ctx, d); err != nil {
		return err
	}
	if b.loader, err = b.sample.loader(ctx, store); err != nil {
		return err
	}
	if err := b.serve(ctx, d, store); err != nil {
		return err
	}
	b.head(ctx, d)
	for _, w := range b.workloads() {
		if c.Only != "" && !slices.Contains(strings.Split(c.Only, ","), w.name) {
			continue
		}
		if err := b.measure(ctx, w); err != nil {
			return fmt.Errorf("%s: %w", w.name, err)
		}
	}
	return nil
}

// serve starts the product and the two servers beside it.
func (b *bench) serve(ctx context.Context, d *db.DB, store *db.Store) error {
	contract, err := os.ReadFile(b.Contract)
	if err != nil {
		return err
	}
	product, err := api.New(ledger.New(store), api.Options{Contract: contract, Gate: access.Everyone{Actor: "bench"}, Log: slog.New(slog.NewJSONHandler(io.Discard, nil))})
	if err != nil {
		return err
	}
	if b.product, err = listen(product); err != nil || b.Profile != "" {
		return err
	}
	p, err := b.openPlain(ctx)
	if err != nil {
		return err
	}
	if b.plain, err = listen(newPlain(p)); err != nil {
		return err
	}
	static := gin.New()
	static.NoRoute(func(c *gin.Context) { c.Data(http.StatusOK, "application/json; charset=utf-8", b.body) })
	b.static, err = listen(static)
	return err
}

func listen(h http.Handler) (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	go http.Serve(l, h) //nolint:errcheck,gosec // it ends with the process
	return l.Addr().String(), nil
}
