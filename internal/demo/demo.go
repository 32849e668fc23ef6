// Package demo holds a small negotiation, written in our own words from the
// facts of the January 2026 talks, to try Parley on. It imports internal/bundle,
// internal/edtf and internal/ledger.
package demo

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	"parley/internal/bundle"
	"parley/internal/edtf"
	"parley/internal/ledger"
)

//go:embed data
var data embed.FS

// Negotiation is the slug by which the demo is known to be loaded.
const Negotiation = "ukraine-talks-2026"

// Load records the demo unless it is there. It tells whether it was new.
func Load(ctx context.Context, l *ledger.Ledger) (bool, error) {
	r, err := l.Read(ctx, "default")
	if err != nil {
		return false, err
	}
	if _, err := r.Negotiation(Negotiation); !ledger.IsKind(err, ledger.KindNotFound) {
		return false, err
	}
	files, err := fs.Sub(data, "data")
	if err != nil {
		return false, err
	}
	by := ledger.Caller{Workspace: "default", Actor: "demo", Reason: new("demo data")}
	report, err := bundle.Import(ctx, l, by, files, "demo.json", bundle.Options{})
	if err == nil && len(report.Faults) > 0 {
		err = fmt.Errorf("demo data: %w (and %d more)", report.Faults[0], len(report.Faults)-1)
	}
	if err != nil {
		return true, err
	}
	return true, correct(ctx, l)
}

// Corrected is the position that was dated wrongly at first, so that there is
// something to ask both clocks about: an earlier number still tells the old date.
const Corrected = "us-declines-to-name-issue"

func correct(ctx context.Context, l *ledger.Ledger) error {
	by := ledger.Caller{Workspace: "default", Actor: "demo",
		Reason: new("The agency reported the answer from the place on 22 January; the digest dated it wrongly.")}
	_, err := ledger.Write(ctx, l, by, func(w *ledger.Writer) (ledger.Position, error) {
		return w.UpdatePosition(Corrected, ledger.Expect{Any: true}, func(p *ledger.PositionFields) error {
			p.Stated = edtf.MustParse("2026-01-22")
			return nil
		})
	})
	return err
}
