package api

import (
	"errors"
	"net/http/httptest"
	"os"
	"testing"
	"testing/synctest"
	"time"
)

// slowly is a client that takes so many bytes in a second, and a connection that has deadlines.
type slowly struct {
	*httptest.ResponseRecorder
	pace     int
	deadline time.Time
}

func (w *slowly) SetWriteDeadline(at time.Time) error {
	w.deadline = at
	return nil
}

func (w *slowly) Write(b []byte) (int, error) {
	takes := time.Duration(len(b)) * time.Second / time.Duration(w.pace)
	if left := time.Until(w.deadline); takes > left {
		time.Sleep(max(0, left))
		return 0, os.ErrDeadlineExceeded
	}
	time.Sleep(takes)
	return len(b), nil
}

// A client may be slow and an export long, but who reads only so much that it is not cut
// off does not hold a turn for which others wait.
func TestWhoReadsTooLittleIsCutOff(t *testing.T) {
	for pace, want := range map[int]time.Duration{leastPace + 1000: time.Hour, leastPace: time.Hour, leastPace / 2: 2*time.Minute + 5*time.Second, 1000: 70 * time.Second} {
		synctest.Test(t, func(t *testing.T) {
			began := time.Now()
			p := newPatient(&slowly{ResponseRecorder: httptest.NewRecorder(), pace: pace}, time.Minute)
			var err error
			for err == nil && time.Since(began) < time.Hour {
				_, err = p.Write(make([]byte, 4<<10))
				if time.Since(began) > time.Hour/2 {
					time.Sleep(time.Minute) // what the server takes itself is not the client's
				}
			}
			if took := time.Since(began); errors.Is(err, os.ErrDeadlineExceeded) != (want < time.Hour) || want < time.Hour && took > want {
				t.Errorf("%d bytes in a second: %v after %s", pace, err, took)
			}
		})
	}
}
