package document

import (
	"path"
	"strings"
)

// Page is what is written for people.
type Page interface {
	HTML() string
	Markdown() string
	Text() string
}

// FormOf is how a page is written to a file, by the ending of its name (.html, .md or
// .txt); nil where that says of no form.
func FormOf(name string) func(Page) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".html":
		return Page.HTML
	case ".md":
		return Page.Markdown
	case ".txt":
		return Page.Text
	}
	return nil
}
