package api

import (
	"context"
	"crypto/sha256"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"strings"

	"github.com/gin-gonic/gin"

	"parley/internal/access"
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
	if need := s.contract.need(c); err == nil && !grant.May(need) {
		err = denied(grant, need)
	}
	if err != nil {
		fail(c, unproven(err))
		return
	}
	c.Set(grantKey, grant)
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
	asked := askedOf(c.Request)
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

func askedOf(r *http.Request) access.Asked {
	return access.Asked{Authorization: r.Header.Get("Authorization"), Workspace: r.Header.Get("Parley-Workspace"), Local: isLocal(r)}
}

// forwarding are the headers by which a proxy says that it passes on what another
// machine sent.
var forwarding = []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via"}

var crossOrigin = http.NewCrossOriginProtection()

// isLocal tells whether a request certainly comes from a user of this machine: over
// loopback, not through a proxy, not from a page of another site (which a browser
// would send as well), and to a loopback name, so that no site can have its own
// name point here.
func isLocal(r *http.Request) bool {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil || !peer.Addr().Unmap().IsLoopback() || !isLoopbackName(r.Host) {
		return false
	}
	for _, name := range forwarding {
		if r.Header.Get(name) != "" {
			return false
		}
	}
	return crossOrigin.Check(r) == nil
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

// workspace names the workspace a request speaks to.
func workspace(c *gin.Context) string { return grantOf(c).Workspace }
