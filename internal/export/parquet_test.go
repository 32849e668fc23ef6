package export

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"testing"

	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/compress"
	"github.com/apache/arrow-go/v18/parquet/file"

	"parley/internal/codebook"
	"parley/internal/ledger"
)

// openParquet reads a file with another library than the one that wrote it.
func openParquet(t *testing.T, data []byte) *file.Reader {
	t.Helper()
	r, err := file.NewParquetReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

// values are those of a column, over all row groups, as CSV writes them; a null
// is nothing.
func values(t *testing.T, r *file.Reader, column int) (list []string) {
	t.Helper()
	for g := range r.NumRowGroups() {
		group := r.RowGroup(g)
		chunk, err := group.Column(column)
		if err != nil {
			t.Fatal(err)
		}
		n := group.NumRows()
		switch c := chunk.(type) {
		case *file.ByteArrayColumnChunkReader:
			list = append(list, batch(t, n, c.ReadBatch, func(v parquet.ByteArray) string { return string(v) })...)
		case *file.Int64ColumnChunkReader:
			list = append(list, batch(t, n, c.ReadBatch, func(v int64) string { return strconv.FormatInt(v, 10) })...)
		case *file.Int32ColumnChunkReader:
			list = append(list, batch(t, n, c.ReadBatch, func(v int32) string { return strconv.FormatInt(int64(v), 10) })...)
		case *file.Float64ColumnChunkReader:
			list = append(list, batch(t, n, c.ReadBatch, func(v float64) string { return cell{kind: isNumber, number: v}.String() })...)
		case *file.BooleanColumnChunkReader:
			list = append(list, batch(t, n, c.ReadBatch, strconv.FormatBool)...)
		default:
			t.Fatalf("column %d is read by %T", column, chunk)
		}
	}
	return list
}

func batch[V any](t *testing.T, n int64, read func(int64, []V, []int16, []int16) (int64, int, error), show func(V) string) (list []string) {
	t.Helper()
	found, defined := make([]V, n), make([]int16, n)
	for done := int64(0); done < n; {
		levels, some, err := read(n-done, found, defined, nil)
		if err != nil || levels == 0 {
			t.Fatalf("%d of %d values, %v", done, n, err)
		}
		next := 0
		for _, present := range defined[:levels] {
			if present == 0 {
				list = append(list, "")
				continue
			}
			list = append(list, show(found[next]))
			next++
		}
		if next != some {
			t.Fatalf("%d values for %d levels", some, next)
		}
		done += levels
	}
	return list
}

func TestParquetReadsBack(t *testing.T) {
	data, _ := written(t, Parquet, Options{}, someRows()...)
	r := openParquet(t, data)
	if r.NumRows() != 3 || r.MetaData().Schema.NumColumns() != len(history.Columns) || r.MetaData().Schema.Root().Name() != "position_history" {
		t.Fatalf("%d rows, %d columns of %s", r.NumRows(), r.MetaData().Schema.NumColumns(), r.MetaData().Schema.Root().Name())
	}
	cells := make([]cell, len(history.Columns))
	for j, c := range history.Columns {
		if got := r.MetaData().Schema.Column(j).Name(); got != c.Name {
			t.Errorf("column %d is %s, want %s", j, got, c.Name)
		}
		got := values(t, r, j)
		for i, row := range someRows() {
			history.read(&row, cells)
			if want := rawParquet(t, c, cells[j]); got[i] != want {
				t.Errorf("row %d, %s: %q, want %q", i, c.Name, got[i], want)
			}
		}
	}
}

// rawParquet is what a column holds: days from 1970 and microseconds.
func rawParquet(t *testing.T, c codebook.Column, v cell) string {
	t.Helper()
	switch {
	case v.empty():
		return ""
	case c.Type == codebook.Date:
		day, err := dayOf(v.text)
		if err != nil {
			t.Fatal(err)
		}
		return strconv.FormatInt(int64(day), 10)
	case c.Type == codebook.Time:
		return "1769158800123456"
	}
	return v.String()
}

// The types are those that the codebook promises, and all columns are compressed.
func TestParquetIsTyped(t *testing.T) {
	data, _ := written(t, Parquet, Options{}, someRows()...)
	r := openParquet(t, data)
	want := map[codebook.Type]string{codebook.Date: "Date", codebook.Integer: "INT64", codebook.Number: "DOUBLE", codebook.Boolean: "BOOLEAN",
		codebook.Time: "Timestamp(isAdjustedToUTC=true, timeUnit=microseconds, is_from_converted_type=false, force_set_converted_type=false)"}
	for i, c := range history.Columns {
		column := r.MetaData().Schema.Column(i)
		got := column.LogicalType().String()
		if got == "None" || c.Type == codebook.Integer {
			got = column.PhysicalType().String()
		}
		if w := want[c.Type]; w != "" && got != w || w == "" && got != "String" {
			t.Errorf("%s, a %s, is %s", c.Name, c.Type, got)
		}
		chunk, err := r.RowGroup(0).MetaData().ColumnChunk(i)
		if err != nil || chunk.Compression() != compress.Codecs.Zstd || column.MaxDefinitionLevel() != 1 {
			t.Errorf("%s: %s, %v", c.Name, chunk.Compression(), err)
		}
	}
}

func TestParquetTellsWhatItIs(t *testing.T) {
	data, sum := written(t, Parquet, Options{}, someRows()...)
	text := openParquet(t, data).MetaData().KeyValueMetadata().FindValue("parley")
	if text == nil {
		t.Fatal("no key parley")
	}
	var told struct {
		About
		Rows       int64
		RowsSHA256 string `json:"rows_sha256"`
	}
	if err := json.Unmarshal([]byte(*text), &told); err != nil {
		t.Fatal(err)
	}
	if told.Rows != 3 || told.RowsSHA256 != sum.RowsSHA256 || asJSON(t, told.About) != asJSON(t, aboutSome()) {
		t.Errorf("%s", *text)
	}
}

// Many rows go in several groups, so that not all are held at once.
func TestParquetGoesInGroups(t *testing.T) {
	row := filled()
	row.Quote = string(bytes.Repeat([]byte("q"), 1<<20))
	data, _ := written(t, Parquet, Options{}, slices.Repeat([]ledger.HistoryRow{row}, 40)...)
	r := openParquet(t, data)
	if r.NumRowGroups() < 2 || r.NumRows() != 40 {
		t.Errorf("%d groups of %d rows", r.NumRowGroups(), r.NumRows())
	}
	if got := values(t, r, slices.Index(history.Names(), "quote")); len(got) != 40 || got[39] != row.Quote {
		t.Errorf("%d quotes", len(got))
	}
}

func TestBrokenParquetOpensNowhere(t *testing.T) {
	data, _ := written(t, Parquet, Options{}, slices.Repeat(someRows(), 200)...)
	for n := 0; n < len(data); n += 1 + len(data)/500 {
		if r, err := file.NewParquetReader(bytes.NewReader(data[:n])); err == nil {
			r.Close()
			t.Fatalf("the first %d of %d bytes open", n, len(data))
		}
	}
}
