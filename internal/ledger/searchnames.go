package ledger

import (
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"parley/internal/search"
)

// Bounds of what a query is widened by.
const (
	// MaxNameWords is of how many words a name can be for a query to name it.
	MaxNameWords = 16
	// maxOtherNames is how many other names one query looks for.
	maxOtherNames = 200
)

// searchGroups widens a query: where its words are the name of a party, the
// party's other names will do, and so will what the party states. The longest
// names win, from the left.
func (r *Reader) searchGroups(terms []search.Term) ([]SearchGroup, error) {
	named, err := r.tables.Search().Named(r.ctx, runs(terms))
	if err != nil {
		return nil, err
	}
	var groups []SearchGroup
	var parties []uuid.UUID
	for at := 0; at < len(terms); {
		end, ids := at+1, []uuid.UUID(nil)
		for n := range runsFrom(terms[at:]) {
			if found := named[words(terms[at:at+n])]; len(found) > 0 {
				end, ids = at+n, found
			}
		}
		group := SearchGroup{Terms: terms[at:end]}
		for _, id := range ids {
			group.Parties = append(group.Parties, Party{Identity: Identity{ID: id}})
		}
		groups, parties, at = append(groups, group), append(parties, ids...), end
	}
	if len(parties) == 0 {
		return groups, nil
	}
	return groups, r.otherNames(groups, parties)
}

// runs gives the words of every run of terms that could be a name.
func runs(terms []search.Term) []string {
	var list []string
	for at := range terms {
		for n := range runsFrom(terms[at:]) {
			if run := words(terms[at : at+n]); !slices.Contains(list, run) {
				list = append(list, run)
			}
		}
	}
	return list
}

// runsFrom counts the first terms together, as long as they can be one name. What
// is quoted is a name by itself only; the beginning of a word is none.
func runsFrom(terms []search.Term) iter.Seq[int] {
	return func(yield func(int) bool) {
		count := 0
		for i, t := range terms {
			if count += len(t.Words); t.Prefix || t.Quoted && i > 0 || count > MaxNameWords || !yield(i+1) || t.Quoted {
				return
			}
		}
	}
}

func words(terms []search.Term) string {
	var list []string
	for _, t := range terms {
		list = append(list, t.Words...)
	}
	return strings.Join(list, " ")
}

// otherNames fills in the parties of groups and the names they have besides.
func (r *Reader) otherNames(groups []SearchGroup, ids []uuid.UUID) error {
	found, err := r.tables.Parties().Many(r.ctx, ids)
	if err != nil {
		return err
	}
	left := maxOtherNames
	for i := range groups {
		g := &groups[i]
		for j := range g.Parties {
			if at := slices.IndexFunc(found, func(p Party) bool { return p.ID == g.Parties[j].ID }); at >= 0 {
				g.Parties[j] = found[at]
			}
		}
		g.Names = besides(g)
		g.Names = g.Names[:min(left, len(g.Names))]
		left -= len(g.Names)
	}
	return nil
}

// besides are the names of a group's parties that are not its own words.
func besides(g *SearchGroup) []search.Term {
	own := words(g.Terms)
	var names []search.Term
	for _, p := range g.Parties {
		for _, name := range p.names() {
			t := search.Phrase(name)
			if n := len(t.Words); n == 0 || n > search.MaxWords || words([]search.Term{t}) == own ||
				slices.ContainsFunc(names, func(o search.Term) bool { return slices.Equal(o.Words, t.Words) }) {
				continue
			}
			names = append(names, t)
		}
	}
	return names
}

// names are the names of a party and, of a person, the last word of each, by which
// the press calls people.
func (v *Party) names() []string {
	names := []string{v.Name}
	for _, a := range v.Aliases {
		names = append(names, a.Name)
	}
	if v.Kind != KindPerson {
		return names
	}
	for _, name := range slices.Clone(names) {
		if all := strings.Fields(name); len(all) > 1 && utf8.RuneCountInString(all[len(all)-1]) >= leastSurname {
			names = append(names, all[len(all)-1])
		}
	}
	return names
}

// leastSurname is how many letters the last word of a name must have to stand for it:
// "Un" and "Jr." are words of other meaning.
const leastSurname = 4

// SearchNames are the names of a party as lists of words with spaces between
// them, without those that no query can name.
func (v *Party) SearchNames() []string {
	var list []string
	for _, name := range v.names() {
		t := search.Phrase(name)
		key := words([]search.Term{t})
		if n := len(t.Words); n > 0 && n <= MaxNameWords && len(key) <= maxNameBytes && !slices.Contains(list, key) {
			list = append(list, key)
		}
	}
	return list
}

// maxNameBytes keeps names within what databases index.
const maxNameBytes = 1000
