// Package draft reads an article for a coder: it asks package suggest what the
// text may state, resolves sources, dates and issues against the record as it was
// at one ledger number, and writes each suggestion with a position that can be
// sent as it is, once the members it names as left open are filled in. It decides
// nothing that the text or the record leaves open, and it records nothing.
//
// It imports internal/anchor, internal/edtf, internal/fold, internal/ledger,
// internal/naming, internal/suggest and internal/views.
package draft
