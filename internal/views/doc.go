// Package views computes what analysts ask of the record: the matrix of
// standing positions, what each position did to the earlier ones, what changed,
// who agrees and how far apart the parties are, how many independent origins a
// claim has, and where the evidence contradicts itself. Every derived value
// names the rule and the positions, evidence or articles behind it, and no
// evidence is never taken for a neutral stance (rule 10).
//
// A view is a pure function of a Material, which Load reads from a ledger.Reader
// as it was recorded at one number, so the same question gives the same answer
// for ever. The package imports internal/ledger, internal/edtf, internal/origin
// and what these import, neither HTTP nor SQL.
package views
