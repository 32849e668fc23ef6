package api

import (
	"errors"
	"net/http"
	"time"
)

// usualPatience is how long a client may take to accept the next piece of a
// stream, unless Options say otherwise.
const usualPatience = time.Minute

// leastPace is how many bytes in a second a client has to accept over time.
const leastPace = 32 << 10

// patient writes a stream piece by piece, each within its own deadline, so that
// a long export may take long and a client that stopped reading may not. Nor may
// one that reads a little now and then: others wait for its turn.
type patient struct {
	http.ResponseWriter
	control *http.ResponseController
	each    time.Duration
	sent    int64
	waited  time.Duration
}

func (s *Server) patient(w http.ResponseWriter) *patient {
	return newPatient(w, s.options.Patience)
}

func newPatient(w http.ResponseWriter, each time.Duration) *patient {
	return &patient{ResponseWriter: w, control: http.NewResponseController(w), each: each}
}

func (p *patient) Write(b []byte) (int, error) {
	began := time.Now()
	err := p.control.SetWriteDeadline(began.Add(min(p.each, p.left())))
	if err != nil && !errors.Is(err, http.ErrNotSupported) {
		return 0, err
	}
	n, err := p.ResponseWriter.Write(b)
	p.sent += int64(n)
	p.waited += time.Since(began)
	return n, err
}

// left is how long the client may still be waited for.
func (p *patient) left() time.Duration {
	return p.each + time.Duration(p.sent/leastPace)*time.Second - p.waited
}
