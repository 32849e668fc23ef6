package main

import (
	"context"
	"encoding/json"
)

// workload is one thing that is measured.
type workload struct {
	name     string
	requests [][]byte
	raw      func(context.Context) error
	perRow   bool // count the lines of the answer, on one connection
}

func (b *bench) workloads() []workload {
	var pages, ones, histories, creates [][]byte
	for _, party := range b.sample.parties {
		pages = append(pages, get("/v1/positions?party="+party+"&limit=50&expand=party,issue,evidence"))
	}
	for _, id := range b.sample.positions {
		ones = append(ones, get("/v1/positions/"+id))
	}
	for _, p := range b.sample.pairs {
		histories = append(histories, get("/v1/history?issue="+p.issue+"&party="+p.party))
	}
	for _, q := range b.sample.quotes {
		body, _ := json.Marshal(map[string]any{
			"party": pick(b.sample.parties), "issue": pick(b.sample.issues), "act": "demand", "stance": "opposes",
			"summary": "It demands what the bench asks it to demand.", "stated": "2026-01-22",
			"evidence": []any{map[string]any{"article": q.article, "quote": q.exact, "prefix": q.prefix, "suffix": q.suffix, "relation": "supports",
				"quotation": "indirect", "attribution": "named"}},
		})
		creates = append(creates, post("/v1/positions", body))
	}
	return append(b.searches(), []workload{
		{name: "page", requests: pages, raw: func(ctx context.Context) error { return b.raw.page(ctx, pick(b.sample.parties)) }},
		{name: "one", requests: ones, raw: func(ctx context.Context) error { return b.raw.one(ctx, pick(b.sample.positions)) }},
		{name: "history", requests: histories, raw: func(ctx context.Context) error { return b.raw.history(ctx, pick(b.sample.pairs)) }},
		{name: "create", requests: creates, raw: rawCreate(b.loader)},
		{name: "export", perRow: true, requests: [][]byte{get("/v1/exports/position-history.csv")}},
	}...)
}
