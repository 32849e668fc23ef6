package export

import (
	"io"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"parley/internal/ledger"
)

// An encoder of the usual window would hold 30 MB by itself.
func TestParquetHoldsLittle(t *testing.T) {
	const rows, most = 20_000, 24 << 20
	before, held := heap(), uint64(0)
	each := func(fn func(*ledger.HistoryRow) error) error {
		row := filled()
		for i := range rows {
			row.Quote, row.Summary = strings.Repeat(strconv.Itoa(i)+" ", 60), strings.Repeat(strconv.Itoa(i)+",", 40)
			if err := fn(&row); err != nil {
				return err
			}
			if i%4000 == 3999 {
				held = max(held, heap()-before)
			}
		}
		return nil
	}
	if _, err := Write(io.Discard, Parquet, history, aboutSome(), Options{}, each); err != nil {
		t.Fatal(err)
	}
	if held > most {
		t.Errorf("%d MB are held while it is written", held>>20)
	}
	t.Logf("%d MB", held>>20)
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
