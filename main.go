// Command parley is the negotiation-position tracker: it serves the REST
// interface, migrates its database and imports coding bundles.
package main

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

// contract is served at /openapi.yaml and judges every request.
//
//go:embed openapi.yaml
var contract []byte

// version is set when a release is built.
var version = "0.1.0-dev"

const about = `Parley records who stated what on which question, when, and where that is written,
and answers what each party stood for at any date.

To try it on a demo negotiation:  parley serve --demo`

type commands struct {
	File      string           `name:"config" env:"PARLEY_CONFIG" placeholder:"FILE" help:"YAML file of settings, named as the flags are. Flags and environment win over it."`
	Serve     serveCommand     `cmd:"" help:"Run the tracker: a REST service on the given address."`
	Import    importCommand    `cmd:"" help:"Record coding bundles: files of parties, issues, articles and positions."`
	Key       keyCommand       `cmd:"" help:"Make, list, revoke and rotate access keys."`
	Backup    backupCommand    `cmd:"" help:"Write a backup of the database while it is in use."`
	Restore   restoreCommand   `cmd:"" help:"Make a database of a backup, and verify it."`
	Verify    verifyCommand    `cmd:"" help:"Look through a database and say exactly what is not as it was recorded."`
	Workspace workspaceCommand `cmd:"" help:"Make and list workspaces, and say which anyone may read."`
	Migrate   migrateCommand   `cmd:"" help:"Look after the database schema."`
	Config    configCommand    `cmd:"" help:"Print every setting of serve, its value and where that comes from, without secrets."`
	Health    healthCommand    `cmd:"" help:"Ask a running server whether it is ready; for container health checks."`
	Version   kong.VersionFlag `help:"Print the version and stop."`

	file *configFile
}

// database is the option that every command on a database has.
type database struct {
	DB string `name:"db" env:"PARLEY_DB" placeholder:"FILE|URL" help:"SQLite file or postgres:// URL. Default, where it is left out: parley.db in the user's data directory; empty is refused."`
}

// shortHelp comes with an error: a line, or all commands where none was named.
func shortHelp(o kong.HelpOptions, k *kong.Context) error {
	if k.Command() == "" {
		o.ValueFormatter = kong.DefaultHelpValueFormatter
		return kong.DefaultHelpPrinter(o, k)
	}
	return kong.DefaultShortHelpPrinter(o, k)
}

// wrongUse is the exit code for arguments and settings that cannot be taken, wherever
// they come from. Starting again with the same ones is of no use: parley.service does not.
const wrongUse = 80

// exit is what kong ends the program by: with 0 after help, else for wrong use.
func exit(code int) {
	if code != 0 {
		code = wrongUse
	}
	os.Exit(code)
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	var c commands
	parser := parserOf(&c)
	k, err := parser.Parse(os.Args[1:])
	parser.FatalIfErrorf(err)
	k.Bind(c.file)
	k.BindTo(ctx, (*context.Context)(nil))
	if err := k.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "parley:", err)
		stop()
		if setting := (*wrongSetting)(nil); errors.As(err, &setting) {
			os.Exit(wrongUse)
		}
		os.Exit(1)
	}
}

func parserOf(c *commands) *kong.Kong {
	return kong.Must(c, kong.Name("parley"), kong.Description(about), kong.ShortUsageOnError(), kong.ShortHelp(shortHelp), kong.Exit(exit),
		kong.Vars{"version": version}, kong.ConfigureHelp(kong.HelpOptions{Compact: true}), kong.NamedMapper("path", kong.MapperFunc(path)))
}
