package api

import (
	"errors"
	"net/http"
	"time"
)

// usualPatience is how long a client may take to accept the next piece of a
// stream, unless Options say otherwise.
const usualPatience = time.Minute

// patient writes a stream piece by piece, each within its own deadline, so that
// a long export may take long and a client that stopped reading may not.
type patient struct {
	http.ResponseWriter
	control *http.ResponseController
	each    time.Duration
}

func (s *Server) patient(w http.ResponseWriter) patient {
	return patient{w, http.NewResponseController(w), s.options.Patience}
}

func (p patient) Write(b []byte) (int, error) {
	err := p.control.SetWriteDeadline(time.Now().Add(p.each))
	if err != nil && !errors.Is(err, http.ErrNotSupported) {
		return 0, err
	}
	return p.ResponseWriter.Write(b)
}
