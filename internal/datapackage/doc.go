// Package datapackage writes all of a workspace as one Frictionless Data Package
// (specs.frictionlessdata.io, version 1), and reads one as the items of an import. A
// package is a zip of one CSV for each kind of resource and, last, datapackage.json
// with the schema, size and SHA-256 of each. A table is said once, as columns that name
// a member of the resource as the API shows it; what writes cells, what reads them and
// what describes them follows from that. It imports internal/bundle, whose items it
// gives, the codebook, which defines coded values, internal/wellformed and the core.
package datapackage
