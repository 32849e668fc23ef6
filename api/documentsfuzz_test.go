package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"parley/db/dbtest"
)

// FuzzDocuments sends anything as a document: it becomes an article whose text
// reads back, or it is refused with a reason that is about the document. What a
// page says of itself is no fault of who sends it, and nothing fails the server.
func FuzzDocuments(f *testing.F) {
	for _, kind := range []string{"text/html", "text/plain; charset=koi8-r", "text/markdown", "text/html; charset=utf-16", "text/plain; charset=\"", "multipart/form-data; boundary=x"} {
		for _, body := range []string{saved, sentence, "a\x00b", "\xff\xfem\x00", "---\ntitle: x\nurl: https://[::1]:99999/a\n---\nWords.",
			`<meta name=author content="` + strings.Repeat("х", 900) + `"><link rel=canonical href="http://a b/%zz"><html lang="zz-zz-zz"><p>` + sentence,
			`<meta property=og:site_name content="` + strings.Repeat("\u0344", 300) + `"><meta name=date content="9999-99-99"><p>` + sentence,
			"--x\r\nContent-Disposition: form-data; name=file; filename=a.html\r\n\r\n" + saved + "\r\n--x--\r\n",
			"--x\r\nContent-Disposition: form-data; name=published\r\n\r\nsoon\r\n--x\r\nContent-Disposition: form-data; name=file; filename=a.txt\r\n\r\nwords\r\n--x--\r\n"} {
			f.Add(kind, []byte(body))
		}
	}
	f.Fuzz(func(t *testing.T, kind string, body []byte) {
		if strings.ContainsFunc(kind, func(r rune) bool { return r < ' ' || r > '~' }) || !strings.HasPrefix(kind, "text/") && !strings.HasPrefix(kind, "multipart/") {
			t.Skip("no client can send this header, or it is of no document")
		}
		c := serve(t, dbtest.SQLite(t))
		a := c.post("/v1/articles", body, typed(kind))
		if a.status != http.StatusCreated {
			a.isAboutTheDocument(kind)
			return
		}
		text := c.get(a.header.Get("Location") + "/revisions/1/text").want(http.StatusOK)
		if strings.TrimSpace(string(text.body)) == "" {
			t.Error("an empty text was stored")
		}
		c.get(a.header.Get("Location") + "/revisions/1/annotated.html").want(http.StatusOK)
	})
}

// isAboutTheDocument fails where a refusal blames what nobody said.
func (a *answer) isAboutTheDocument(kind string) {
	a.t.Helper()
	if !slices.Contains([]int{http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity}, a.status) {
		a.t.Fatalf("status %d\n%s", a.status, a.body)
	}
	if strings.HasPrefix(kind, "text/") {
		for _, fault := range a.faults() {
			if strings.HasPrefix(fault, "/") {
				a.t.Errorf("%s is a fault of the document %s", fault, a.body)
			}
		}
	}
}
