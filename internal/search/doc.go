// Package search says what it means that a text has the words of a query: how
// text is cut into words, how queries are read, where words stand, and what is
// shown of the text around them. Databases index the words cut here and nothing
// else, so all of them find alike. The package imports internal/fold alone and
// knows neither databases nor what is searched.
package search
