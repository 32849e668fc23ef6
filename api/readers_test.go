package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// Two write and several read at once. Each transaction writes a position with
// two passages, so an odd number would be half a transaction; numbers never go
// back, and what was answered for one is never added to.
func TestReadersSeeWholeTransactions(t *testing.T) {
	const writes = 10
	each(t, func(c *client) {
		var writers, readers sync.WaitGroup
		var done atomic.Bool
		for n := range 2 {
			writers.Go(func() {
				for i := range writes {
					body := position(object{"slug": fmt.Sprintf("p-%d-%d", n, i), "evidence": []object{quote(offer, nil), quote(plan, nil)}})
					if a, err := c.send(http.MethodPost, "/v1/positions", body); err != nil || a.status != http.StatusCreated {
						c.t.Errorf("write %d of writer %d: %v %s", i, n, err, a.body)
					}
				}
			})
		}
		for _, path := range []string{"/v1/positions?limit=200&expand=evidence", "/v1/history?limit=200", "/v1/negotiations/talks/matrix?party=ukraine", "/v1/negotiations/talks/coverage", "/v1/exports/position-history.ndjson"} {
			readers.Go(func() {
				for last := int64(0); !done.Load(); {
					last = c.readWhole(path, last)
				}
			})
		}
		writers.Wait()
		done.Store(true)
		readers.Wait()
		if n := len(c.all("/v1/positions?limit=200")); n != 2*writes {
			c.t.Errorf("%d positions", n)
		}
	}, (*client).build)
}

// readWhole reads once, counts, and gives the number it was answered from.
func (c *client) readWhole(path string, last int64) int64 {
	a, err := c.send(http.MethodGet, and(path, "as_of", day), nil)
	if err != nil || a.status != http.StatusOK {
		c.t.Errorf("%s: %v", path, err)
		return last
	}
	number := a.knownAt()
	positions, passages := a.counted()
	if positions*2 != passages || number < last {
		c.t.Errorf("%s: %d passages of %d positions at %d, after %d", path, passages, positions, number, last)
	}
	if again, err := c.send(http.MethodGet, clocked(path, day, fmt.Sprint(number)), nil); err != nil || string(again.body) != string(a.body) {
		c.t.Errorf("%s at %d: %v\nonce %s\nnow  %s", path, number, err, a.body, again.body)
	}
	return number
}

func (a *answer) knownAt() int64 {
	var number int64
	if text := a.header.Get("Parley-Known-At"); text != "" {
		fmt.Sscan(text, &number)
	} else if value, found := a.peek("/known_at/number"); found {
		number = int64(value.(float64))
	}
	return number
}

// counted tells how many positions an answer has, and how many passages.
func (a *answer) counted() (positions, passages int) {
	body := string(a.body)
	switch {
	case strings.Contains(a.to, "/matrix"):
		for _, p := range a.list("/cells/0/positions") {
			positions, passages = positions+1, passages+int(p.(object)["passages"].(float64))
		}
	case strings.Contains(a.to, "/coverage"):
		for _, row := range a.list("/rows") {
			positions, passages = positions+int(row.(object)["positions"].(float64)), passages+int(row.(object)["passages"].(float64))
		}
	case strings.Contains(a.to, "/v1/positions"):
		for _, p := range a.items() {
			positions, passages = positions+1, passages+len(p.(object)["evidence"].([]any))
		}
	default:
		return strings.Count(body, offer), strings.Count(body, offer) + strings.Count(body, plan)
	}
	return positions, passages
}
