package main

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"parley/db"
	"parley/internal/search"
)

// searches ask for two words anywhere, for three in a row, and for a word of what
// a party is or says. In the set each word stands in nearly every article, and
// three given ones in a row in a few.
func (b *bench) searches() []workload {
	var two, row, named []string
	for range 200 {
		two = append(two, plainWord()+" "+plainWord())
		row = append(row, `"`+plainWord()+" "+plainWord()+" "+plainWord()+`"`)
		named = append(named, `"`+pick(b.loader.party).Name+`" `+plainWord())
	}
	of := func(name string, queries []string) workload {
		w := workload{name: name, raw: func(ctx context.Context) error { return b.raw.search(ctx, pick(queries)) }}
		for _, q := range queries {
			w.requests = append(w.requests, get("/v1/search?q="+url.QueryEscape(q)))
		}
		return w
	}
	return []workload{of("words", two), of("phrase", row), of("name", named)}
}

// plainWord is a word of the set that is letters only.
func plainWord() string {
	for {
		if w := pick(words); strings.ToLower(w) == w && search.Phrase(w).Text == strings.Join(search.Phrase(w).Words, " ") {
			return w
		}
	}
}

// search asks the engine's own index for the places of the first 20 hits, which
// it neither reads nor shows.
func (r *rawSQL) search(ctx context.Context, q string) error {
	parsed, err := search.Parse(q)
	if err != nil {
		return err
	}
	query, quote, next, and := "SELECT rowid FROM search_words WHERE search_words MATCH $1 ORDER BY rowid DESC LIMIT 20", `"`, `" + "`, " AND "
	if r.Engine == db.Postgres {
		query, quote, next, and = "SELECT place FROM search_words WHERE workspace_id = 1 AND words @@ CAST(CAST($1 AS TEXT) AS TSQUERY) ORDER BY place DESC LIMIT 20", "'", "' <-> '", " & "
	}
	var terms []string
	for _, t := range parsed.Terms {
		terms = append(terms, "("+quote+"1:"+strings.Join(t.Words, next+"1:")+quote+")")
	}
	_, err = r.rows(ctx, nil, query, strings.Join(terms, and))
	return err
}

// search is full text as one writes it in an afternoon: LIKE on every text, the
// newest first, without names of parties, scripts or places.
func (s *plainServer) search(c *gin.Context) {
	like := "%" + strings.Join(strings.Fields(strings.ToLower(c.Query("q"))), "%") + "%"
	if strings.HasPrefix(c.Query("q"), `"`) {
		like = strings.ReplaceAll(strings.ToLower(c.Query("q")), `"`, "%")
	}
	rows, err := s.query(c, `SELECT 'position' AS kind, id, summary AS shown FROM plain_position WHERE LOWER(summary) LIKE $1
		UNION ALL SELECT 'passage', id, exact FROM plain_passage WHERE LOWER(exact) LIKE $1
		UNION ALL SELECT 'article', article_id, SUBSTR(text, 1, 240) FROM plain_revision WHERE LOWER(text) LIKE $1
		ORDER BY id DESC LIMIT 20`, like)
	if err != nil {
		c.AbortWithError(500, err)
		return
	}
	defer rows.Close()
	list := []gin.H{}
	for rows.Next() {
		var kind, id, shown string
		if err := rows.Scan(&kind, &id, &shown); err != nil {
			c.AbortWithError(500, err)
			return
		}
		list = append(list, gin.H{"kind": kind, "id": id, "snippet": shown})
	}
	c.JSON(http.StatusOK, gin.H{"items": list})
}
