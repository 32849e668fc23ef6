package main

import (
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"

	"github.com/alecthomas/kong"
	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// configFile is a YAML file whose keys are the long names of flags. It gives
// what neither a flag nor the environment does.
type configFile struct {
	path  string
	lines []configLine
}

type configLine struct {
	key, value string
	number     int
}

// BeforeResolve reads the file, once flags and environment have said which.
func (c *commands) BeforeResolve(k *kong.Context) error {
	path := c.File
	for _, p := range k.Path {
		if p.Flag != nil && p.Flag.Name == "config" {
			path, _ = k.FlagValue(p.Flag).(string)
		}
	}
	if path == "" {
		return nil
	}
	file, err := readConfigFile(path)
	if err != nil {
		return fmt.Errorf("--config: %w", err)
	}
	c.file = file
	k.AddResolver(file)
	return file.Validate(k.Model)
}

func readConfigFile(path string) (*configFile, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	tree, err := parser.ParseBytes(text, 0)
	if err != nil {
		// Without the lines around the fault, which may hold a password.
		return nil, fmt.Errorf("%s is not YAML: %s", path, yaml.FormatError(err, false, false))
	}
	f := &configFile{path: path}
	for _, doc := range tree.Docs {
		if err := f.take(doc.Body); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	return f, nil
}

// take reads one document; an empty one has no body.
func (f *configFile) take(body ast.Node) error {
	switch body := body.(type) {
	case nil, *ast.CommentGroupNode, *ast.NullNode:
		return nil
	case *ast.MappingNode:
		return f.takeAll(body.Values)
	case *ast.MappingValueNode:
		return f.takeAll([]*ast.MappingValueNode{body})
	}
	return errors.New("write one setting on each line, as in addr: 127.0.0.1:8080")
}

func (f *configFile) takeAll(pairs []*ast.MappingValueNode) error {
	for _, pair := range pairs {
		line := configLine{key: pair.Key.GetToken().Value, number: pair.Key.GetToken().Position.Line}
		var err error
		if line.value, err = asFlag(pair.Value); err != nil {
			return fmt.Errorf("line %d: %s %w", line.number, line.key, err)
		}
		f.lines = append(f.lines, line)
	}
	return nil
}

// asFlag is a value as it would be written behind a flag; a list is joined by
// commas.
func asFlag(value ast.Node) (string, error) {
	switch value := value.(type) {
	case *ast.NullNode:
		return "", errors.New("has no value; leave the line out or write one")
	case *ast.SequenceNode:
		var all []string
		for _, v := range value.Values {
			one, err := asFlag(v)
			if err != nil {
				return "", err
			}
			all = append(all, one)
		}
		return strings.Join(all, ","), nil
	case *ast.LiteralNode:
		return strings.TrimSpace(value.Value.Value), nil
	case ast.ScalarNode:
		return value.GetToken().Value, nil
	}
	return "", errors.New("is not a plain value or a list of them")
}

// Validate refuses keys that are no settings of serve. Flags of other commands
// count where serve has one of the same name, such as db.
func (f *configFile) Validate(app *kong.Application) error {
	settings := map[string]bool{}
	for _, leaf := range app.Leaves(true) {
		for _, flag := range leaf.Flags {
			settings[flag.Name] = settings[flag.Name] || leaf.Name == "serve"
		}
	}
	for _, line := range f.lines {
		if !settings[line.key] {
			return fmt.Errorf("%s: line %d: there is no setting %q; `parley config` lists them", f.path, line.number, line.key)
		}
	}
	return nil
}

// find is the line that gives a flag, unless the environment does.
func (f *configFile) find(flag *kong.Flag) *configLine {
	if f == nil || fromEnvironment(flag) != "" {
		return nil
	}
	for i, line := range f.lines {
		if line.key == flag.Name {
			return &f.lines[i]
		}
	}
	return nil
}

// Resolve gives kong the text of a flag that was not on the command line.
func (f *configFile) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	line := f.find(flag)
	if line == nil {
		return nil, nil
	}
	// Tried here, because kong would not say where the value comes from.
	scan := kong.Scan().PushTyped(line.value, kong.FlagValueToken)
	trial := reflect.New(flag.Target.Type()).Elem()
	if err := flag.Mapper.Decode(&kong.DecodeContext{Value: flag.Value, Scan: scan}, trial); err != nil {
		return nil, fmt.Errorf("%w (%s, line %d)", err, f.path, line.number)
	}
	return line.value, nil
}

// fromEnvironment is the variable that gives a flag, if one does.
func fromEnvironment(flag *kong.Flag) string {
	for _, name := range flag.Envs {
		if _, set := os.LookupEnv(name); set {
			return name
		}
	}
	return ""
}
