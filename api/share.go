package api

import (
	"sync"

	"github.com/gin-gonic/gin"

	"parley/internal/access"
)

// share counts who holds how many of something of which there is a bounded number, so
// that no caller can have all of it, nor all visitors together: who shows a key always
// finds something left.
type share struct {
	all, each, visitors int

	mu                sync.Mutex
	held              map[string]int
	total, byVisitors int
}

// holder is who holds something. A visitor shows no key. The machine's own user has no
// name and is not bounded by each, as its requests are not counted either.
type holder struct {
	name    string
	visitor bool
}

func holderOf(c *gin.Context) holder {
	g := grantOf(c)
	return holder{callerOf(c, g), isVisitor(g)}
}

func isVisitor(g access.Grant) bool { return g.Key == nil && !g.Verified && !g.Server }

// take is false where the holder may not have another.
func (s *share) take(h holder) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.total >= s.all || h.name != "" && s.held[h.name] >= s.each || h.visitor && s.byVisitors >= s.visitors {
		return false
	}
	s.add(h, 1)
	return true
}

func (s *share) give(h holder) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.add(h, -1)
}

func (s *share) add(h holder, n int) {
	if s.held == nil {
		s.held = map[string]int{}
	}
	s.total += n
	if h.visitor {
		s.byVisitors += n
	}
	if s.held[h.name] += n; s.held[h.name] == 0 {
		delete(s.held, h.name)
	}
}

// of is how many a holder has.
func (s *share) of(h holder) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.held[h.name]
}
