package api_test

import (
	"flag"
	"fmt"
	"os"
	"testing"

	"parley/db/dbtest"
)

// TestMain fails a complete run that leaves an operation of the contract
// unexercised: that can only be told after the last test.
func TestMain(m *testing.M) {
	code := dbtest.Main(m)
	if code == 0 && complete() {
		for _, gap := range exercised.gaps() {
			fmt.Fprintln(os.Stderr, "no test exercises", gap)
			code = 1
		}
	}
	os.Exit(code)
}

// complete tells whether all tests ran, once at least.
func complete() bool {
	for name, unset := range map[string]string{"test.run": "", "test.skip": "", "test.list": "", "test.fuzz": ""} {
		if f := flag.Lookup(name); f != nil && f.Value.String() != unset {
			return false
		}
	}
	return true
}
