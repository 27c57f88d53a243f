package printable

import "strings"

// Markdown is a text that is safe to draw as Markdown in which no sign means anything.
func Markdown(text string) string { return markdownSigns.Replace(text) }

var markdownSigns = func() *strings.Replacer {
	var pairs []string
	for _, sign := range `\*_[]<>#|!~` + "`" {
		pairs = append(pairs, string(sign), `\`+string(sign))
	}
	return strings.NewReplacer(append(pairs, "&", "&amp;")...)
}()
