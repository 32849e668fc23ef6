package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"slices"
	"sync"
	"time"
)

// job is what the load generator is told on its standard input.
type job struct {
	Address     string
	Connections int
	Warm, For   time.Duration
	Least       int      // answers to wait for on each connection, though the time is over
	Requests    [][]byte // complete HTTP/1.1 requests, sent in random order
}

// result is what it prints when it is done.
type result struct {
	Requests  int
	Bytes     int64
	Seconds   float64
	P50, P99  time.Duration
	Failed    int
	Answered  int           // including those of the warm-up
	CPU       time.Duration // what the serving process used for all of them
	FirstFail string
}

func (r result) perSecond() float64 { return float64(r.Requests) / r.Seconds }

// cost is the CPU time of one answer, which other work on the machine disturbs
// less than it disturbs the rate.
func (r result) cost() float64 { return float64(r.CPU) / float64(max(r.Answered, 1)) }

func (r result) size() int64 { return r.Bytes / int64(max(r.Requests, 1)) }

type fireCommand struct{}

// Run reads a job, does it and prints the result. It keeps each connection
// open and sends the next request when the answer before has been read.
func (fireCommand) Run(ctx context.Context) error {
	var j job
	if err := json.NewDecoder(os.Stdin).Decode(&j); err != nil {
		return err
	}
	r, err := j.do()
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(r)
}

// shot is one answered request.
type shot struct {
	took  time.Duration
	bytes int64
}

func (j job) do() (result, error) {
	begin := time.Now().Add(j.Warm)
	end := begin.Add(j.For)
	var all []shot
	var total result
	var firstErr error
	var mu sync.Mutex
	var wg sync.WaitGroup
	for range j.Connections {
		wg.Go(func() {
			shots, answered, failed, fail, err := j.connection(begin, end)
			mu.Lock()
			defer mu.Unlock()
			all = append(all, shots...)
			total.Answered += answered
			total.Failed += failed
			total.FirstFail += fail
			if firstErr == nil {
				firstErr = err
			}
		})
	}
	wg.Wait()
	if len(all) == 0 {
		return total, fmt.Errorf("no answer: %s: %w", total.FirstFail, firstErr)
	}
	slices.SortFunc(all, func(a, b shot) int { return int(a.took - b.took) })
	for _, s := range all {
		total.Bytes += s.bytes
	}
	total.Requests, total.Seconds = len(all), j.For.Seconds()
	total.P50, total.P99 = all[len(all)/2].took, all[len(all)*99/100].took
	return total, firstErr
}

func (j job) connection(begin, end time.Time) (shots []shot, answered, failed int, fail string, err error) {
	conn, err := net.Dial("tcp", j.Address)
	if err != nil {
		return nil, 0, 0, "", err
	}
	defer conn.Close()
	in := bufio.NewReaderSize(conn, 64<<10)
	for {
		start := time.Now()
		if start.After(end) && len(shots) >= j.Least {
			return shots, answered, failed, fail, nil
		}
		if _, err := conn.Write(j.Requests[rand.IntN(len(j.Requests))]); err != nil {
			return shots, answered, failed, fail, err
		}
		answer, err := http.ReadResponse(in, nil)
		if err != nil {
			return shots, answered, failed, fail, err
		}
		n, err := io.Copy(io.Discard, answer.Body)
		if err != nil {
			return shots, answered, failed, fail, err
		}
		answered++
		if answer.StatusCode >= 300 {
			failed++
			fail = answer.Status
			continue
		}
		if done := time.Now(); start.After(begin) && (done.Before(end) || len(shots) < j.Least) {
			shots = append(shots, shot{done.Sub(start), n})
		}
	}
}
