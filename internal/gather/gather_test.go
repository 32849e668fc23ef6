package gather

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// slow answers each number by its double, after a while, and notes what each call was asked.
type slow struct {
	takes time.Duration
	calls [][]int
	fails error
}

func (s *slow) call(ctx context.Context, _ string, asked []int) (map[int]int, error) {
	s.calls = append(s.calls, asked)
	select {
	case <-time.After(s.takes):
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	answers := map[int]int{}
	for _, n := range asked {
		answers[n] = 2 * n
	}
	return answers, s.fails
}

func TestWhoAsksAloneDoesNotWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &slow{takes: time.Millisecond}
		c := New(s.call)
		began := time.Now()
		for n := range 3 {
			if got, err := c.Ask(t.Context(), "x", n); got != 2*n || err != nil {
				t.Errorf("%d: %d, %v", n, got, err)
			}
		}
		if took := time.Since(began); took != 3*time.Millisecond || len(s.calls) != 3 {
			t.Errorf("%d calls in %s", len(s.calls), took)
		}
		synctest.Wait()
		if len(c.lanes) != 0 {
			t.Error("a lane is kept that nobody asks")
		}
	})
}

func TestWhatIsAskedMeanwhileIsAnsweredByOneCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &slow{takes: time.Millisecond}
		c := New(s.call)
		var all sync.WaitGroup
		ask := func(n int) {
			all.Go(func() {
				if got, err := c.Ask(t.Context(), "x", n); got != 2*n || err != nil {
					t.Errorf("%d: %d, %v", n, got, err)
				}
			})
		}
		ask(1)
		synctest.Wait()
		for range 5 {
			ask(2)
			ask(3)
		}
		all.Wait()
		if len(s.calls) != 2 || len(s.calls[0]) != 1 || len(s.calls[1]) != 2 {
			t.Errorf("calls: %v", s.calls)
		}
	})
}

func TestBeyondTheMostAnotherCallGoesBeside(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &slow{takes: time.Millisecond}
		c := New(s.call)
		var all sync.WaitGroup
		began := time.Now()
		for n := range 1 + most + 3 {
			all.Go(func() { _, _ = c.Ask(t.Context(), "x", n) })
			synctest.Wait()
		}
		all.Wait()
		if took := time.Since(began); len(s.calls) != 3 || len(s.calls[1]) != most || took != 2*time.Millisecond {
			t.Errorf("%d calls in %s", len(s.calls), took)
		}
	})
}

func TestACallThatHangsHoldsUpNobodyForLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hung := &slow{takes: time.Hour}
		c := New(func(ctx context.Context, about string, asked []int) (map[int]int, error) {
			if asked[0] == 0 {
				return hung.call(ctx, about, asked)
			}
			return map[int]int{asked[0]: 1}, nil
		})
		ctx, cancel := context.WithCancel(t.Context())
		go c.Ask(ctx, "x", 0) //nolint:errcheck // it is cancelled
		synctest.Wait()
		began := time.Now()
		for range 3 {
			if _, err := c.Ask(t.Context(), "x", 1); err != nil {
				t.Error(err)
			}
		}
		if took := time.Since(began); took != patience {
			t.Errorf("three questions behind one that hangs took %s", took)
		}
		cancel()
		synctest.Wait()
		if len(c.lanes) != 0 {
			t.Error("a lane is kept that nobody asks")
		}
	})
}

func TestWhoGoesEndsNothingForOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &slow{takes: time.Second}
		c := New(s.call)
		gone, goes := context.WithCancel(t.Context())
		answered := make(chan error)
		ask := func(ctx context.Context) { _, err := c.Ask(ctx, "x", 1); answered <- err }
		go ask(t.Context()) // the first call
		synctest.Wait()
		go ask(gone)
		synctest.Wait()
		go ask(t.Context()) // waits in one call with who goes, and came later
		synctest.Wait()
		goes()
		if err := <-answered; !errors.Is(err, context.Canceled) {
			t.Errorf("who goes: %v", err)
		}
		for range 2 {
			if err := <-answered; err != nil {
				t.Errorf("who stays: %v", err)
			}
		}
	})
}

func TestACallEndsWhenAllHaveGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &slow{takes: time.Hour}
		c := New(s.call)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		var all sync.WaitGroup
		for n := range 4 { // the first is under way, the others have not begun
			all.Go(func() {
				if _, err := c.Ask(ctx, "x", n); !errors.Is(err, context.DeadlineExceeded) {
					t.Error(err)
				}
			})
			synctest.Wait()
		}
		all.Wait()
		synctest.Wait() // synctest fails when a call is still under way
		if len(c.lanes) != 0 {
			t.Error("a lane is kept that nobody asks")
		}
	})
}

func TestAFailureIsToldToAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		failed := errors.New("no database")
		c := New((&slow{takes: time.Millisecond, fails: failed}).call)
		var all sync.WaitGroup
		for range 5 {
			all.Go(func() {
				if _, err := c.Ask(t.Context(), "x", 1); !errors.Is(err, failed) {
					t.Error(err)
				}
			})
		}
		all.Wait()
	})
}

// A panic is everybody's, and tells where it was.
func TestAPanicIsEverybodys(t *testing.T) {
	none := []map[int]int{}
	c := New(func(_ context.Context, _ string, asked []int) (map[int]int, error) { return none[asked[0]], nil })
	for range 2 {
		func() {
			defer func() {
				p := fmt.Sprint(recover())
				if !strings.HasPrefix(p, "runtime error: index out of range") || !strings.Contains(p, "gather_test.go") {
					t.Errorf("got %v", p)
				}
			}()
			_, _ = c.Ask(t.Context(), "x", 1)
		}()
	}
}

// Nobody is told what was true before he asked, however many ask.
func TestNobodyIsToldTheOld(t *testing.T) {
	var now atomic.Int64
	c := New(func(_ context.Context, _ int, asked []int64) (map[int64]int64, error) {
		told := now.Load()
		answers := map[int64]int64{}
		for _, n := range asked {
			answers[n] = told
		}
		return answers, nil
	})
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 2000 {
				written := now.Add(1)
				if told, err := c.Ask(t.Context(), rand.IntN(2), rand.Int64N(3)); err != nil || told < written {
					t.Errorf("told %d after writing %d: %v", told, written, err)
					return
				}
			}
		})
	}
	all.Wait()
}
