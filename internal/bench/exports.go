package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/http"
	"runtime"
	"time"
)

// exports reads one whole export from each side, one after the other.
func (b *bench) exports(ctx context.Context) (f figures, err error) {
	if f.product, err = readExport(ctx, b.product); err != nil {
		return f, err
	}
	if b.Binary != "" {
		if f.serve, err = readExport(ctx, b.serve); err != nil {
			return f, err
		}
	}
	if f.plain, err = readExport(ctx, b.plain); err != nil {
		return f, err
	}
	start, before := time.Now(), cpuTime()
	f.raw.Requests, err = b.raw.export(ctx)
	f.raw.Seconds, f.raw.Answered, f.raw.CPU = time.Since(start).Seconds(), f.raw.Requests, cpuTime()-before
	return f, err
}

// readExport counts the lines of an export and its bytes for each.
func readExport(ctx context.Context, by served) (result, error) {
	runtime.GC()
	start, before := time.Now(), by.cpu()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+by.address+"/v1/exports/position-history.csv", nil)
	if err != nil {
		return result{}, err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return result{}, err
	}
	defer answer.Body.Close()
	r := result{Requests: -1} // the header is no row
	in := bufio.NewReaderSize(answer.Body, 256<<10)
	for {
		line, err := in.ReadSlice('\n')
		r.Bytes += int64(len(line))
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return r, err
		}
		if len(line) > 2 && line[len(line)-2] == '\r' { // quoted cells may hold plain line ends
			r.Requests++
		}
	}
	r.Seconds, r.Answered, r.CPU = time.Since(start).Seconds(), r.Requests, by.cpu()-before
	return r, nil
}
