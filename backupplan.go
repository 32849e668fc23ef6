package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"time"

	"parley/db"
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

func (p *backupPlan) once(ctx context.Context, url string, now time.Time) error {
	made, err := p.made()
	if err != nil {
		return err
	}
	if len(made) > 0 && now.Sub(madeAt(made[len(made)-1])) < p.Every {
		return nil
	}
	file := filepath.Join(p.Dir, now.Format(backupName))
	if err := db.Backup(ctx, url, file); err != nil {
		return err
	}
	slog.Info("backup made", "file", file)
	return p.prune(append(made, file))
}

// made lists the backups there are, the oldest first.
func (p *backupPlan) made() ([]string, error) {
	files, err := filepath.Glob(filepath.Join(p.Dir, backupPattern))
	files = slices.DeleteFunc(files, func(f string) bool { return madeAt(f).IsZero() })
	slices.Sort(files)
	return files, err
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
