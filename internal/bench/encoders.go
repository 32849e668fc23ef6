package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"github.com/bytedance/sonic"
	goccy "github.com/goccy/go-json"

	"parley/db"
	"parley/internal/ledger"
)

type encodersCommand struct {
	DB string `arg:"" help:"A loaded database."`
}

// Run compares encoders on a page of 50 positions with party, issue and
// evidence, and decoders on the bodies that such a page is read from.
func (c *encodersCommand) Run(ctx context.Context) error {
	d, err := db.Open(ctx, db.Options{URL: c.DB})
	if err != nil {
		return err
	}
	defer d.Close()
	r, err := ledger.New(db.NewStore(d)).Read(ctx, "default")
	if err != nil {
		return err
	}
	page, err := r.Positions(ledger.PositionFilter{}, ledger.Page{Limit: 50, Sort: ledger.SortStated})
	if err != nil {
		return err
	}
	bodies := make([][]byte, 0, 200)
	for i := range page {
		body, err := json.Marshal(page[i])
		if err != nil {
			return err
		}
		bodies = append(bodies, body)
	}
	if err := r.Expand(page, ledger.Expansion{Party: true, Issue: true, Evidence: true}); err != nil {
		return err
	}
	fmt.Printf("| %s, 50 positions | encode, µs | decode the bodies, µs |\n|---|---:|---:|\n", "encoder")
	for _, e := range []struct {
		name      string
		marshal   func(any) ([]byte, error)
		unmarshal func([]byte, any) error
	}{
		{"encoding/json", json.Marshal, json.Unmarshal},
		{"bytedance/sonic (std)", sonic.ConfigStd.Marshal, sonic.ConfigStd.Unmarshal},
		{"bytedance/sonic (default)", sonic.ConfigDefault.Marshal, sonic.ConfigDefault.Unmarshal},
		{"goccy/go-json", goccy.Marshal, goccy.Unmarshal},
	} {
		var failed error
		encode := testing.Benchmark(func(b *testing.B) {
			for range b.N {
				_, err := e.marshal(page)
				failed = errors.Join(failed, err)
			}
		})
		decode := testing.Benchmark(func(b *testing.B) {
			for range b.N {
				for _, body := range bodies {
					var p ledger.Position
					failed = errors.Join(failed, e.unmarshal(body, &p))
				}
			}
		})
		if failed != nil {
			fmt.Printf("| %s | fails: %.80v | |\n", e.name, failed)
			continue
		}
		fmt.Printf("| %s | %d | %d |\n", e.name, encode.NsPerOp()/1000, decode.NsPerOp()/1000)
	}
	return nil
}
