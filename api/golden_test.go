package api_test

import (
	"encoding/json"
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"testing"
)

var updateGolden = flag.Bool("update", false, "write the golden files instead of comparing with them")

// golden compares text with a file in testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *updateGolden {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; look at it and run go test ./api -update\ngot:\n%s\nwant:\n%s", path, got, want)
	}
}

// Problems are read by people: their words are part of the interface.
func TestProblems(t *testing.T) {
	each(t, func(c *client) {
		at := "/v1/positions/" + c.state(object{"slug": "it"})
		for name, send := range map[string]func() *answer{
			"not-found":         func() *answer { return c.get("/v1/parties/nobody") },
			"no-such-path":      func() *answer { return c.get("/v2/parties") },
			"delete":            func() *answer { return c.do(http.MethodDelete, "/v1/parties/ukraine", nil) },
			"unknown-parameter": func() *answer { return c.get("/v1/negotiations/talks?exclude=all") },
			"bad-parameters":    func() *answer { return c.get("/v1/parties?limit=0&kind=planet") },
			"unknown-filter":    func() *answer { return c.get("/v1/positions?party=atlantis") },
			"foreign-cursor":    func() *answer { return c.get("/v1/parties?cursor=e30") },
			"invalid":           func() *answer { return c.post("/v1/parties", object{"kind": "planet", "nmae": "X"}) },
			"bad-json":          func() *answer { return c.post("/v1/parties", "{") },
			"media-type":        func() *answer { return c.post("/v1/parties", "x", with("Content-Type", "text/plain")) },
			"no-if-match":       func() *answer { return c.patch("/v1/parties/usa", object{"name": "USA"}) },
			"stale":             func() *answer { return c.patch("/v1/parties/usa", object{"name": "USA"}, ifMatch(`"1-0"`)) },
			"slug-taken":        func() *answer { return c.post("/v1/negotiations", object{"slug": "talks", "name": "X"}) },
			"accepted-already":  func() *answer { return c.post(at+"/accept", nil) },
			"quote-ambiguous": func() *answer {
				return c.post("/v1/positions", position(object{"evidence": []object{quote("The door stays open.", nil)}}))
			},
			"quote-not-found": func() *answer {
				return c.post("/v1/positions", position(object{"evidence": []object{quote("Kyiv would pull its tanks back by up to 50 km", nil)}}))
			},
		} {
			c.run(name, func(c *client) {
				var problem any
				if err := json.Unmarshal(send().body, &problem); err != nil {
					c.t.Fatal(err)
				}
				pretty, err := json.MarshalIndent(problem, "", "  ")
				if err != nil {
					c.t.Fatal(err)
				}
				golden(c.t, "problem-"+name+".json", stable(string(pretty))+"\n")
			})
		}
	}, (*client).build)
}
