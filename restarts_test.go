package main

import (
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"parley/db/dbtest"
)

// A PostgreSQL that is restarted, and one that crashes, in the middle of writes: what
// was acknowledged is there, what was not says so, and repeated it is done once. The
// server needs no restart.
func TestPostgreSQLRestartedInTheMiddleOfWrites(t *testing.T) {
	own := dbtest.OwnPostgres(t)
	s := serve(t, "--db", own.URL, "--migrate")
	defer s.stop(t)
	s.forWrites(t)
	asked := &writes{}
	end := make(chan struct{})
	var writers sync.WaitGroup
	for n := range crashWriters {
		writers.Go(func() { asked.until(end, s, fmt.Sprintf("writer %d", n)) })
	}
	for round := range 2 * crashRounds() {
		time.Sleep(time.Duration(100+70*(round%4)) * time.Millisecond)
		if round%2 == 0 {
			own.Stop()
		} else {
			own.Crash()
		}
		s.get(t, "/healthz", nil)
		if status, data, err := s.send(http.MethodGet, "/readyz", ""); err != nil || status != http.StatusServiceUnavailable {
			t.Errorf("/readyz without PostgreSQL: %d %v %s", status, err, data)
		}
		own.Start()
		within(t, func() bool {
			status, _, err := s.send(http.MethodGet, "/readyz", "")
			return err == nil && status == http.StatusOK
		})
	}
	close(end)
	writers.Wait()
	lost := len(asked.lost)
	asked.repeatLost(t, s)
	if lost == 0 || len(asked.refused) > 0 {
		t.Errorf("%d were not acknowledged, refused: %q", lost, asked.refused)
	}
	asked.check(t, s)
	t.Logf("%d writes were not acknowledged, %d were", lost, len(asked.acknowledged))
	parley(t, "verify", "--db", own.URL).wants(t, 0, " 0 faults")
}

// forWrites records what the positions of writes name.
func (s *server) forWrites(t *testing.T) {
	t.Helper()
	s.post(t, "/v1/negotiations", `{"slug":"n","name":"N"}`, nil)
	s.post(t, "/v1/parties", `{"slug":"p","kind":"state","name":"P"}`, nil)
	s.post(t, "/v1/issues", `{"slug":"i","negotiation":"n","question":"I?"}`, nil)
	s.post(t, "/v1/articles", `{"slug":"a","text":"They agree to the terms."}`, nil)
}

// until writes one after the other until the end, with a pause, since there is much
// to repeat of what was asked for while nothing answered.
func (w *writes) until(end <-chan struct{}, s *server, who string) {
	for i := 0; ; i++ {
		select {
		case <-end:
			return
		default:
			w.write(s, fmt.Sprintf("%s write %d", who, i))
			time.Sleep(5 * time.Millisecond)
		}
	}
}

// A PostgreSQL that is slow makes requests slow; one that does not answer ends them
// at --request-timeout, while health is answered and nothing is done twice.
func TestSlowPostgreSQL(t *testing.T) {
	where := dbtest.Postgres(t)
	w, slow := through(t, where)
	s := serve(t, "--db", slow, "--request-timeout", "2s")
	defer s.stop(t)
	s.forWrites(t)
	asked := &writes{}
	w.slow(5 * time.Millisecond)
	for n := range 10 {
		asked.write(s, fmt.Sprintf("slow %d", n))
	}
	if len(asked.acknowledged) != 10 {
		t.Errorf("slow writes: lost %q, refused %q", asked.lost, asked.refused)
	}
	w.slow(time.Hour)
	began := time.Now()
	for _, summary := range []string{"never", "again"} {
		asked.write(s, summary)
	}
	if status, data, err := s.send(http.MethodGet, "/v1/positions", ""); err != nil || status != http.StatusServiceUnavailable {
		t.Errorf("a read: %d %v %s", status, err, data)
	}
	if took := time.Since(began); len(asked.lost) != 2 || took > 30*time.Second {
		t.Errorf("in %v: lost %q, refused %q", took, asked.lost, asked.refused)
	}
	s.get(t, "/healthz", nil)
	if status, data, err := s.send(http.MethodGet, "/readyz", ""); err != nil || status != http.StatusServiceUnavailable {
		t.Errorf("/readyz: %d %v %s", status, err, data)
	}
	w.slow(0)
	w.cut()
	asked.repeatLost(t, s)
	asked.check(t, s)
	parley(t, "verify", "--db", where).wants(t, 0, " 0 faults")
}
