// Package canonical reduces web addresses to a key by which it is known that
// two of them lead to one document. A key is compared and never opened: it has
// no scheme, and some servers would answer it with something else.
//
// The rules, in the order in which they are applied:
//
//  1. Only absolute http and https addresses have a key. The scheme, user
//     names, a final dot of the host and the scheme's usual port (80, 443) do
//     not count; any other port does.
//  2. A copy that Google keeps of an AMP page stands for the page: under
//     www.google.TLD/amp/s/ and HOST.cdn.ampproject.org/c/s/.
//  3. The host is in lower case and in its ASCII form (UTS 46). The
//     leading labels www, m, mobile and amp fall away while two others remain.
//  4. The path has one slash between its parts, none at its end, no dot
//     segments, capital hexadecimal digits, and no escape where the character
//     can stand for itself. Capital letters count: servers tell them apart.
//  5. A first or last part amp falls away, and so does the ending .amp or
//     .amp.html, which becomes .html.
//  6. Parameters that say where a reader came from fall away (tracking.go), as
//     do those that ask for AMP. Those that remain stand in order of their names.
//  7. The fragment falls away, unless it begins with an exclamation mark: #!
//     was how pages made by scripts named their documents.
//  8. What is left of a home page, a host alone, is no key. A site is not a
//     document, and many write it where they do not know the address.
//
// The package imports golang.org/x/net/idna and the standard library.
package canonical
