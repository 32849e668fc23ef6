package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"parley/internal/material"
)

// sharedWords is how many words in a row count as copied.
const sharedWords = 6

// No text of the articles that the tests read may lie in this repository.
func TestNothingCopiedFromCorpus(t *testing.T) {
	found := material.Paths(t, "corpus/*.txt")
	theirs, words := map[string]bool{}, map[string]bool{}
	for _, file := range found {
		eachRun(t, file, nil, func(run string, _ int) { theirs[run] = true })
		for run := range theirs {
			for _, word := range strings.Fields(run) {
				words[word] = true
			}
		}
	}
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if slices.Contains([]string{".git", "oas", "sqlc", "node_modules"}, entry.Name()) {
				return fs.SkipDir
			}
			return nil
		}
		eachRun(t, path, words, func(run string, line int) {
			if theirs[run] {
				t.Errorf("%s:%d: %q is copied from an article", path, line, run)
			}
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// eachRun gives every run of words in a file with the line it ends on; with
// known words only runs made of those.
func eachRun(t *testing.T, file string, known map[string]bool, fn func(run string, line int)) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !utf8.Valid(data) {
		return
	}
	var last []string
	for i, line := range strings.Split(strings.ToLower(string(data)), "\n") {
		for _, word := range strings.FieldsFunc(line, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			if known != nil && !known[word] {
				last = nil
				continue
			}
			last = append(last, word)
			if len(last) >= sharedWords {
				fn(strings.Join(last[len(last)-sharedWords:], " "), i+1)
			}
		}
	}
}
