package edtf_test

import (
	"strings"
	"testing"
)

func TestRefusals(t *testing.T) {
	for text, want := range map[string]string{
		"":                             "character 1: expected a year of 4 digits",
		"yesterday":                    "character 1: expected a year",
		"..":                           "character 1: expected a year",
		"+2026":                        "character 1: expected a year",
		"202":                          "character 4: expected a year",
		" 2026":                        "character 1: expected a year",
		"2026 ":                        "character 5: expected the end",
		"20260122":                     "needs a Y",
		"-12345":                       "needs a Y",
		"-0000":                        "no year -0000",
		"2026-1":                       "character 7: expected a month of 2 digits",
		"2026-00":                      "character 6: no month 00",
		"2026-13":                      "character 6: no month 13: it is 01 to 12",
		"2026-2X":                      "no month 2X",
		"2026-30-01":                   "no month 30", // day and month swapped, not a season
		"2026-42":                      "no month 42",
		"2026-01-":                     "character 9: expected a day",
		"2026-01-00":                   "no day 00",
		"2026-04-31":                   "character 9: no day 31: it is 01 to 30",
		"2026-02-29":                   "it is 01 to 28",
		"2026-02-3X":                   "no day 3X",
		"2026-21-01":                   "character 8: expected the end",
		"2026-01-22~?":                 "character 12: expected the end",
		"2026-01-22T10:00":             "hh:mm:ss",
		"2026-01T10:00:00":             "character 8: a time of day needs a full date",
		"2026-04-3XT10:00:00":          "needs a full date",
		"2026-01-22T24:00:00":          "an hour is 00 to 23",
		"2026-01-22T10:XX:00":          "a minute is 00 to 59",
		"2026-01-22T10:00:60":          "a second is 00 to 59",
		"2026-01-22T10:00:00z":         "expected the end",
		"2026-01-22T10:00:00+1":        "expected an offset hour",
		"2026-01-22T10:00:00+01:60":    "an offset minute is",
		"2026-01-22T10:00:00Z?":        "expected the end",
		"Y2026":                        "more than four digits",
		"Y":                            "more than four digits",
		"Y012345":                      "cannot begin with 0",
		"Y3000000001":                  "beyond ±3000000000",
		"Y-99999999999999999999999999": "beyond",
		"Y12345-01":                    "expected the end",
		"Y12345~":                      "expected the end",
		"2026/Y12345":                  "character 6: a year with Y cannot be an end",
		"2026-02/2026-01":              "the end, from 2026-01-01, is before the start, from 2026-02-01",
		"2026-01-15/2026-01":           "with X, as in 2026-01-XX",
		"2026-01-22T10:00:00Z/2027":    "character 11: expected the end",
		"2025/2026/2027":               "character 10: expected the end",
		"2026/01/22":                   "character 8: expected a year",
		"2026‑01":                      "character 5: expected the end",
		strings.Repeat("2", 65):        "longer than 64 bytes",
	} {
		refused(t, text, want)
	}
}

func TestLevel2IsNamed(t *testing.T) {
	for text, feature := range map[string]string{
		"[2025,2026]":    "a set of dates",
		"{2025..2026}":   "a set of dates",
		"2025..2026":     "a range of a set",
		"2026..":         "a range of a set",
		"2025/2026-01..": "a range of a set",
		"Y12E6":          "a year with an exponent",
		"Y-12E6S2":       "a year with an exponent",
		"2026S2":         "significant digits",
		"Y123456S3":      "significant digits",
		"2026?-01":       "a qualified part",
		"2026-~01":       "a qualified part",
		"2025/%2026":     "a qualified part",
		"-2026-01~-22":   "a qualified part",
		"202X-01":        "an unspecified digit before a known one",
		"2026-XX-22":     "an unspecified digit before a known one",
		"2026-01-X2":     "an unspecified digit before a known one",
		"2X26":           "an unspecified digit before a known one",
		"2025/2026-X1":   "an unspecified digit before a known one",
		"2XXX":           "over two unspecified digits",
		"-XXXX-XX":       "over two unspecified digits",
		"20XX-XX":        "an unspecified digit before the last part",
		"2026-1X-XX":     "an unspecified digit before the last part",
		"2026-25":        "a season of 25 to 41",
		"-0100-41":       "a season of 25 to 41",
		"2025/2026-33":   "a season of 25 to 41",
	} {
		refused(t, text, "EDTF level 2 ("+feature)
	}
	refused(t, "2026-01~-22", "character 8: EDTF level 2 (a qualified part of a date) is not supported; put")
}
