package api

import (
	"encoding/json"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"parley/internal/codec"
	"parley/internal/ledger"
)

// get answers with one resource.
func get[T numbered, E ~string](s *Server, c *gin.Context, fields *[]E, read func(*ledger.Reader) (T, error)) {
	r, err := s.ledger.Read(c.Request.Context(), workspace(c))
	if err != nil {
		fail(c, err)
		return
	}
	v, err := read(r)
	if err != nil {
		fail(c, err)
		return
	}
	show(c, http.StatusOK, v, texts(fields))
}

// listing is what the lists of all resources are asked.
type listing struct {
	limit     *int64
	cursor    *string
	sort      string
	fields    []string
	retracted string
}

const defaultLimit = 50

// page reads what a list was asked into what the core is asked; it asks for one
// row more than it shows, to know whether there is another page.
func (l listing) page(c *gin.Context) (ledger.Page, *cursor, error) {
	page := ledger.Page{Limit: l.size() + 1, Sort: ledger.Sort(l.sort), Retracted: ledger.Retracted(l.retracted)}
	if page.Sort == "" {
		page.Sort = ledger.SortRecorded
	}
	if page.Retracted == "" {
		page.Retracted = ledger.RetractedExclude
	}
	from, err := readCursor(c, l.cursor)
	if from != nil {
		page.After = &from.Key
	}
	return page, from, err
}

func (l listing) size() int {
	if l.limit == nil {
		return defaultLimit
	}
	return int(*l.limit)
}

// list answers with a page of a list. key places a row in the order of the list.
func list[T any](s *Server, c *gin.Context, l listing, key func(T) ledger.Key, read func(*ledger.Reader, ledger.Page) ([]T, error)) {
	page, _, err := l.page(c)
	if err != nil {
		fail(c, err)
		return
	}
	r, err := s.ledger.Read(c.Request.Context(), workspace(c))
	if err != nil {
		fail(c, err)
		return
	}
	rows, err := read(r, page)
	if err != nil {
		fail(c, err)
		return
	}
	if err := showPage(c, l, rows, func(v T) cursor { return cursor{Key: key(v)} }, nil); err != nil {
		fail(c, err)
	}
}

// listAt answers with a page of a list that has the two clocks.
func listAt[T any](s *Server, c *gin.Context, l listing, p clocks, key func(T) ledger.Key, read func(*ledger.Reader, ledger.Page) ([]T, error)) {
	page, from, err := l.page(c)
	if err != nil {
		fail(c, err)
		return
	}
	r, err := s.readAt(c, p, from)
	if err != nil {
		fail(c, err)
		return
	}
	rows, err := read(r, page)
	if err != nil {
		fail(c, err)
		return
	}
	clock := r.Clock()
	next := func(v T) cursor { return cursor{Key: key(v), At: &clock.KnownAt.Number, AsOf: clock.AsOf} }
	if err := showPage(c, l, rows, next, clock); err != nil {
		fail(c, err)
	}
}

// showPage writes a page; head, when given, is an object whose members come first.
func showPage[T any](c *gin.Context, l listing, rows []T, after func(T) cursor, head any) error {
	var next *string
	if len(rows) > l.size() {
		rows = rows[:l.size()]
		cursor, err := writeCursor(c, after(rows[len(rows)-1]))
		if err != nil {
			return err
		}
		next = &cursor
	}
	write := func(room []byte) ([]byte, error) { return pageBody(room, head, rows, l.fields, next) }
	return inSpare(c, write, func(body []byte) {
		c.Header("Link", links(c.Request.URL, next))
		c.Data(http.StatusOK, jsonType, body)
	})
}

// pageBody is {"items":[…],"next_cursor":…} behind the members of head. It is put
// together by hand because encoding/json would read through every item again to
// compact it.
func pageBody[T any](body []byte, head any, rows []T, fields []string, next *string) ([]byte, error) {
	body = append(body, '{')
	if head != nil {
		members, err := encode(head)
		if err != nil {
			return nil, err
		}
		body = append(append(body, members[1:len(members)-1]...), ',')
	}
	body, err := appendItems(append(body, `"items":[`...), rows, fields)
	if err != nil {
		return nil, err
	}
	cursor, err := json.Marshal(next)
	body = append(append(body, `],"next_cursor":`...), cursor...)
	return append(body, "}\n"...), err
}

// appendItems adds the rows with commas between them.
func appendItems[T any](body []byte, rows []T, fields []string) (_ []byte, err error) {
	for i := range rows {
		if i > 0 {
			body = append(body, ',')
		}
		if body, err = appendItem(body, &rows[i], fields); err != nil {
			return nil, err
		}
	}
	return body, nil
}

func appendItem(body []byte, v any, fields []string) ([]byte, error) {
	if len(fields) == 0 {
		return codec.Append(body, v)
	}
	item, err := project(v, fields)
	return append(body, item...), err
}

// links are the first and the next page (RFC 8288).
func links(u *url.URL, next *string) string {
	query := u.Query()
	query.Del("cursor")
	header := "<" + target(u.Path, query) + `>; rel="first"`
	if next != nil {
		query.Set("cursor", *next)
		header += ", <" + target(u.Path, query) + `>; rel="next"`
	}
	return header
}

func target(path string, query url.Values) string {
	if len(query) == 0 {
		return path
	}
	return path + "?" + query.Encode()
}

// texts reads an optional list of parameter values.
func texts[E ~string](list *[]E) []string {
	if list == nil {
		return nil
	}
	out := make([]string, len(*list))
	for i, v := range *list {
		out[i] = string(v)
	}
	return out
}

// value reads an optional parameter.
func value[E ~string](v *E) string {
	if v == nil {
		return ""
	}
	return string(*v)
}
