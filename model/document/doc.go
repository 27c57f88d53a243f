// Package document writes what pages for people are made of, as Markdown and as HTML: the
// head of a page, facts by name, and tables. Whatever text it is given is drawn as it is,
// and means nothing.
package document
