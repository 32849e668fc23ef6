// Package annotate shows a text of an article as a page in which its passages are
// marked: to be read, printed and handed on. The page is whole in itself, runs no
// script and asks no server for anything.
//
// It imports golang.org/x/text and the standard library.
package annotate
