package model

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxKey bounds an API key, in bytes.
const maxKey = 4096

// KeyFault is why a text can be no API key, as a clause about it; "" when it can.
func KeyFault(key string) string {
	switch {
	case key == "":
		return "is empty"
	case len(key) > maxKey:
		return "is too long to be one"
	case !utf8.ValidString(key) || strings.ContainsFunc(key, func(r rune) bool { return unicode.IsControl(r) || r > unicode.MaxASCII || r == ' ' }):
		return "contains blanks, line breaks or other characters that no key has"
	}
	return ""
}
