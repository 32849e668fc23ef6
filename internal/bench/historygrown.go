package main

import (
	"context"
)

// grown compares the present with the number at which a tenth of the positions
// had been recorded, of which nothing changed since.
func (c *historyCommand) grown(ctx context.Context, s *side) error {
	compared("now", "at a tenth")
	var number int64
	err := s.db.Read.QueryRowContext(ctx, `SELECT from_number FROM position_versions ORDER BY id
		LIMIT 1 OFFSET (SELECT count(*) / 10 FROM positions)`).Scan(&number)
	if err != nil {
		return err
	}
	pairs, err := s.pairs(ctx)
	if err != nil {
		return err
	}
	const page = "/v1/positions?limit=50&expand=party,issue,evidence"
	var parties []string
	for _, id := range s.parties {
		parties = append(parties, page+"&party="+id.String())
	}
	var list []comparison
	for _, q := range []question{
		{"page of 50, newest statements", one(page)},
		{"page of 50, newest recorded", one(page + "&sort=-recorded")},
		{"page of 50, first recorded", one(page + "&sort=recorded")},
		{"page of 50 of a busy party", parties},
		{"history of any pair, 50 rows", pairs},
	} {
		list = append(list, comparison{q.name, asked{s.address, all(q.paths)}, asked{s.address, s.known([]int64{number}, q.paths)}})
	}
	return c.measure(ctx, list...)
}

// pairs are those of the positions recorded first.
func (s *side) pairs(ctx context.Context) (paths []string, err error) {
	rows, err := s.db.Read.QueryContext(ctx, "SELECT DISTINCT issue_id, party_id FROM (SELECT issue_id, party_id FROM positions ORDER BY id LIMIT 5000) AS oldest")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var issue, party string
		if err := rows.Scan(&issue, &party); err != nil {
			return nil, err
		}
		paths = append(paths, "/v1/history?issue="+issue+"&party="+party)
	}
	return paths, rows.Err()
}
