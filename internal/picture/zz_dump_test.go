package picture

import (
	"os"
	"testing"
)

func TestDump(t *testing.T) {
	d := os.Getenv("DUMP")
	if d == "" {
		t.Skip()
	}
	w := func(n string, b []byte) { os.WriteFile(d+"/"+n+".svg", b, 0o644) }
	w("matrix", drawMatrix(t, matrix()))
	w("timeline", drawTimeline(t, timeline()))
	w("matrix-1", drawMatrix(t, big(1, 2)))
	w("matrix-12", drawMatrix(t, big(12, 6)))
	w("matrix-40", drawMatrix(t, big(40, 12)))
	w("matrix-over", drawMatrix(t, big(90, 45)))
	w("timeline-1", drawTimeline(t, long(1)))
	w("timeline-40", drawTimeline(t, long(40)))
	w("timeline-600", drawTimeline(t, long(600)))
	v := matrix()
	v.Issues, v.Cells = nil, nil
	w("matrix-0", drawMatrix(t, v))
	w("timeline-0", drawTimeline(t, long(0)))
}
