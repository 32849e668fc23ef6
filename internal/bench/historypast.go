package main

import (
	"context"
	"fmt"

	"github.com/google/uuid"
)

const matrixPath = "/v1/negotiations/" + talksSlug + "/matrix"

// matrix compares the matrix of one negotiation in the two databases.
func (c *historyCommand) matrix(ctx context.Context, small, large *side) error {
	compared("small", "large")
	both := func(name, path string) comparison {
		return comparison{name, asked{small.address, [][]byte{get(path)}}, asked{large.address, [][]byte{get(path)}}}
	}
	at := func(s *side) asked { return asked{s.address, s.known(s.present, one(matrixPath))} }
	return c.measure(ctx,
		both("matrix, JSON", matrixPath),
		both("matrix, CSV", matrixPath+"?format=csv"),
		both("matrix, what lapses", matrixPath+"?lapse_after=P2Y"),
		comparison{"matrix, names not remembered", at(small), at(large)})
}

// question is what is asked of the negotiation, in as many ways as there are.
type question struct {
	name  string
	paths []string
}

func one(path string) []string { return []string{path} }

func (s *side) questions() []question {
	pairs := func(issues []uuid.UUID) (paths []string) {
		for _, issue := range issues {
			for _, party := range s.parties {
				paths = append(paths, fmt.Sprintf("/v1/history?issue=%s&party=%s", issue, party))
			}
		}
		return paths
	}
	const page = "/v1/positions?limit=50&expand=party,issue,evidence"
	var singles, byIssue []string
	for _, id := range s.positions {
		singles = append(singles, "/v1/positions/"+id.String())
	}
	for _, id := range s.issues {
		byIssue = append(byIssue, page+"&issue="+id.String())
	}
	return []question{
		{"page of 50 of an issue, expanded", byIssue},
		{"history of a pair", pairs(s.issues[1:])},
		{"history of a pair corrected 40 times", pairs(s.issues[:1])[:hotPairs]},
		{"matrix", one(matrixPath)},
		{"one position", singles[hotPairs*talkPositions:]},
		{"one position corrected 40 times", singles[:hotPairs*talkPositions]},
	}
}

// known asks each question at each number, but no more often than is needed for
// all numbers to come up.
func (s *side) known(numbers []int64, paths []string) (requests [][]byte) {
	for i := range max(len(numbers), len(paths)) {
		path, mark := paths[i%len(paths)], "?"
		for _, r := range path {
			if r == '?' {
				mark = "&"
			}
		}
		requests = append(requests, get(fmt.Sprintf("%s%sknown_at=%d", path, mark, numbers[i%len(numbers)])))
	}
	return requests
}

func all(paths []string) (requests [][]byte) {
	for _, path := range paths {
		requests = append(requests, get(path))
	}
	return requests
}

// past compares the negotiation before its record moved on with what it is now:
// first at one number, whose names are remembered, then at numbers that are new
// to the server nearly every time.
func (c *historyCommand) past(ctx context.Context, s *side) error {
	compared("now", "then")
	var warm, cold []comparison
	for _, q := range s.questions() {
		warm = append(warm, comparison{q.name, asked{s.address, all(q.paths)}, asked{s.address, s.known(s.past[:1], q.paths)}})
		cold = append(cold, comparison{q.name + ", names not remembered",
			asked{s.address, s.known(s.present, q.paths)}, asked{s.address, s.known(s.past, q.paths)}})
	}
	return c.measure(ctx, append(warm, cold...)...)
}
