package api

import (
	"context"
	"crypto/sha256"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"parley/internal/access"
	"parley/internal/ledger"
)

// Gate tells as whom a request is let in.
type Gate interface {
	Admit(context.Context, access.Asked) (access.Grant, error)
}

const grantKey = "parley.grant"

// admit is the one place where it is decided whether a request may do what it
// asks, before anything of it is read but its headers. What an operation needs
// stands in the contract as x-role; a path outside the contract is /docs.
func (s *Server) admit(c *gin.Context) {
	if isHealthCheck(c) {
		return
	}
	if s.isPlain(c) {
		if limited := s.limiter.take(c, addressOf(c.ClientIP())); limited != nil {
			fail(c, limited)
		}
		return
	}
	grant, err := s.letIn(c)
	c.Set(grantKey, grant) // also for the log of a refusal
	if need := s.contract.need(c); err == nil && !grant.May(need) {
		err = denied(grant, need)
	}
	if err == nil {
		err = s.holdAs(c)
	}
	if err != nil {
		fail(c, unproven(err))
	}
}

const accessPath = "/v1/access"

func isHealthCheck(c *gin.Context) bool {
	return c.FullPath() == "/healthz" || c.FullPath() == "/readyz"
}

// isPlain tells that an answer is the same for everyone, costs no database, and is
// given whoever asks: the contract and its page, and refusals of other paths.
func (s *Server) isPlain(c *gin.Context) bool {
	return s.contract.need(c) == access.NeedNothing && c.FullPath() != accessPath
}

// letIn asks the gate as whom a request comes, and counts it. To look at a key or
// token costs something, so one that was not right lately is counted by its address
// before; one that was is not held up by what others try from the same address.
func (s *Server) letIn(c *gin.Context) (access.Grant, error) {
	asked := s.askedOf(c.Request)
	shown := sha256.Sum256([]byte(asked.Authorization))
	if asked.Authorization != "" && !s.proven.has(shown) {
		if limited := s.limiter.take(c, "unproven "+addressOf(c.ClientIP())); limited != nil {
			return access.Grant{}, limited
		}
	}
	grant, err := s.options.Gate.Admit(c.Request.Context(), asked)
	if err != nil && asked.Authorization != "" {
		s.proven.forget(shown)
		return grant, err
	}
	if limited := s.limiter.take(c, callerOf(c, grant)); limited != nil {
		return grant, limited
	}
	if err == nil && asked.Authorization != "" {
		s.proven.add(shown)
	}
	return grant, err
}

// unproven turns the gate's refusal into a problem.
func unproven(err error) error {
	var who *access.ErrWho
	if !errors.As(err, &who) {
		return err
	}
	return problem(http.StatusUnauthorized, "unauthorized", "Who is asking is not known", who.Detail)
}

// denied says what a grant lacks: to those without a key, that they need one, and
// the same of every workspace they may not read, whether it is there or not.
func denied(g access.Grant, need access.Need) *Problem {
	if g.Key == nil && g.Role != access.Admin && !g.Verified {
		return problem(http.StatusUnauthorized, "unauthorized", "A key is needed",
			"send the header Authorization: Bearer with a key; whoever runs this server makes one with parley key create")
	}
	if need == access.NeedServer || need == access.NeedKeys && g.Role == "" {
		return problem(http.StatusForbidden, "forbidden", "The key may not do this", "this takes a key of the server's administrator")
	}
	has := string(g.Role)
	if has == "" {
		has = "server"
	}
	return problem(http.StatusForbidden, "forbidden", "The key may not do this",
		"this takes the role "+string(need)+"; your key has the role "+has)
}

func (s *Server) askedOf(r *http.Request) access.Asked {
	return access.Asked{Authorization: r.Header.Get("Authorization"), Workspace: r.Header.Get("Parley-Workspace"), Local: s.isLocal(r)}
}

// forwarding are the headers by which a proxy says that it passes on what another
// machine sent, or how that came to it; one that ends in a dash stands for all that
// begin so.
var forwarding = []string{"Forwarded", "Via", "X-Forwarded", "X-Forwarded-", "X-Original-", "X-Real-", "X-Client-", "X-Cluster-", "X-Proxy-", "X-Proxyuser-Ip",
	"X-Remote-", "X-Host", "X-Scheme", "X-Url-Scheme", "X-Http-", "X-Https", "X-Ssl-", "X-Nginx-", "X-Haproxy-", "X-Varnish", "X-Envoy-", "X-Traefik-", "X-Arr-",
	"X-Amz-", "X-Amzn-", "X-Azure-", "X-Ms-", "X-Appengine-", "X-Cloud-", "X-Goog-", "X-Vercel-", "X-Nf-", "X-Render-", "X-Railway-", "X-Heroku-", "X-Akamai-",
	"X-Edge-", "X-Sucuri-", "X-Bluecoat-Via", "X-Coming-From", "Akamai-", "Cf-", "Cdn-", "Client-Ip", "Do-Connecting-Ip", "Fastly-", "Fly-", "Front-End-Https",
	"Incap-", "Ngrok-", "Proxy-", "Surrogate-Capability", "Tailscale-", "True-Client-", "Wl-Proxy-"}

func isForwarded(h http.Header) bool {
	for name := range h {
		if slices.ContainsFunc(forwarding, func(by string) bool {
			return name == by || strings.HasSuffix(by, "-") && strings.HasPrefix(name, by)
		}) {
			return true
		}
	}
	return false
}

// isLocal tells whether a request certainly comes from a user of this machine: over
// loopback, not through a proxy that says so, not from a page of another site (which
// a browser would send as well), and to a loopback name, so that no site can have its
// own name point here. HTTP/1.0 is what proxies speak that say nothing else.
func (s *Server) isLocal(r *http.Request) bool {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	return err == nil && peer.Addr().Unmap().IsLoopback() && isLoopbackName(r.Host) &&
		r.ProtoAtLeast(1, 1) && !isForwarded(r.Header) && !s.isOfAnotherSite(r)
}

var crossOrigin = http.NewCrossOriginProtection()

// isOfAnotherSite judges reading as strictly as writing, but for the sites that whoever
// runs the server named, and for links that its user follows.
func (s *Server) isOfAnotherSite(r *http.Request) bool {
	if r.Method == http.MethodGet && (slices.Contains(s.options.Origins, r.Header.Get("Origin")) || isFollowedLink(r.Header)) {
		return false
	}
	asWrite := *r
	asWrite.Method = http.MethodPost
	return crossOrigin.Check(&asWrite) != nil
}

// isFollowedLink tells that the answer becomes a page of its own, of which the page with
// the link learns nothing.
func isFollowedLink(h http.Header) bool {
	return h.Get("Sec-Fetch-Mode") == "navigate" && h.Get("Sec-Fetch-Dest") == "document"
}

func isLoopbackName(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	ip, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || err == nil && ip.Unmap().IsLoopback()
}

// grantOf is as whom the request was let in.
func grantOf(c *gin.Context) access.Grant {
	g, _ := c.Get(grantKey)
	grant, _ := g.(access.Grant)
	return grant
}

// forgetNewest has the newest number asked for anew.
func forgetNewest(c *gin.Context) {
	grant := grantOf(c)
	grant.Newest = ledger.Moment{}
	c.Set(grantKey, grant)
}

// workspace names the workspace a request speaks to.
func workspace(c *gin.Context) string { return grantOf(c).Workspace }
