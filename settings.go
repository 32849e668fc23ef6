package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"os"
	"strconv"
	"time"

	"parley/internal/ops"
)

// settings are all that serve can be told; config prints them. Each is a flag,
// a variable PARLEY_… and a key of the file of --config, and counts in that order.
type settings struct {
	database    `group:"Data"`
	Migrate     bool       `env:"PARLEY_MIGRATE" group:"Data" help:"Bring a PostgreSQL schema up to date before serving. A SQLite file always is."`
	Demo        bool       `group:"Data" help:"Load the demo negotiation; the data go to a temporary file unless --db is given."`
	Actor       string     `env:"PARLEY_ACTOR" group:"Data" default:"local" help:"Name that writes without a key carry in the ledger."`
	Backup      backupPlan `embed:"" prefix:"backup-" group:"Data"`
	MinFreeDisk uint64     `env:"PARLEY_MIN_FREE_DISK" group:"Data" default:"64" help:"/readyz says no when less is free beside the SQLite file, in MB."`

	Addr           hostPort  `env:"PARLEY_ADDR" group:"Network" default:"127.0.0.1:8080" help:"Address to listen on. Others than loopback are taken once there are access keys (parley key create), or with --public-read."`
	TrustedProxies []network `name:"trusted-proxies" env:"PARLEY_TRUSTED_PROXIES" group:"Network" placeholder:"NETWORK" help:"Addresses or networks of proxies whose X-Forwarded-For is believed, as 10.0.0.0/8. Nobody's is by default."`
	PublicURL      webURL    `env:"PARLEY_PUBLIC_URL" group:"Network" placeholder:"URL" help:"Where clients reach the server, for links that leave it, such as https://parley.example.org. Default: what a request was sent to."`

	TLSCert string `name:"tls-cert" env:"PARLEY_TLS_CERT" group:"Network" type:"path" placeholder:"FILE" help:"Certificate chain in PEM; with it the server speaks HTTPS. Read again when the file changes."`
	TLSKey  string `name:"tls-key" env:"PARLEY_TLS_KEY" group:"Network" type:"path" placeholder:"FILE" help:"Key of the certificate in PEM."`

	PublicRead  bool        `env:"PARLEY_PUBLIC_READ" group:"Access" help:"Let anyone who reaches the server read the default workspace."`
	CORSOrigins []string    `name:"cors-origins" env:"PARLEY_CORS_ORIGINS" group:"Access" placeholder:"ORIGIN" help:"Sites whose pages may use the API from a browser, such as https://desk.example.org. Default: none."`
	OIDC        oidcOptions `embed:"" prefix:"oidc-" group:"Access"`

	Rate              float64       `env:"PARLEY_RATE" group:"Limits" default:"50" help:"Requests a second that each key, and each address without one, may make over time; 0 for no bound."`
	Burst             int           `env:"PARLEY_BURST" group:"Limits" default:"200" help:"Requests that each may make at once, from 1."`
	MaxConnections    count         `env:"PARLEY_MAX_CONNECTIONS" group:"Limits" default:"1000" help:"How many connections are held at once; for more, those are closed on which nothing is asked, and else they wait."`
	RequestTimeout    patience      `env:"PARLEY_REQUEST_TIMEOUT" group:"Limits" default:"30s" help:"How long a request may be worked on, in the database too; exports, imports and streams apart."`
	ReadHeaderTimeout patience      `env:"PARLEY_READ_HEADER_TIMEOUT" group:"Limits" default:"10s" help:"How long a client may take to send the head of a request."`
	ReadTimeout       patience      `env:"PARLEY_READ_TIMEOUT" group:"Limits" default:"1m" help:"How long it may take to send a whole request."`
	WriteTimeout      patience      `env:"PARLEY_WRITE_TIMEOUT" group:"Limits" default:"1m" help:"How long an answer may take; exports and streams have as long for each piece."`
	IdleTimeout       patience      `env:"PARLEY_IDLE_TIMEOUT" group:"Limits" default:"2m" help:"How long a connection is kept between requests."`
	DrainDelay        time.Duration `env:"PARLEY_DRAIN_DELAY" group:"Limits" default:"0s" help:"How long /readyz says no before the listener is closed, for load balancers to notice."`
	ShutdownTimeout   patience      `env:"PARLEY_SHUTDOWN_TIMEOUT" group:"Limits" default:"25s" help:"How long requests under way may take to finish; then they are cut off."`

	FeedHeartbeat time.Duration `env:"PARLEY_FEED_HEARTBEAT" group:"Limits" default:"15s" help:"How often a stream of the feed shows that it lives while nothing happens."`
	FeedStreams   int           `env:"PARLEY_FEED_STREAMS" group:"Limits" default:"200" help:"How many streams of the feed are kept open; more are told to poll."`

	Webhook webhookOptions `embed:"" prefix:"webhook-" group:"Webhooks"`

	MetricsAddr  metricsAddr `env:"PARLEY_METRICS_ADDR" group:"Monitoring" default:"auto" help:"Where /metrics is served, apart from the API: an address, off, or auto: 127.0.0.1:9464 if that is free, and off with --demo."`
	OTLPEndpoint webURL      `name:"otlp-endpoint" env:"PARLEY_OTLP_ENDPOINT,OTEL_EXPORTER_OTLP_ENDPOINT" group:"Monitoring" placeholder:"URL" help:"OpenTelemetry collector that traces are sent to, as http://localhost:4318. Default: none. Other standard variables OTEL_… hold too."`

	LogFormat string `env:"PARLEY_LOG_FORMAT" group:"Monitoring" default:"auto" enum:"auto,json,text" help:"json, text, or auto: text on a terminal, else JSON. Logs go to standard error."`
	LogLevel  string `env:"PARLEY_LOG_LEVEL" group:"Monitoring" default:"info" enum:"debug,info,warn,error" help:"debug, info, warn or error. info has a line for each request, debug also for those of health checks."`
}

// unencrypted tells whether keys and data cross a network in the clear, as far
// as is known here.
func (s *settings) unencrypted() bool {
	return !s.Addr.isLoopback() && s.TLSCert == "" && len(s.TrustedProxies) == 0
}

func (s *settings) logger() (*slog.Logger, func()) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(s.LogLevel)); err != nil {
		panic(err) // kong lets only levels pass
	}
	return ops.NewLogger(os.Stderr, s.LogFormat, level)
}

// hostPort is a host and a port, as host:port.
type hostPort string

// UnmarshalText refuses what nothing can listen on.
func (a *hostPort) UnmarshalText(text []byte) error {
	_, port, err := net.SplitHostPort(string(text))
	if err != nil || port == "" {
		return fmt.Errorf("%q is not host:port, as in 127.0.0.1:8080", text)
	}
	if _, err := net.LookupPort("tcp", port); err != nil {
		return fmt.Errorf("%q has no port from 0 to 65535, as in 127.0.0.1:8080", text)
	}
	*a = hostPort(text)
	return nil
}

// isLoopback tells whether only this machine can reach the address.
func (a hostPort) isLoopback() bool {
	host, _, _ := net.SplitHostPort(string(a))
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// network is an address or a network of addresses.
type network string

// UnmarshalText takes 10.0.0.1 and 10.0.0.0/8.
func (n *network) UnmarshalText(text []byte) error {
	_, err := netip.ParsePrefix(string(text))
	if _, alone := netip.ParseAddr(string(text)); err != nil && alone != nil {
		return fmt.Errorf("%q is no address or network, as 10.0.0.0/8", text)
	}
	*n = network(text)
	return nil
}

func texts(all []network) (out []string) {
	for _, n := range all {
		out = append(out, string(n))
	}
	return out
}

// webURL is where something is reached over HTTP.
type webURL string

// UnmarshalText refuses what no link could be made of.
func (u *webURL) UnmarshalText(text []byte) error {
	v, err := url.Parse(string(text))
	if err != nil || v.Scheme != "https" && v.Scheme != "http" || v.Host == "" || v.User != nil || v.RawQuery+v.Fragment != "" {
		return fmt.Errorf("%q is no address of a site, as https://parley.example.org", text)
	}
	*u = webURL(text)
	return nil
}

// patience is a duration after which something is given up, so it is more than 0.
type patience time.Duration

// UnmarshalText takes what Go writes, as 1m30s.
func (p *patience) UnmarshalText(text []byte) error {
	d, err := time.ParseDuration(string(text))
	if err == nil && d <= 0 {
		err = errors.New("is to be more than 0, as in 1m30s")
	}
	*p = patience(d)
	return err
}

func (p patience) String() string { return time.Duration(p).String() }

// count is how many of something there may be, at least one.
type count int

// UnmarshalText takes a decimal number.
func (n *count) UnmarshalText(text []byte) error {
	number, err := strconv.Atoi(string(text))
	if err != nil || number < 1 {
		return fmt.Errorf("%q is not a number from 1", text)
	}
	*n = count(number)
	return nil
}
