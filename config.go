package main

import (
	"context"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/alecthomas/kong"

	"parley/db"
)

type configCommand struct {
	settings
}

// Run prints every setting of serve with its value and where that comes from.
func (c *configCommand) Run(_ context.Context, k *kong.Context, file *configFile) error {
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "SETTING\tVALUE\tFROM")
	for _, flag := range k.Selected().Flags {
		fmt.Fprintf(table, "%s\t%s\t%s\n", flag.Name, shown(flag), origin(k, file, flag))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	for _, name := range strays(k.Model) {
		fmt.Printf("%s is set in the environment, and there is no such setting\n", name)
	}
	return nil
}

// shown is a value as it may be printed. A flag tagged secret:"" is only said
// to be set; passwords in URLs are masked wherever they are.
func shown(flag *kong.Flag) string {
	text := fmt.Sprint(flag.Target.Interface())
	switch flag.Target.Kind() {
	case reflect.Map:
		text = strings.Trim(strings.TrimPrefix(text, "map"), "[]")
	case reflect.Slice: // one by one, as several URLs are no URL
		text = redactedList(flag.Target)
	default:
		text = db.Redact(text)
	}
	switch {
	case text == "":
		return "-"
	case flag.Tag.Has("secret"):
		return "(set, not shown)"
	}
	return text
}

func redactedList(list reflect.Value) string {
	all := make([]string, list.Len())
	for i := range all {
		all[i] = db.Redact(fmt.Sprint(list.Index(i).Interface()))
	}
	return strings.Join(all, ",")
}

func origin(k *kong.Context, file *configFile, flag *kong.Flag) string {
	for _, p := range k.Path {
		if p.Flag == flag && !p.Resolved {
			return "flag"
		}
	}
	if name := fromEnvironment(flag); name != "" {
		return "environment, " + name
	}
	if line := file.find(flag); line != nil {
		return fmt.Sprintf("%s, line %d", file.path, line.number)
	}
	return "default"
}

// strays are variables that look like settings and are none: mistyped, most
// often. They do not stop the start, because Kubernetes sets such variables for
// every service of that name.
func strays(app *kong.Application) (names []string) {
	known := []string{}
	for _, leaf := range append(app.Leaves(true), app.Node) {
		for _, flag := range leaf.Flags {
			known = append(known, flag.Envs...)
		}
	}
	for _, pair := range os.Environ() {
		name, _, _ := strings.Cut(pair, "=")
		if strings.HasPrefix(name, "PARLEY_") && !strings.HasPrefix(name, "PARLEY_TEST_") && !slices.Contains(known, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
