package api_test

import (
	"fmt"
	"net/http"
	"sync"
	"testing"
)

// Many read one position each at the same time, which are read together, and change it: each
// is told of its own, whole, and as it is after what it wrote.
func TestPositionsReadAtTheSameTime(t *testing.T) {
	const readers, turns = 12, 8
	each(t, func(c *client) {
		for n := range readers {
			c.create("/v1/positions", position(object{"slug": fmt.Sprintf("p-%d", n), "evidence": []object{quote(offer, nil), quote(plan, nil)}[:1+n%2]}))
		}
		var all sync.WaitGroup
		for n := range readers {
			all.Go(func() {
				id := fmt.Sprintf("p-%d", n)
				for turn := range turns {
					if err := c.writesAndReads(id, fmt.Sprintf("%s, turn %d", id, turn), 1+n%2); err != nil {
						c.t.Error(err)
						return
					}
				}
			})
		}
		all.Wait()
	}, (*client).build)
}

// writesAndReads notes something on a position and reads it by id, and what is not there.
func (c *client) writesAndReads(slug, note string, passages int) error {
	changed, err := c.send(http.MethodPatch, "/v1/positions/"+slug, object{"note": note}, ifMatch("*"))
	if err != nil || changed.status != http.StatusOK {
		return fmt.Errorf("%s: %w %s", slug, err, changed.body)
	}
	id := changed.text("/id")
	read, err := c.send(http.MethodGet, "/v1/positions/"+id, nil)
	if err != nil {
		return err
	}
	if read.text("/id") != id || read.text("/note") != note || len(read.list("/evidence")) != passages || read.number() != changed.number() {
		return fmt.Errorf("%s after %q: %q with %d passages", slug, note, read.text("/note"), len(read.list("/evidence")))
	}
	missing := "00000000-0000-7000-8000-" + id[24:]
	none, err := c.send(http.MethodGet, "/v1/positions/"+missing, nil)
	if err == nil && none.status != http.StatusNotFound {
		err = fmt.Errorf("%s: %d", missing, none.status)
	}
	return err
}
