package views

import (
	"slices"

	"github.com/google/uuid"

	"parley/internal/ledger"
)

// treeOf puts issues in the order of their tree, siblings in the order they were
// recorded. An issue whose parent is not among them is a root.
func treeOf(issues []ledger.Issue) []IssueNode {
	slices.SortFunc(issues, func(a, b ledger.Issue) int { return byID(a.ID, b.ID) })
	known, below := map[uuid.UUID]bool{}, map[uuid.UUID][]ledger.Issue{}
	for _, v := range issues {
		known[v.ID] = true
	}
	for _, v := range issues {
		parent := uuid.Nil
		if v.Parent != nil && known[v.Parent.ID] {
			parent = v.Parent.ID
		}
		below[parent] = append(below[parent], v)
	}
	return grow(nil, below, uuid.Nil, 0)
}

func grow(tree []IssueNode, below map[uuid.UUID][]ledger.Issue, parent uuid.UUID, depth int) []IssueNode {
	for _, v := range below[parent] {
		tree = append(tree, IssueNode{Issue: v, Depth: depth})
		tree = grow(tree, below, v.ID, depth+1)
	}
	return tree
}
