package api

import (
	"errors"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"parley/api/oas"
	"parley/internal/codebook"
	"parley/internal/export"
	"parley/internal/ledger"
)

// recordedAs begins an export of what was recorded at a moment; it has no other
// clock.
func (s *Server) recordedAs(c *gin.Context, name string, w written, knownAt *oas.KnownAt) (*exporting, *ledger.Reader, error) {
	x, err := exportingAs(c, name, w, tables)
	if err != nil {
		return nil, nil, err
	}
	r, err := s.readAt(c, clocks{knownAt: knownAt}, nil)
	return x, r, err
}

// sendRecorded streams the rows that each gives.
func sendRecorded[T any](s *Server, x *exporting, r *ledger.Reader, ids map[string][]uuid.UUID, t codebook.Table, each func(func(T) error) error) {
	x.tell(s, r.Clock(), ids, url.Values{"known_at": {strconv.FormatInt(r.Clock().KnownAt.Number, 10)}})
	if err := x.tooMany(func() (int64, error) { return countTo(x.format.MaxRows+1, each) }); err != nil {
		fail(x.c, err)
		return
	}
	sendTable(s, x, export.Of[T](t), func(fn func(*T) error) error {
		return each(func(row T) error { return fn(&row) })
	})
}

var errEnough = errors.New("counted far enough")

// countTo walks rows until there are n of them.
func countTo[T any](n int64, each func(func(T) error) error) (counted int64, err error) {
	err = each(func(T) error {
		if counted++; counted == n {
			return errEnough
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	return counted, err
}

// retracted reads what to do with what was taken back.
func retracted(p *oas.Retracted) ledger.Retracted {
	if p == nil {
		return ledger.RetractedExclude
	}
	return ledger.Retracted(*p)
}
