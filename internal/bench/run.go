package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"runtime"
	"runtime/pprof"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"parley/api"
	"parley/db"
	"parley/internal/anchor"
	"parley/internal/ledger"
)

type runCommand struct {
	DB          string        `arg:"" help:"A loaded SQLite file or PostgreSQL URL. Creating adds positions to it: work on a copy."`
	Contract    string        `default:"openapi.yaml" help:"The contract file."`
	Connections int           `default:"16" help:"Connections at once."`
	Warm        time.Duration `default:"1s" help:"Time before measuring."`
	For         time.Duration `default:"3s" help:"Time of measuring, for each figure."`
	Rounds      int           `default:"3" help:"Rounds; the medians are reported."`
	Only        string        `help:"Only these workloads: page,one,history,create,export."`
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

// workload is one thing that is measured.
type workload struct {
	name     string
	requests [][]byte
	raw      func(context.Context) error
	perRow   bool // count the lines of the answer, on one connection
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
	product, err := api.New(ledger.New(store), api.Options{Contract: contract, Ready: store.Ready, Actor: "bench"})
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

func (b *bench) workloads() []workload {
	var pages, ones, histories, creates [][]byte
	for _, party := range b.sample.parties {
		pages = append(pages, get("/v1/positions?party="+party+"&limit=50&expand=party,issue,evidence"))
	}
	for _, id := range b.sample.positions {
		ones = append(ones, get("/v1/positions/"+id))
	}
	for _, p := range b.sample.pairs {
		histories = append(histories, get("/v1/history?issue="+p.issue+"&party="+p.party))
	}
	for _, q := range b.sample.quotes {
		body, _ := json.Marshal(map[string]any{
			"party": pick(b.sample.parties), "issue": pick(b.sample.issues), "act": "demand", "stance": "opposes",
			"summary": "It demands what the bench asks it to demand.", "stated": "2026-01-22",
			"evidence": []any{map[string]any{"article": q.article, "quote": q.exact, "prefix": q.prefix, "suffix": q.suffix, "relation": "supports",
				"quotation": "indirect", "attribution": "named"}},
		})
		creates = append(creates, post("/v1/positions", body))
	}
	return []workload{
		{name: "page", requests: pages, raw: func(ctx context.Context) error { return b.raw.page(ctx, pick(b.sample.parties)) }},
		{name: "one", requests: ones, raw: func(ctx context.Context) error { return b.raw.one(ctx, pick(b.sample.positions)) }},
		{name: "history", requests: histories, raw: func(ctx context.Context) error { return b.raw.history(ctx, pick(b.sample.pairs)) }},
		{name: "create", requests: creates, raw: rawCreate(b.loader)},
		{name: "export", perRow: true, requests: [][]byte{get("/v1/exports/position-history.csv")}},
	}
}

// figures are one round of one workload.
type figures struct{ product, raw, static, plain result }

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

func (b *bench) fire(ctx context.Context, address string, w workload) (result, error) {
	runtime.GC()
	before := cpuTime()
	r, err := fire(ctx, job{Address: address, Connections: b.Connections, Warm: b.Warm, For: b.For, Requests: w.requests})
	r.CPU = cpuTime() - before
	return r, err
}

// exports reads one whole export from each side, one after the other.
func (b *bench) exports(ctx context.Context) (f figures, err error) {
	if f.product, err = readExport(ctx, b.product); err != nil {
		return f, err
	}
	if f.plain, err = readExport(ctx, b.plain); err != nil {
		return f, err
	}
	start, before := time.Now(), cpuTime()
	f.raw.Requests, err = b.raw.export(ctx)
	f.raw.Seconds, f.raw.Answered, f.raw.CPU = time.Since(start).Seconds(), f.raw.Requests, cpuTime()-before
	return f, err
}

// readExport counts the lines of an export and its bytes for each.
func readExport(ctx context.Context, address string) (result, error) {
	runtime.GC()
	start, before := time.Now(), cpuTime()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+"/v1/exports/position-history.csv", nil)
	if err != nil {
		return result{}, err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return result{}, err
	}
	defer answer.Body.Close()
	r := result{Requests: -1} // the header is no row
	in := bufio.NewReaderSize(answer.Body, 256<<10)
	for {
		line, err := in.ReadSlice('\n')
		r.Bytes += int64(len(line))
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return r, err
		}
		if len(line) > 2 && line[len(line)-2] == '\r' { // quoted cells may hold plain line ends
			r.Requests++
		}
	}
	r.Seconds, r.Answered, r.CPU = time.Since(start).Seconds(), r.Requests, cpuTime()-before
	return r, nil
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

// head says what was measured on what.
func (b *bench) head(ctx context.Context, d *db.DB) {
	var version, load string
	if d.Engine == db.SQLite {
		_ = d.Read.QueryRowContext(ctx, "SELECT sqlite_version()").Scan(&version)
	} else {
		_ = d.Read.QueryRowContext(ctx, "SHOW server_version").Scan(&version)
	}
	var n int
	_ = d.Read.QueryRowContext(ctx, "SELECT count(*) FROM positions").Scan(&n)
	if text, err := os.ReadFile("/proc/loadavg"); err == nil {
		load = string(text[:14])
	}
	fmt.Printf("\n%s %s, %d positions; %s, %d cores; %s; %s; load before %s\n\n", d.Engine, version, n, cpu(), runtime.NumCPU(),
		runtime.Version(), time.Now().Format("2006-01-02 15:04"), load)
	fmt.Printf("| workload | answered by | per second | p50 ms | p99 ms | bytes | parley/this | CPU µs | parley/this by CPU |\n|---|---|---:|---:|---:|---:|---:|---:|---:|\n")
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

type pair struct{ issue, party string }

type quote struct{ article, exact, prefix, suffix string }

// sample is what the requests ask for.
type sample struct {
	parties, issues, positions []string
	pairs                      []pair
	quotes                     []quote
}

// takeSample draws evenly from the parties, the pairs and the positions there are.
func takeSample(ctx context.Context, d *db.DB) (sample, error) {
	var s sample
	each := func(query string, targets []any, fn func()) error {
		rows, err := d.Read.QueryContext(ctx, query)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			if err := rows.Scan(targets...); err != nil {
				return err
			}
			fn()
		}
		return rows.Err()
	}
	var a, b string
	err := errors.Join(
		each("SELECT DISTINCT party_id FROM positions", []any{&a}, func() { s.parties = append(s.parties, a) }),
		each("SELECT id FROM issues", []any{&a}, func() { s.issues = append(s.issues, a) }),
		// The oldest half: what an earlier run created is not in the plain tables.
		each("SELECT id FROM positions ORDER BY id LIMIT (SELECT count(*) / 2 FROM positions)", []any{&a}, func() { s.positions = append(s.positions, a) }),
		each("SELECT DISTINCT issue_id, party_id FROM positions", []any{&a, &b}, func() { s.pairs = append(s.pairs, pair{a, b}) }),
		each("SELECT body FROM passages ORDER BY id LIMIT 2000", []any{&a}, func() {
			var p ledger.Passage
			if json.Unmarshal([]byte(a), &p) == nil {
				s.quotes = append(s.quotes, quote{p.Article.String(), p.Exact, p.Prefix, p.Suffix})
			}
		}))
	s.positions, s.pairs = some(s.positions), some(s.pairs)
	return s, err
}

func some[T any](list []T) []T {
	rand.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list[:min(len(list), 3000)]
}

// loader continues the set that is there.
func (s sample) loader(ctx context.Context, store *db.Store) (*loader, error) {
	l := &loader{set: newSet(2), store: store, ctx: ctx}
	r, err := ledger.New(store).Read(ctx, "default")
	if err != nil {
		return nil, err
	}
	all := ledger.Page{Sort: ledger.SortRecorded}
	if l.party, err = r.Parties(ledger.PartyFilter{}, all); err != nil {
		return nil, err
	}
	if l.issue, err = r.Issues(ledger.IssueFilter{}, all); err != nil {
		return nil, err
	}
	list, err := r.Negotiations(ledger.NegotiationFilter{}, all)
	if err != nil {
		return nil, err
	}
	l.negotiation = list[0]
	found, err := r.Articles(ledger.ArticleFilter{}, ledger.Page{Limit: 200, Sort: ledger.SortRecorded})
	for _, a := range found {
		text, err := r.Revision(a.ID.String(), 1)
		if err != nil {
			return nil, err
		}
		l.text = append(l.text, source{a, anchor.NewText(*text.Text)})
	}
	return l, err
}
