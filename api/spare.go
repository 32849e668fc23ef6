package api

import (
	"sync"

	"github.com/gin-gonic/gin"
)

// spare is the room of bodies that have been sent: of what a page leaves behind, half
// was its body, made anew for each.
var spare = sync.Pool{New: func() any { return new([]byte) }}

// largestKept is of the bodies whose room is kept for another answer; the few larger ones
// would only take up memory.
const largestKept = 512 << 10

// inSpare makes a body in the room of an earlier one, has it sent, and keeps the room. Where
// sending failed it is let go: HTTP/2 may still hold what it could not send.
func inSpare(c *gin.Context, write func(room []byte) ([]byte, error), send func(body []byte)) error {
	room := spare.Get().(*[]byte)
	body, err := write((*room)[:0])
	if err != nil {
		return err
	}
	send(body)
	if cap(body) <= largestKept && len(c.Errors) == 0 {
		*room = body
		spare.Put(room)
	}
	return nil
}
