package ops

import (
	"context"
	"database/sql"
	"net/http"
	"runtime"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Metrics are what Prometheus is told, on a registry of their own. Nothing in
// them is chosen by clients, so their number is bounded by the contract.
type Metrics struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
	running  *prometheus.GaugeVec
	lag      prometheus.Histogram
	cut      prometheus.Counter
	panics   prometheus.Counter
	limited  prometheus.Counter
	problems *prometheus.CounterVec
	failures prometheus.Counter
}

// NewMetrics makes the metrics that need nothing but the program itself.
func NewMetrics(version string) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name:    "parley_http_request_duration_seconds",
			Help:    "Time from the head of a request to the end of its answer, by route of the contract and status; 499 is a client that went.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 300},
		}, []string{"method", "route", "status"}),
		running: prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "parley_http_requests_in_flight",
			Help: "Requests that are being answered, by route; among them exports and streams that are open."}, []string{"route"}),
		lag: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "parley_feed_lag_seconds",
			Help:    "Time from the recording of a change to its being written to a stream that had caught up.",
			Buckets: []float64{.01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60}}),
		cut:     counter("parley_http_answers_cut_total", "Answers that were cut off before their end: failed exports, slow clients, the end of the server."),
		panics:  counter("parley_panics_total", "Requests in which the program failed."),
		limited: counter("parley_rate_limit_rejections_total", "Requests refused with 429."),
		problems: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "parley_problems_total",
			Help: "Refusals by kind of problem, as the end of its type says; overloaded is a request shed, too-long one ended for its time."}, []string{"problem"}),
		failures: counter("parley_metrics_failures_total", "Values that could not be asked of the database for a scrape; they are missing from it."),
	}
	build := prometheus.NewGauge(prometheus.GaugeOpts{Name: "parley_build_info", Help: "Always 1; the labels say which program this is.",
		ConstLabels: prometheus.Labels{"version": version, "goversion": runtime.Version()}})
	build.Set(1)
	m.registry.MustRegister(m.requests, m.running, m.lag, m.cut, m.panics, m.limited, m.problems, m.failures, build,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func counter(name, help string) prometheus.Counter {
	return prometheus.NewCounter(prometheus.CounterOpts{Name: name, Help: help})
}

// Request is an answered request as metrics count it. Route is empty where
// nothing answers.
type Request struct {
	Method, Route string
	Status        int
	Took          time.Duration
	Problem       string // its kind, empty without
	Cut, Panicked bool
}

// Begin counts a request that is being answered.
func (m *Metrics) Begin(route string) { m.running.WithLabelValues(route).Inc() }

// FeedLag notes how long after its recording a change was told.
func (m *Metrics) FeedLag(lag time.Duration) { m.lag.Observe(lag.Seconds()) }

// Request counts an answered request.
func (m *Metrics) Request(r Request) {
	m.running.WithLabelValues(r.Route).Dec()
	m.requests.WithLabelValues(r.Method, r.Route, strconv.Itoa(r.Status)).Observe(r.Took.Seconds())
	if r.Problem != "" {
		m.problems.WithLabelValues(r.Problem).Inc()
	}
	if r.Cut {
		m.cut.Inc()
	}
	if r.Panicked {
		m.panics.Inc()
	}
	if r.Status == http.StatusTooManyRequests {
		m.limited.Inc()
	}
}

// Pool shows a pool of database connections, as go_sql_… with its name as db_name.
func (m *Metrics) Pool(name string, pool *sql.DB) {
	m.registry.MustRegister(collectors.NewDBStatsCollector(pool, name))
}

// Gauge shows a value that is at hand.
func (m *Metrics) Gauge(name, help string, value func() float64) {
	m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, value))
}

// Ask shows values that have to be asked for at each scrape, such as of the
// database. What cannot be told in time is missing from the scrape and counted.
func (m *Metrics) Ask(name, help string, labels []string, ask func(context.Context, Tell) error) {
	m.registry.MustRegister(&asked{desc: prometheus.NewDesc(name, help, labels, nil), ask: ask, failures: m.failures})
}

// Tell takes one value, with a value for each label.
type Tell func(value float64, labels ...string)

// scrapePatience bounds one question of a scrape, well below Prometheus' own 10 seconds.
const scrapePatience = 2 * time.Second

type asked struct {
	desc     *prometheus.Desc
	ask      func(context.Context, Tell) error
	failures prometheus.Counter
}

func (a *asked) Describe(to chan<- *prometheus.Desc) { to <- a.desc }

func (a *asked) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), scrapePatience)
	defer cancel()
	err := a.ask(ctx, func(value float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(a.desc, prometheus.GaugeValue, value, labels...)
	})
	if err != nil {
		a.failures.Inc()
	}
}

// Handler answers GET /metrics, and nothing else.
func (m *Metrics) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 4}))
	return mux
}
