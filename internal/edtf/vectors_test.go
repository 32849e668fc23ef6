package edtf_test

import (
	"encoding/json"
	"strings"
	"testing"

	"parley/internal/edtf"
	"parley/internal/material"
)

type vector struct {
	EDTF   string
	Valid  bool
	Source string
}

// TestVectors holds the package to what other implementations accept and refuse.
func TestVectors(t *testing.T) {
	accepted, level2, invalid := 0, 0, 0
	for _, v := range readVectors(t) {
		d, err := edtf.Parse(v.EDTF)
		switch {
		case !v.Valid && err == nil:
			t.Errorf("%q is read as %s to %s, but invalid by %s", v.EDTF, d.Earliest(), d.Latest(), v.Source)
		case !v.Valid:
			invalid++
		case err == nil:
			accepted++
		case isLevel2(v.EDTF) && strings.Contains(err.Error(), "level 2"):
			level2++
		default:
			t.Errorf("valid by %s and not level 2: %v", v.Source, err)
		}
	}
	t.Logf("%d accepted, %d refused as level 2, %d refused as invalid", accepted, level2, invalid)
}

func readVectors(t *testing.T) []vector {
	t.Helper()
	var vectors []vector
	if err := json.Unmarshal(material.Read(t, "data/edtf_vectors.json"), &vectors); err != nil || len(vectors) == 0 {
		t.Fatalf("%d vectors: %v", len(vectors), err)
	}
	return vectors
}

// isLevel2 reads the feature list of the standard without the parser or its
// patterns, so that a gap in level 1 cannot pass as level 2.
func isLevel2(text string) bool {
	if strings.ContainsAny(text, "[]{}ES") {
		return true
	}
	for end := range strings.SplitSeq(text, "/") {
		if end != ".." && (strings.Contains(end, "..") || isLevel2Date(end)) {
			return true
		}
	}
	return false
}

func isLevel2Date(date string) bool {
	if last := len(date) - 1; last >= 0 && strings.IndexByte("?~%", date[last]) >= 0 {
		date = date[:last]
	}
	if strings.ContainsAny(date, "?~%") {
		return true // qualifies less than the whole date
	}
	year, rest, hasMonth := strings.Cut(strings.TrimPrefix(date, "-"), "-")
	if x := strings.Count(year, "X"); x > 2 || x > 0 && hasMonth {
		return true
	}
	isSeason := len(rest) == 2 && "25" <= rest && rest <= "41"
	_, afterX, _ := strings.Cut(rest, "X")
	return isSeason || strings.ContainsAny(afterX, "0123456789")
}
