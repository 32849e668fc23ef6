package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/gofrs/flock"

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
	ahead := filepath.Join(p.Dir, "parley-20990101T000000Z.backup")
	if err := os.WriteFile(ahead, nil, 0o600); err != nil {
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
		made, future, err := p.made(now.Add(step.after))
		if err != nil || len(made) != len(step.want) || len(future) != 1 {
			t.Fatalf("after %s: %v, %v", step.after, made, err)
		}
		for i, file := range made {
			if filepath.Base(file) != step.want[i] {
				t.Errorf("after %s: %s, want %s", step.after, file, step.want[i])
			}
		}
	}
	for _, file := range []string{foreign, ahead} {
		if _, err := os.Stat(file); err != nil {
			t.Errorf("%s, which is none of ours, was removed", file)
		}
	}
	other := flock.New(filepath.Join(p.Dir, ".parley-backup.lock"))
	if mine, err := other.TryLock(); !mine || err != nil {
		t.Fatal(mine, err)
	}
	defer other.Unlock()
	if err := p.once(t.Context(), url, now.Add(9*time.Hour)); err != nil {
		t.Error(err)
	}
	if made, _, err := p.made(now.Add(9 * time.Hour)); err != nil || len(made) != 2 || !newest(made).Equal(now.Add(3*time.Hour)) {
		t.Errorf("beside another server's: %v, %v", made, err)
	}
}
