package main

import (
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"parley/db/dbtest"
)

const (
	crashRounds  = 4
	crashWriters = 4
)

// Killed in the middle of writes, parley has every write it acknowledged, once,
// and a ledger without gaps. A client that got no answer repeats its request
// under the same Idempotency-Key and gets the position written once.
func TestKilledInTheMiddleOfWrites(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		s := serve(t, "--db", url)
		s.post(t, "/v1/negotiations", `{"slug":"n","name":"N"}`, nil)
		s.post(t, "/v1/parties", `{"slug":"p","kind":"state","name":"P"}`, nil)
		s.post(t, "/v1/issues", `{"slug":"i","negotiation":"n","question":"I?"}`, nil)
		s.post(t, "/v1/articles", `{"slug":"a","text":"They agree to the terms."}`, nil)
		w := &writes{}
		for round := range crashRounds {
			w.untilKilled(s, round)
			s = serve(t, "--db", url)
			w.repeatLost(t, s)
		}
		w.check(t, s)
		s.stop(t)
	})
}

// writes are the positions that were asked for, each known by its summary.
type writes struct {
	sync.Mutex
	acknowledged, lost []string
	refused            []string
}

// untilKilled writes on several connections and kills the server meanwhile.
func (w *writes) untilKilled(s *server, round int) {
	var writers sync.WaitGroup
	for n := range crashWriters {
		writers.Go(func() {
			for i := 0; w.write(s, fmt.Sprintf("round %d writer %d write %d", round, n, i)); i++ {
			}
		})
	}
	time.Sleep(time.Duration(150+60*round) * time.Millisecond)
	s.kill()
	writers.Wait()
}

// write asks for one position and tells whether an answer came.
func (w *writes) write(s *server, summary string) bool {
	status, data, err := s.send(http.MethodPost, "/v1/positions", `{"party":"p","issue":"i","act":"offer","stated":"2026-01-22",
		"summary":"`+summary+`","evidence":[{"article":"a","quote":"agree to"}]}`, "Idempotency-Key", summary)
	w.Lock()
	defer w.Unlock()
	switch {
	case err != nil:
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
	lost := w.lost
	w.lost = nil
	for _, summary := range lost {
		w.write(s, summary)
	}
	if len(w.lost) > 0 || len(w.refused) > 0 {
		t.Fatalf("still lost: %q, refused: %q", w.lost, w.refused)
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
	if n := s.head(t); n != 4+len(w.acknowledged) {
		t.Errorf("the ledger is at %d after %d writes", n, 4+len(w.acknowledged))
	}
	if len(w.acknowledged) < crashRounds*crashWriters {
		t.Errorf("only %d writes in %d rounds", len(w.acknowledged), crashRounds)
	}
	t.Logf("%d writes, each there once after %d kills", len(w.acknowledged), crashRounds)
}
