package webhook

import (
	"context"
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"time"
)

// Reach says which addresses may be posted to. All public ones may, over https;
// others, such as those of the machine and of private networks, and plain http,
// only where they are allowed: a webhook must not make the server speak to what
// whoever makes the webhook cannot reach.
type Reach struct{ Allowed []netip.Prefix }

// Refuses tells why an address may not be posted to, or nil.
func (r Reach) Refuses(addr netip.Addr, encrypted bool) error {
	addr = addr.Unmap().WithZone("")
	if slices.ContainsFunc(r.Allowed, func(p netip.Prefix) bool { return p.Contains(addr) }) {
		return nil
	}
	if !public(addr) {
		return fmt.Errorf("%s is no public address; the server's --webhook-allow can allow it", addr)
	}
	if !encrypted {
		return fmt.Errorf("%s would be spoken to without encryption; use https, or let the server's --webhook-allow allow it", addr)
	}
	return nil
}

// special are the networks of IANA's registries of special-purpose addresses
// (RFC 6890) that nobody on the internet has, or that stand for others. Of IPv6
// only 2000::/3 is for hosts on the internet at all.
var special = prefixes("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
	"192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
	"2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")

var internet6 = netip.MustParsePrefix("2000::/3")

func prefixes(texts ...string) (list []netip.Prefix) {
	for _, t := range texts {
		list = append(list, netip.MustParsePrefix(t))
	}
	return list
}

func public(addr netip.Addr) bool {
	if !addr.Is4() && !internet6.Contains(addr) {
		return false
	}
	return !slices.ContainsFunc(special, func(p netip.Prefix) bool { return p.Contains(addr) })
}

// patienceForNames is how long making a webhook waits for the addresses of a name.
const patienceForNames = 2 * time.Second

// check refuses what could never be posted to. A name is looked up so that a slip
// is told at once; what counts is the address at each delivery, which may be another.
func (r Reach) check(ctx context.Context, text string, lookUp func(context.Context, string) ([]netip.Addr, error)) error {
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Host == "" || u.Hostname() == "":
		return fmt.Errorf("give a whole URL, as https://desk.example.org/parley")
	case u.Scheme != "https" && u.Scheme != "http":
		return fmt.Errorf("%q is not posted to; use https", u.Scheme)
	case u.Scheme == "http" && len(r.Allowed) == 0:
		return fmt.Errorf("what is recorded would travel without encryption; use https")
	case u.User != nil:
		return fmt.Errorf("a name and password in a URL end up in logs; the receiver knows the server by its signature")
	case u.Fragment != "":
		return fmt.Errorf("a receiver never sees what is behind #; leave it out")
	case u.Port() != "" && !isPort(u.Port()):
		return fmt.Errorf("%q is no port", u.Port())
	}
	if addr, err := netip.ParseAddr(u.Hostname()); err == nil {
		return r.Refuses(addr, u.Scheme == "https")
	}
	ctx, cancel := context.WithTimeout(ctx, patienceForNames)
	defer cancel()
	addrs, err := lookUp(ctx, u.Hostname())
	if err != nil || len(addrs) == 0 {
		return nil // names may come to be later; until then deliveries fail, and say so
	}
	return r.refusesAll(addrs, u.Scheme == "https")
}

// refusesAll is nil where one of several addresses may be posted to.
func (r Reach) refusesAll(addrs []netip.Addr, encrypted bool) (err error) {
	for _, a := range addrs {
		if err = r.Refuses(a, encrypted); err == nil {
			return nil
		}
	}
	return err
}

func isPort(s string) bool {
	n, err := strconv.ParseUint(s, 10, 16)
	return err == nil && n > 0
}
