// Package atom writes positions as an Atom feed (RFC 4287) with pages (RFC 5005)
// for feed readers. It imports the core and knows nothing of HTTP.
package atom
