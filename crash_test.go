package main

import (
	"fmt"
	"net/http"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	"parley/db/dbtest"
)

const crashWriters = 4

// crashRounds is how often the server is killed: a few times, or as often as
// PARLEY_TEST_CRASH_ROUNDS says.
func crashRounds() int {
	if n, err := strconv.Atoi(os.Getenv("PARLEY_TEST_CRASH_ROUNDS")); err == nil {
		return n
	}
	return 4
}

// Killed in the middle of writes, while something else is done beside them, parley
// has every write it acknowledged, once, and a ledger without gaps. A client that
// got no answer repeats its request under the same Idempotency-Key and gets the
// position written once.
func TestKilledInTheMiddleOfWrites(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		s := serve(t, "--db", url)
		s.post(t, "/v1/negotiations", `{"slug":"n","name":"N"}`, nil)
		s.post(t, "/v1/parties", `{"slug":"p","kind":"state","name":"P"}`, nil)
		s.post(t, "/v1/issues", `{"slug":"i","negotiation":"n","question":"I?"}`, nil)
		s.post(t, "/v1/articles", `{"slug":"a","text":"They agree to the terms."}`, nil)
		w := &writes{}
		for round := range crashRounds() {
			beside := besides[round%len(besides)](t, url, round)
			w.untilKilled(s, round, beside)
			s = serve(t, "--db", url)
			beside.after(t, s)
			w.repeatLost(t, s)
		}
		w.check(t, s)
		s.stop(t)
		parley(t, "verify", "--db", url).wants(t, 0, " 0 faults")
	})
}

// writes are the positions that were asked for, each known by its summary.
type writes struct {
	sync.Mutex
	acknowledged, lost []string
	refused            []string
}

// untilKilled writes on several connections and kills the server meanwhile.
func (w *writes) untilKilled(s *server, round int, beside companion) {
	var writers sync.WaitGroup
	for n := range crashWriters {
		writers.Go(func() {
			for i := 0; w.write(s, fmt.Sprintf("round %d writer %d write %d", round, n, i)); i++ {
			}
		})
	}
	writers.Go(func() { beside.run(s) })
	time.Sleep(time.Duration(150+60*(round%7)) * time.Millisecond)
	s.kill()
	beside.kill()
	writers.Wait()
}

// write asks for one position and tells whether an answer came.
func (w *writes) write(s *server, summary string) bool {
	status, data, err := s.send(http.MethodPost, "/v1/positions", `{"party":"p","issue":"i","act":"offer","stated":"2026-01-22",
		"summary":"`+summary+`","evidence":[{"article":"a","quote":"agree to"}]}`, "Idempotency-Key", summary)
	w.Lock()
	defer w.Unlock()
	switch {
	case err != nil, status == http.StatusServiceUnavailable: // not done, or done and not told
		w.lost = append(w.lost, summary)
	case status == http.StatusCreated:
		w.acknowledged = append(w.acknowledged, summary)
	default:
		w.refused = append(w.refused, fmt.Sprintf("%s: %d %s", summary, status, data))
	}
	return err == nil
}

func (w *writes) repeatLost(t *testing.T, s *server) {
	t.Helper()
	for range 3 { // PostgreSQL may still be at what the killed server had asked for
		w.again(s)
	}
	if len(w.lost) > 0 || len(w.refused) > 0 {
		t.Fatalf("still lost: %q, refused: %q", w.lost, w.refused)
	}
}

// again asks once more for what was lost.
func (w *writes) again(s *server) {
	lost := w.lost
	w.lost = nil
	for _, summary := range lost {
		w.write(s, summary)
	}
}

func (w *writes) check(t *testing.T, s *server) {
	t.Helper()
	there := map[string]int{}
	for _, p := range all[struct {
		Summary  string
		Evidence []struct{ Selected struct{ Exact string } }
	}](t, s, "/v1/positions?limit=200&expand=evidence") {
		there[p.Summary]++
		if len(p.Evidence) != 1 || p.Evidence[0].Selected.Exact != "agree to" {
			t.Errorf("%s: half a position: %+v", p.Summary, p.Evidence)
		}
	}
	for _, summary := range w.acknowledged {
		if there[summary] != 1 {
			t.Errorf("%s is there %d times", summary, there[summary])
		}
	}
	if len(there) != len(w.acknowledged) {
		t.Errorf("%d positions, %d acknowledged", len(there), len(w.acknowledged))
	}
	imports := len(all[struct{ Number int }](t, s, "/v1/transactions?actor=import&limit=200&fields=number"))
	if n := s.head(t); n != 4+len(w.acknowledged)+imports {
		t.Errorf("the ledger is at %d after %d writes and %d of imports", n, 4+len(w.acknowledged), imports)
	}
	if len(w.acknowledged) < crashRounds()*crashWriters/2 {
		t.Errorf("only %d writes", len(w.acknowledged))
	}
	t.Logf("%d writes, each there once, and %d numbers of imports", len(w.acknowledged), imports)
}
