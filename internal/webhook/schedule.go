package webhook

import (
	"cmp"
	"math/rand/v2"
	"time"
)

// Schedule says when what failed is tried again: after First, then after four
// times as long each time, at most Longest, all give or take a fifth, so that
// webhooks that failed together do not come back together. After Attempts in vain
// the receiver counts as dead.
type Schedule struct {
	First    time.Duration
	Longest  time.Duration
	Attempts int64
}

// With these the attempts at one event reach over three days: the delays are 5 s, 20 s,
// 80 s, 5 min, 21 min, 85 min, 6 h and then 12 h each.
func (s Schedule) orUsual() Schedule {
	s.First = cmp.Or(s.First, 5*time.Second)
	s.Longest = cmp.Or(s.Longest, 12*time.Hour)
	s.Attempts = cmp.Or(s.Attempts, 14)
	return s
}

// growth is by how much each delay is longer than the one before.
const growth = 4

// delay is how long to wait after so many attempts in vain, 1 or more. A receiver
// may ask for longer (Retry-After), up to Longest.
func (s Schedule) delay(attempts int64, asked time.Duration) time.Duration {
	jittered := time.Duration(float64(s.bare(attempts)) * (0.8 + 0.4*rand.Float64()))
	return max(jittered, min(asked, s.Longest))
}

func (s Schedule) bare(attempts int64) time.Duration {
	d := s.First
	for range attempts - 1 {
		if d >= s.Longest/growth {
			return s.Longest
		}
		d *= growth
	}
	return min(d, s.Longest)
}
