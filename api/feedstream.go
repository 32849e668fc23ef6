package api

import (
	"cmp"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/access"
	"parley/internal/feed"
	"parley/internal/ledger"
)

// FeedOptions say how streams of the feed are kept; zero values mean the usual.
type FeedOptions struct {
	// Heartbeat is how often a stream on which nothing happens shows that it lives.
	Heartbeat time.Duration
	// Poll is how often a stream looks for what other processes have recorded;
	// what this one records it is told of at once.
	Poll time.Duration
	// Lag, when given, is called with the time from the recording of each event to
	// its being written to a stream that had caught up.
	Lag func(time.Duration)
	// Patience is how long a client may take to accept an event.
	Patience time.Duration
	// Streams is how many are kept open.
	Streams int
	// Stopping ends all streams when it is closed.
	Stopping <-chan struct{}
}

func (o FeedOptions) orUsual() FeedOptions {
	o.Heartbeat = cmp.Or(o.Heartbeat, 15*time.Second)
	o.Poll = cmp.Or(o.Poll, time.Second)
	o.Streams = cmp.Or(o.Streams, 200)
	return o
}

// streamPiece is how many events a stream holds at a time, and comeBack how many
// milliseconds a browser waits before it comes back.
const (
	streamPiece = 100
	comeBack    = 2000
)

// followersOf lets one caller have half of the streams, and visitors together three
// quarters: there are always some for those with a key.
func followersOf(streams int) share {
	return share{all: streams, each: max(1, streams/2), visitors: max(1, streams*3/4)}
}

// StreamFeed answers GET /v1/feed/stream.
func (s *Server) StreamFeed(c *gin.Context, p oas.StreamFeedParams) {
	by := holderOf(c)
	if !s.followers.take(by) {
		fail(c, problem(http.StatusServiceUnavailable, "too-many-followers", "Too many streams are open",
			fmt.Sprintf("the server keeps %d streams; try again later, or poll /v1/feed", s.options.Feed.Streams)))
		return
	}
	defer s.followers.give(by)
	f := following{p.Negotiation, p.Party, p.Issue, p.Kind}
	news := s.ledger.News(workspace(c))
	first, filter, err := s.feed(c, f, cmp.Or(p.LastEventID, p.After), streamPiece)
	if err != nil {
		fail(c, err)
		return
	}
	c.Header("Content-Type", "text/event-stream")
	c.Header("X-Accel-Buffering", "no") // a proxy that collects the answer would keep the events
	c.Status(http.StatusOK)
	if c.Request.Context().Value(headKey{}) != nil {
		return
	}
	out := newPatient(c.Writer, s.options.Feed.Patience)
	stream := stream{server: s, c: c, workspace: workspace(c), filter: filter, out: out, admitted: time.Now()}
	stream.run(first, news)
}

// stream is one follower's connection.
type stream struct {
	server    *Server
	c         *gin.Context
	workspace string
	filter    feed.Filter
	out       *patient
	spoke     time.Time    // when something was last written
	said, at  ledger.Place // the last id that was written, the last place looked at
	admitted  time.Time    // when the follower last had the right to follow
	caughtUp  bool         // with the newest change, at least once
}

// run tells pages until the client goes, the server stops or something fails;
// then the client comes back with the last id it got.
func (s *stream) run(page feed.Page, news <-chan struct{}) {
	if s.open() != nil || s.tell(page) != nil {
		return
	}
	for s.may() && (page.More || s.wait(news)) {
		news = s.server.ledger.News(s.workspace)
		var err error
		if page, err = s.next(); err != nil {
			if s.c.Request.Context().Err() == nil {
				slog.Error("stream ended", "at", s.at, "cause", err)
			}
			return
		}
		if s.tell(page) != nil || s.stopped() {
			return
		}
	}
}

// may asks now and then whether the follower may still follow: its key may be
// revoked while the stream is open.
func (s *stream) may() bool {
	if time.Since(s.admitted) < s.server.options.Feed.Heartbeat {
		return true
	}
	s.admitted = time.Now()
	grant, err := s.server.options.Gate.Admit(s.c.Request.Context(), s.server.askedOf(s.c.Request))
	return err == nil && grant.May(access.NeedReader) && grant.Workspace == s.workspace
}

// open lifts the deadlines that are meant for requests with an end: reading goes
// on for as long as the client is there, and each write has its own deadline.
func (s *stream) open() error {
	if err := s.out.control.SetReadDeadline(time.Time{}); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	return s.write("retry: %d\n\n", comeBack)
}

func (s *stream) next() (feed.Page, error) {
	r, err := s.server.ledger.Read(s.c.Request.Context(), s.workspace)
	if err != nil {
		return feed.Page{}, err
	}
	return feed.Read(r, s.at, s.filter, streamPiece)
}

func (s *stream) tell(page feed.Page) error {
	for _, e := range page.Events {
		data, err := e.JSON()
		if err != nil {
			return err
		}
		if err := s.write("id: %s\ndata: %s\n\n", e.ID, data); err != nil {
			return err
		}
		s.said = e.ID
		s.lag(e)
	}
	s.at = page.Next
	if time.Since(s.spoke) >= s.server.options.Feed.Heartbeat {
		return s.beat()
	}
	return s.out.control.Flush()
}

// lag tells how late a follower that had caught up learned of an event.
func (s *stream) lag(e feed.Event) {
	if s.caughtUp && s.server.options.Feed.Lag != nil {
		s.server.options.Feed.Lag(time.Since(e.RecordedAt))
	}
}

// beat shows that the stream lives, and takes the client's last id along over
// what the filter left out: a block without data moves it and is no event.
func (s *stream) beat() error {
	if err := s.write(": %s\n", time.Now().UTC().Format(time.RFC3339)); err != nil {
		return err
	}
	if s.said != s.at {
		s.said = s.at
		if err := s.write("id: %s\n", s.at); err != nil {
			return err
		}
	}
	if err := s.write("\n"); err != nil {
		return err
	}
	return s.out.control.Flush()
}

func (s *stream) write(format string, args ...any) error {
	s.spoke = time.Now()
	_, err := fmt.Fprintf(s.out, format, args...)
	return err
}

// wait returns when there may be something new, and false when the stream ends.
func (s *stream) wait(news <-chan struct{}) bool {
	s.caughtUp = true
	poll := time.NewTimer(min(s.server.options.Feed.Poll, s.server.options.Feed.Heartbeat))
	defer poll.Stop()
	select {
	case <-news:
	case <-poll.C:
	case <-s.c.Request.Context().Done():
		return false
	case <-s.server.options.Feed.Stopping:
		return false
	}
	return true
}

func (s *stream) stopped() bool {
	select {
	case <-s.server.options.Feed.Stopping:
		return true
	default:
		return false
	}
}
