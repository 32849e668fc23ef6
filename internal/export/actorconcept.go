package export

import (
	"bufio"
	"crypto/sha256"
	"io"
	"strconv"

	"parley/internal/views"
)

// Qualifiers choose which statements about a concept are counted.
const (
	QualifierAgree    = "agree"
	QualifierDisagree = "disagree"
	QualifierBoth     = "both"
	QualifierSubtract = "subtract"
)

// WriteActorConcept writes the two-mode network as a matrix in CSV: a row for each
// actor, a column for each concept.
func WriteActorConcept(w io.Writer, o Options, v views.Affiliations, qualifier string) (Sum, error) {
	file := digested{to: bufio.NewWriter(w), hash: sha256.New()}
	c, err := csvBegin(&file, o.BOM)
	if err != nil {
		return Sum{}, err
	}
	protect := guard
	if o.Bare {
		protect = func(s string) string { return s }
	}
	head := []string{"actor"}
	for _, concept := range v.Concepts {
		head = append(head, protect(concept.Column()))
	}
	if err := c.write(head); err != nil {
		return Sum{}, err
	}
	for i, actor := range v.Actors {
		line := []string{protect(actor.Column())}
		for _, n := range v.Counts[i] {
			line = append(line, strconv.Itoa(counted(n, qualifier)))
		}
		if err := c.write(line); err != nil {
			return Sum{}, err
		}
	}
	return file.end(Sum{Rows: int64(len(v.Actors))})
}

func counted(n views.Count, qualifier string) int {
	switch qualifier {
	case QualifierAgree:
		return n.Agree
	case QualifierDisagree:
		return n.Disagree
	case QualifierSubtract:
		return n.Agree - n.Disagree
	}
	return n.Agree + n.Disagree
}
