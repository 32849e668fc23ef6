package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"parley/db"
	"parley/internal/garbage"
)

type runCommand struct {
	DB          string        `arg:"" help:"A loaded SQLite file or PostgreSQL URL. Creating adds positions to it: work on a copy."`
	Contract    string        `default:"openapi.yaml" help:"The contract file."`
	Connections int           `default:"16" help:"Connections at once."`
	Warm        time.Duration `default:"1s" help:"Time before measuring."`
	For         time.Duration `default:"3s" help:"Time of measuring, for each figure."`
	Rounds      int           `default:"3" help:"Rounds; the medians are reported."`
	Only        string        `help:"Only these workloads: words,phrase,name,page,one,history,create,export."`
	Binary      string        `help:"Measure this parley binary as well, serving the database as its users have it served: with its gate, its log and its measures."`
	Profile     string        `help:"Write a CPU profile of the product for each workload to PREFIX-name.pprof and measure nothing else."`
}

// bench is one run on one database.
type bench struct {
	*runCommand
	raw    *rawSQL
	loader *loader
	sample sample
	// The servers; serve is the real program, if one is named.
	product, serve, plain, static served
	body                          []byte // what the static server answers
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
	defer func() {
		for _, s := range []served{b.product, b.serve, b.plain} {
			s.stop()
		}
	}()
	if err := b.start(ctx, store); err != nil {
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

// start starts the servers. A profile is taken of this process, so the product is
// part of it then, and alone.
func (b *bench) start(ctx context.Context, store *db.Store) error {
	if b.Profile != "" {
		garbage.Floor(garbage.OfServer)
		handler, err := product(store, b.Contract)
		if err == nil {
			b.product.address, err = listen(handler)
		}
		return err
	}
	filled, err := openPlain(ctx, b.DB) // which may take longer than a start may
	if err != nil {
		return err
	}
	if err := errors.Join(filled.read.Close(), filled.write.Close()); err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	if b.product, err = servedBy(ctx, self, "served", "--contract", b.Contract, "product", b.DB); err != nil {
		return err
	}
	if b.plain, err = servedBy(ctx, self, "served", "plain", b.DB); err != nil {
		return err
	}
	if b.Binary != "" {
		if b.serve, err = servedBy(ctx, b.Binary, "serve", "--rate", "0", "--metrics-addr", "off", "--db", b.DB, "--addr"); err != nil {
			return err
		}
	}
	gin.SetMode(gin.ReleaseMode)
	static := gin.New()
	static.NoRoute(func(c *gin.Context) { c.Data(http.StatusOK, "application/json; charset=utf-8", b.body) })
	b.static.address, err = listen(static)
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
