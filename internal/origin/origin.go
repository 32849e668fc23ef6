// Package origin counts the independent origins behind a statement: articles
// that retell the same report count once. It imports internal/edtf and internal/fold.
package origin

import (
	"slices"

	"github.com/google/uuid"
)

// Groups puts articles of one origin together. The number of groups is the
// number of independent origins. Each article is given once; their order does
// not matter. Groups, the articles in them and the joins are ordered by id.
func Groups(articles []Article, alike Alike) []Group {
	articles = slices.Clone(articles)
	slices.SortFunc(articles, func(a, b Article) int { return slices.Compare(a.ID[:], b.ID[:]) })
	groups := make([]Group, len(articles))
	for i, a := range articles {
		groups[i] = Group{Articles: []uuid.UUID{a.ID}, Joins: []Join{}}
	}
	for i, a := range articles {
		for _, b := range articles[i+1:] {
			if join, ok := joined(a, b, alike); ok {
				groups = add(groups, join)
			}
		}
	}
	return sorted(groups)
}

// add makes one of the two groups that a join connects, which may be one already.
func add(groups []Group, join Join) []Group {
	a, b := groupOf(groups, join.A), groupOf(groups, join.B)
	groups[a].Joins = append(groups[a].Joins, join)
	if a == b {
		return groups
	}
	groups[a].Articles = append(groups[a].Articles, groups[b].Articles...)
	groups[a].Joins = append(groups[a].Joins, groups[b].Joins...)
	return slices.Delete(groups, b, b+1)
}

func groupOf(groups []Group, article uuid.UUID) int {
	return slices.IndexFunc(groups, func(g Group) bool { return slices.Contains(g.Articles, article) })
}

func sorted(groups []Group) []Group {
	for _, g := range groups {
		slices.SortFunc(g.Articles, byID)
		slices.SortFunc(g.Joins, func(j, k Join) int {
			if order := byID(j.A, k.A); order != 0 {
				return order
			}
			return byID(j.B, k.B)
		})
	}
	slices.SortFunc(groups, func(g, h Group) int { return byID(g.Articles[0], h.Articles[0]) })
	return groups
}

func byID(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) }
