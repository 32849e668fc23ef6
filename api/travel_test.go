package api_test

import (
	"flag"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"parley/db/dbtest"
)

// travelQuestions are asked after every number of a story; %s is a position.
var travelQuestions = []string{
	"/v1/positions?status=any&limit=200&expand=party,issue,evidence,article", "/v1/positions?standing=true", "/v1/positions/%s?expand=article",
	"/v1/history?status=any&limit=200", "/v1/exports/position-history.csv?status=any", "/v1/positions?issue=withdrawal&subtree=true&party=ukraine,russia",
	"/v1/positions?publisher=The+Wire&attribution=anonymous,named", "/v1/positions?q=words&jointly_with=usa", "/v1/history?article=echo&sort=-recorded",
	"/v1/negotiations/talks/matrix", "/v1/negotiations/talks/matrix?lapse_after=P10D&format=csv", "/v1/negotiations/talks/timeline?lapse_after=P1M",
	"/v1/negotiations/talks/changes?from=0", "/v1/negotiations/talks/changes?from=20", "/v1/negotiations/talks/changes?clock=stated&from=2025-01-01",
	"/v1/negotiations/talks/corroboration", "/v1/negotiations/talks/conflicts", "/v1/negotiations/talks/convergence?weight=salience",
	"/v1/negotiations/talks/network?duplicates=week", "/v1/negotiations/talks/coverage", "/v1/negotiations/talks/matrix.svg", "/v1/negotiations/talks/timeline.svg",
	"/v1/exports/position-history.xlsx?status=any&rows=position", "/v1/exports/position-history.parquet?include_later=1", "/v1/exports/articles.ndjson?text=1&retracted=include",
	"/v1/exports/articles.csv?publisher=The+Wire&q=echo", "/v1/exports/passages.csv?retracted=include", "/v1/exports/matrix.ndjson?negotiation=talks",
	"/v1/exports/network.graphml?negotiation=talks", "/v1/exports/actor-concept.csv?negotiation=talks&count=subtract", "/v1/exports/changes.csv?negotiation=talks&from=0&manifest=1",
	"/v1/exports/datapackage.zip", "/v1/exports/datapackage.zip?text=1&license=CC-BY-4.0",
}

// recordedOnly are questions without a day of the world.
var recordedOnly = regexp.MustCompile(`^/v1/exports/(articles|passages|datapackage)\.`)

// traveller lives through a story and remembers what it was told.
type traveller struct {
	*client
	*storyteller
	told remembered
}

// TestTravel: whatever was once answered for a number is answered with the same
// bytes for ever, also by a server that remembers nothing.
func TestTravel(t *testing.T) {
	eachStory(t, 2, func(t *testing.T, r *rapid.T, v traveller, at string) {
		for range 18 {
			v.live(r)
		}
		v.recallAll(r, v.client)
		v.recallAll(r, serve(t, at))
	})
}

// eachStory begins a story in a database of its own on both engines, so many times,
// unless the command line asks for a number.
func eachStory(t *testing.T, times int, tell func(t *testing.T, r *rapid.T, v traveller, url string)) {
	few(t, times)
	dbtest.Each(t, func(t *testing.T, url string) {
		first := url
		rapid.Check(t, func(r *rapid.T) {
			at := first
			if first = ""; at == "" {
				at = fresh(t)
			}
			v := traveller{serve(t, at).build().buildMore(), &storyteller{}, remembered{}}
			v.start()
			tell(t, r, v, at)
		})
	})
}

// few lowers the number of checks, unless the command line asks for a number:
// each is a long story in a database.
func few(t *testing.T, checks int) {
	const name, usual = "rapid.checks", "100"
	if f := flag.Lookup(name); f.Value.String() == usual {
		flag.Set(name, fmt.Sprint(checks))
		t.Cleanup(func() { flag.Set(name, usual) })
	}
}

// fresh is another database of the engine the test runs on.
func fresh(t *testing.T) string {
	if strings.HasSuffix(t.Name(), "/sqlite") {
		return dbtest.SQLite(t)
	}
	return dbtest.Postgres(t)
}

// live takes one step of the story. A step may be refused; then nothing was
// written. Else every question is asked for the new number, and as it comes.
func (v *traveller) live(r *rapid.T) {
	number := v.head()
	v.step(r, v.client)
	if head := v.head(); head == number {
		return
	}
	number = v.head()
	for _, question := range travelQuestions {
		for _, match := range []string{"certain", "possible"} {
			path := strings.Replace(question, "%s", v.positions[0], 1)
			if !recordedOnly.MatchString(path) {
				path = and(and(path, "as_of", day), "match", match)
			}
			asked := and(path, "known_at", fmt.Sprint(number))
			if strings.Contains(path, "from=20") && number < 20 {
				continue
			}
			if number%8 == 0 { // holding against the contract takes longer than answering
				v.get(path).want(http.StatusOK)
			}
			v.told[asked] = v.bytes(path)
			if named := v.bytes(asked); named != v.told[asked] {
				r.Fatalf("%s\nplain %s\nnamed %s", asked, v.told[asked], named)
			}
		}
	}
}

// bytes asks without holding the answer against the contract.
func (c *client) bytes(path string) string {
	response, err := c.http.Get(c.base + path)
	if err != nil {
		return err.Error()
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		return fmt.Sprint(response.Status, err, string(body))
	}
	return string(body)
}

func (v *traveller) recallAll(r *rapid.T, c *client) {
	for asked, once := range v.told {
		if now := c.bytes(asked); now != once {
			r.Fatalf("%s\nonce %s\nnow  %s\nafter %s", asked, once, now, strings.Join(v.steps, "\n"))
		}
	}
}
