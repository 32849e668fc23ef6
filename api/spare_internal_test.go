package api

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/gin-gonic/gin"
)

// broken is a connection that takes nothing.
type broken struct{ http.ResponseWriter }

func (broken) Write([]byte) (int, error) { return 0, errors.New("gone") }

// What could not be sent may be held by others still, and what is large would stay large.
func TestRoomThatIsNotSpare(t *testing.T) {
	for name, one := range map[string]struct {
		size int
		to   http.ResponseWriter
	}{
		"not sent":  {100, broken{httptest.NewRecorder()}},
		"too large": {largestKept + 1, httptest.NewRecorder()},
	} {
		t.Run(name, func(t *testing.T) {
			c, _ := gin.CreateTestContext(one.to)
			var used *byte
			err := inSpare(c, func([]byte) ([]byte, error) { return make([]byte, one.size), nil }, func(body []byte) {
				used = &body[0]
				c.Data(http.StatusOK, jsonType, body)
			})
			if err != nil {
				t.Fatal(err)
			}
			for range 50 { // none is put back, so none comes twice
				if room := *spare.Get().(*[]byte); cap(room) > 0 && &room[:1][0] == used {
					t.Fatal("the room was kept")
				}
			}
		})
	}
}

func TestRoomOfABodyThatCouldNotBeMade(t *testing.T) {
	c, _ := gin.CreateTestContext(httptest.NewRecorder())
	failed := errors.New("no JSON")
	err := inSpare(c, func([]byte) ([]byte, error) { return nil, failed }, func([]byte) { t.Error("it was sent") })
	if !errors.Is(err, failed) {
		t.Error(err)
	}
}
