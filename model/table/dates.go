package table

import (
	"strings"

	"callsheet/model/fold"
)

// LooksLikeDate knows 2024-05-17 and 17.05.2024, perhaps with a time of day.
func LooksLikeDate(text string) bool {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == '-' || r == '.' || r == '/' || r == ' ' || r == ':' })
	return len(parts) >= 3 && (len(parts[0]) == 4 && len(parts[1]) <= 2 && len(parts[2]) <= 2 ||
		len(parts[0]) <= 2 && len(parts[1]) <= 2 && len(parts[2]) == 4)
}

// IsWrittenDate recognises three groups of digits of which one is a year.
func IsWrittenDate(text string) bool {
	if text == "" || !fold.IsDigit(text[0]) || len(text) > len("2006-01-02 15:04:05") {
		return false // as nearly every cell, without more ado
	}
	at := 0
	for at < len(text) && text[at] != '-' && text[at] != '/' && text[at] != '.' {
		if at++; at > 4 {
			return false
		}
	}
	if at == len(text) {
		return false
	}
	date, _, _ := strings.Cut(strings.ReplaceAll(text, "T", " "), " ")
	groups := strings.Split(date, text[at:at+1])
	if len(groups) != 3 {
		return false
	}
	for i, g := range groups {
		if !fold.OnlyDigits(g) || g == "" || len(g) > 4 || len(g) > 2 && i == 1 {
			return false
		}
	}
	return (len(groups[0]) == 4) != (len(groups[2]) == 4) || len(date) == len("01/02/06")
}
