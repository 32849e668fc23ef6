package main

import (
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

func TestHelp(t *testing.T) {
	k, err := kong.New(&commands{}, kong.Vars{"version": version})
	if err != nil {
		t.Fatal(err)
	}
	top := parley(t, "--help")
	top.wants(t, 0, "parley serve --demo")
	leaves := k.Model.Leaves(true)
	if len(leaves) < 6 {
		t.Fatalf("%d commands", len(leaves))
	}
	for _, leaf := range leaves {
		path := strings.TrimPrefix(leaf.FullPath(), k.Model.Name+" ")
		top.wants(t, 0, path)
		help := parley(t, append(strings.Fields(path), "--help")...)
		help.stdout = strings.Join(strings.Fields(help.stdout), " ") // lines are wrapped
		help.wants(t, 0, leaf.Help)
		for _, flag := range leaf.Flags {
			help.wants(t, 0, "--"+flag.Name)
			for _, name := range flag.Envs {
				help.wants(t, 0, name)
			}
		}
		if path != "health" {
			help.wants(t, 0, "PARLEY_DB", "--db")
		}
	}
}

func TestUsage(t *testing.T) {
	parley(t, "--version").wants(t, 0, version)
	for _, args := range [][]string{{}, {"frobnicate"}, {"serve", "--frobnicate"}} {
		if out := parley(t, args...); out.code == 0 || !strings.Contains(out.stdout+out.stderr, "serve") {
			t.Errorf("parley %v: %+v", args, out)
		}
	}
}

func TestHealth(t *testing.T) {
	s := serve(t)
	addr := strings.TrimPrefix(s.base, "http://")
	parley(t, "health", "--addr", addr).wants(t, 0)
	s.kill()
	parley(t, "health", "--addr", addr).wants(t, 1, addr)
}
