package api

import (
	"math"
	"net/http"
	"net/netip"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"golang.org/x/time/rate"

	"parley/internal/access"
)

// Rate is how many requests each key, and each address that shows none, may make: so
// many in a second over time, and as many as Burst at once. Zero is without bound.
type Rate struct {
	PerSecond float64
	Burst     int
}

// limiter has a token bucket for each caller it saw lately; who was not begins with
// a full one again.
type limiter struct {
	rate    Rate
	buckets lately[string, *rate.Limiter]
}

func newLimiter(r Rate) *limiter { return &limiter{rate: r} }

func (l *limiter) bucket(caller string) *rate.Limiter {
	return l.buckets.orMade(caller, func() *rate.Limiter { return rate.NewLimiter(rate.Limit(l.rate.PerSecond), l.rate.Burst) })
}

// take takes a token for a request and says in its headers how many are left. The
// machine's own user, who needs no key, is not counted.
func (l *limiter) take(c *gin.Context, caller string) *Problem {
	if l.rate.PerSecond == 0 || caller == "" {
		return nil
	}
	now, b := time.Now(), l.bucket(caller)
	allowed := b.AllowN(now, 1)
	left := max(0, b.TokensAt(now))
	full := math.Ceil((float64(l.rate.Burst) - left) / l.rate.PerSecond)
	c.Header("RateLimit-Limit", strconv.Itoa(l.rate.Burst))
	c.Header("RateLimit-Remaining", strconv.Itoa(int(left)))
	c.Header("RateLimit-Reset", strconv.Itoa(int(full)))
	if allowed {
		return nil
	}
	wait := int(math.Ceil((1 - left) / l.rate.PerSecond))
	c.Header("Retry-After", strconv.Itoa(wait))
	return problem(http.StatusTooManyRequests, "too-many-requests", "Too many requests", "wait for the seconds in Retry-After and send the request again")
}

// callerOf is whose bucket a request takes from: the key's, whatever address it
// comes from, else the address's.
func callerOf(c *gin.Context, g access.Grant) string {
	switch {
	case g.Key != nil:
		return "key " + g.Key.ID.String()
	case g.Verified:
		return "actor " + g.Workspace + " " + g.Actor
	case g.Server:
		return ""
	}
	return addressOf(c.ClientIP())
}

// addressOf takes the 64 bits of an IPv6 address that one customer has as one.
func addressOf(ip string) string {
	a, err := netip.ParseAddr(ip)
	if err != nil {
		return "address " + ip
	}
	if a = a.Unmap().WithZone(""); a.Is6() {
		if p, err := a.Prefix(64); err == nil {
			return "address " + p.String()
		}
	}
	return "address " + a.String()
}
