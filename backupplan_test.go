package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"parley/db"
	"parley/internal/demo"
	"parley/internal/ledger"
)

func TestBackupsAreMadeInTimeAndOldOnesRemoved(t *testing.T) {
	url := filepath.Join(t.TempDir(), "x.db")
	d, err := db.Open(t.Context(), db.Options{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	store := db.NewStore(d)
	defer store.Close()
	if _, err := demo.Load(t.Context(), ledger.New(store)); err != nil {
		t.Fatal(err)
	}
	p := backupPlan{Dir: filepath.Join(t.TempDir(), "backups"), Every: time.Hour, Keep: 2}
	if err := (&settings{Backup: p}).checkFiles(); err != nil {
		t.Fatal(err)
	}
	foreign := filepath.Join(p.Dir, "parley-oldZ.backup")
	if err := os.WriteFile(foreign, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 1, 22, 12, 0, 0, 0, time.UTC)
	for _, step := range []struct {
		after time.Duration
		want  []string
	}{
		{0, []string{"parley-20260122T120000Z.backup"}},
		{59 * time.Minute, []string{"parley-20260122T120000Z.backup"}},
		{time.Hour, []string{"parley-20260122T120000Z.backup", "parley-20260122T130000Z.backup"}},
		{3 * time.Hour, []string{"parley-20260122T130000Z.backup", "parley-20260122T150000Z.backup"}},
	} {
		if err := p.once(t.Context(), url, now.Add(step.after)); err != nil {
			t.Fatal(err)
		}
		made, err := p.made()
		if err != nil || len(made) != len(step.want) {
			t.Fatalf("after %s: %v, %v", step.after, made, err)
		}
		for i, file := range made {
			if filepath.Base(file) != step.want[i] {
				t.Errorf("after %s: %s, want %s", step.after, file, step.want[i])
			}
		}
	}
	if _, err := os.Stat(foreign); err != nil {
		t.Error("a file that is none of ours was removed")
	}
}
