package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/gofrs/flock"

	"parley/db"
	"parley/internal/ops"
)

// backupPlan has a server write backups of its database as it runs.
type backupPlan struct {
	Dir   string        `env:"PARLEY_BACKUP_DIR" type:"path" placeholder:"DIR" help:"Write backups into this folder while serving. Default: none."`
	Every time.Duration `env:"PARLEY_BACKUP_EVERY" default:"24h" help:"How often."`
	Keep  int           `env:"PARLEY_BACKUP_KEEP" default:"7" help:"How many to keep; older ones are removed."`
}

// The names sort by time.
const (
	backupName    = "parley-20060102T150405Z.backup"
	backupPattern = "parley-*Z.backup"
)

// run writes a backup whenever the newest is old enough, until the context ends.
// After a failure it tries again with the next look.
func (p *backupPlan) run(ctx context.Context, url string) {
	if p.Dir == "" {
		return
	}
	look := time.NewTicker(max(time.Second, p.Every/24))
	defer look.Stop()
	for {
		if err := p.once(ctx, url, time.Now().UTC()); err != nil && ctx.Err() == nil {
			slog.Error("no backup was made", "cause", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-look.C:
		}
	}
}

// once makes a backup if it is time. Another server that has the same folder may be at it.
func (p *backupPlan) once(ctx context.Context, url string, now time.Time) error {
	alone := flock.New(filepath.Join(p.Dir, ".parley-backup.lock"))
	if mine, err := alone.TryLock(); !mine || err != nil {
		return err
	}
	defer alone.Unlock() //nolint:errcheck // the end of the process does it too
	made, ahead, err := p.made(now)
	if err != nil {
		return err
	}
	for _, file := range ahead {
		slog.Warn("a backup is dated ahead: it is neither counted nor removed", "file", file)
	}
	if now.Sub(newest(made)) < p.Every {
		return nil
	}
	file := filepath.Join(p.Dir, now.Format(backupName))
	if err := db.Backup(ctx, url, file); err != nil {
		return err
	}
	slog.Info("backup made", "file", file)
	return p.prune(append(made, file))
}

// made lists the backups there are, the oldest first, apart from those that are dated
// ahead, by a clock that was wrong or by hand: if they counted, no other would be made.
func (p *backupPlan) made(now time.Time) (made, ahead []string, err error) {
	files, err := filepath.Glob(filepath.Join(p.Dir, backupPattern))
	slices.Sort(files)
	for _, file := range files {
		switch at := madeAt(file); {
		case at.After(now):
			ahead = append(ahead, file)
		case !at.IsZero():
			made = append(made, file)
		}
	}
	return made, ahead, err
}

// newest is when the last of them was made; long ago where there is none.
func newest(made []string) time.Time {
	if len(made) == 0 {
		return time.Time{}
	}
	return madeAt(made[len(made)-1])
}

// measure shows when the last backup was made, by this server or another one.
func (p *backupPlan) measure(m *ops.Metrics) {
	if p.Dir == "" {
		return
	}
	m.Gauge("parley_backup_interval_seconds", "How often a backup is to be made.", p.Every.Seconds)
	m.Ask("parley_backup_last_success_timestamp_seconds", "When the newest backup in the folder was made; 0 where there is none.", nil, func(_ context.Context, tell ops.Tell) error {
		made, _, err := p.made(time.Now())
		if err == nil {
			tell(float64(max(0, newest(made).Unix())))
		}
		return err
	})
}

func madeAt(file string) time.Time {
	t, err := time.Parse(backupName, filepath.Base(file))
	if err != nil {
		return time.Time{} // not one of ours: neither counted nor removed
	}
	return t
}

// sweep removes what a kill left of a backup.
func (p *backupPlan) sweep() error {
	files, err := filepath.Glob(filepath.Join(p.Dir, backupPattern+".partial*"))
	for _, file := range files {
		err = errors.Join(err, os.Remove(file))
	}
	return err
}

// prune removes what is too old, and only after a newer one was made.
func (p *backupPlan) prune(made []string) error {
	errs := []error{p.sweep()}
	for _, file := range made[:max(0, len(made)-p.Keep)] {
		errs = append(errs, os.Remove(file))
	}
	return errors.Join(errs...)
}
