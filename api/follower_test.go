package api_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// fed is an event as a follower reads it; its resource stays in the bytes it came in.
type fed struct {
	ID         string          `json:"id"`
	Number     int64           `json:"number"`
	Ordinal    int64           `json:"ordinal"`
	Changes    int64           `json:"changes"`
	Kind       string          `json:"kind"`
	Action     string          `json:"action"`
	ResourceID string          `json:"resource_id"`
	Resource   json.RawMessage `json:"resource"`
	Links      struct{ Self, Transaction, Text string }
}

// key tells one resource from another: revisions and versions have the id of
// what they belong to.
func (e fed) key() string {
	var is struct{ Revision, Version int64 }
	if e.Kind == "revision" || e.Kind == "proposal_version" {
		json.Unmarshal(e.Resource, &is)
	}
	return fmt.Sprint(e.Kind, " ", e.ResourceID, " ", is.Revision+is.Version)
}

func (e fed) short() string { return e.ID + " " + e.Kind + "." + e.Action }

// poll follows the feed from a place to its end, with pages of a size.
func (c *client) poll(query, after string, limit int) (events []fed, next string) {
	c.t.Helper()
	for more := true; more; {
		page := c.get(fmt.Sprintf("/v1/feed?after=%s&limit=%d%s", after, limit, query)).want(http.StatusOK)
		var read struct {
			Items []fed
			Next  string `json:"next_after"`
			More  bool
			Head  struct{ Number int64 }
		}
		if err := json.Unmarshal(page.body, &read); err != nil {
			c.t.Fatal(err)
		}
		if len(read.Items) > limit || read.More && read.Next == after || !read.More && read.Next != fmt.Sprint(read.Head.Number) {
			c.t.Fatalf("after %s: %d events, next %s, more %v, head %d", after, len(read.Items), read.Next, read.More, read.Head.Number)
		}
		events, after, more = append(events, read.Items...), read.Next, read.More
	}
	return events, after
}

// follower reads a stream of server-sent events as the standard says: lines of
// fields, a blank line ends a block, and a block without data is no event.
type follower struct {
	response *http.Response
	lines    *bufio.Reader
	cancel   context.CancelFunc
	id       string // the last id that was seen
	beats    int
	retry    string
}

// follow opens a stream; lastID stands in for what an EventSource remembers.
func (c *client) follow(path, lastID string, options ...option) *follower {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	c.t.Cleanup(cancel)
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+path, nil)
	if err != nil {
		c.t.Fatal(err)
	}
	if lastID != "" {
		request.Header.Set("Last-Event-ID", lastID)
	}
	for _, o := range options {
		o(request.Header)
	}
	response, err := c.http.Do(request)
	if err != nil {
		c.t.Fatal(err)
	}
	if err := judge(request, response.StatusCode, response.Header, []byte("id: 1-0\n\n")); err != nil || response.StatusCode != http.StatusOK {
		c.t.Fatalf("%s: %d %v", path, response.StatusCode, err)
	}
	exercised.note(c.engine, operation(http.MethodGet, request.URL.Path), response.StatusCode)
	return &follower{response: response, lines: bufio.NewReader(response.Body), cancel: cancel, id: lastID}
}

// event waits for the next one; an error means that the stream has ended.
func (f *follower) event() (fed, error) {
	var data strings.Builder
	for {
		name, value, err := f.line()
		switch {
		case err != nil:
			return fed{}, err
		case name == "data":
			data.WriteString(value)
		case name == "" && value == "" && data.Len() > 0:
			var e fed
			return e, json.Unmarshal([]byte(data.String()), &e)
		}
	}
}

// line reads one field; a comment has no name and an end of a block no value either.
func (f *follower) line() (name, value string, err error) {
	line, err := f.lines.ReadString('\n')
	name, value, _ = strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
	switch {
	case name == "id":
		f.id = value
	case name == "retry":
		f.retry = value
	case name == "" && value != "":
		f.beats++
	}
	return name, value, err
}

func (f *follower) close() {
	f.cancel()
	f.response.Body.Close()
}
