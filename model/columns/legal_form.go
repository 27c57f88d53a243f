package columns

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// EndsInLegalForm reports whether a text ends as the names of companies do.
func EndsInLegalForm(text string) bool {
	text = strings.TrimRightFunc(text, func(r rune) bool { return r == '.' || unicode.IsSpace(r) })
	last := text
	if at := strings.LastIndexFunc(text, unicode.IsSpace); at >= 0 {
		_, size := utf8.DecodeRuneInString(text[at:])
		last = text[at+size:]
	}
	switch strings.ToLower(strings.ReplaceAll(last, ".", "")) {
	case "inc", "llc", "llp", "lp", "ltd", "limited", "corp", "corporation", "co", "company", "plc", "pllc", "pc",
		"gmbh", "ag", "kg", "ohg", "mbh", "ug", "se", "sa", "sas", "sarl", "sl", "srl", "spa", "snc", "bv", "nv", "vof",
		"ab", "as", "asa", "aps", "oy", "oyj", "oo", "sro", "kft", "zrt", "ltda", "eireli", "cv", "pty", "pvt", "bhd", "kk", "ооо", "оао", "зао":
		return true
	}
	return false
}
