package datapackage

import "parley/internal/codebook"

// Prefix begins the names that the tables have in the codebook.
const Prefix = "datapackage/"

// Described is the tables as the codebook lists them, those included that are in a
// package only when asked for.
func Described() []codebook.Table {
	var all []codebook.Table
	for _, t := range append(Tables(true), coded) {
		described := codebook.Table{Name: Prefix + t.Name, Meaning: t.Meaning}
		for _, c := range t.Columns {
			described.Columns = append(described.Columns, codebook.Column{Name: c.Name, Type: c.Type.Codebook,
				Variable: c.Variable, Only: t.only(), Meaning: c.Meaning})
		}
		all = append(all, described)
	}
	return all
}

// only is the parameter with which alone the table is there.
func (t Table) only() string {
	if t.WithText {
		return "text=true"
	}
	return ""
}
