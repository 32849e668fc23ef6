// Package ledger is the core of Parley: what parties, issues, positions and
// their evidence are, which rules hold between them, and how every write
// becomes one numbered transaction of a workspace's ledger.
//
// It may import the standard library, github.com/google/uuid and the sibling
// packages anchor, edtf, fold and shingle. It knows neither HTTP nor SQL: the edges
// api and db import it, never the other way round.
package ledger
