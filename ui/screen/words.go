package screen

import (
	"fmt"
	"strings"
	"unicode"

	"callsheet/model/figures"
	"callsheet/model/phone"
)

// People counts contacts in words.
func People(n int) string { return figures.Counted(n, "contact") }

// Sentence makes words of a step into a sentence.
func Sentence(words string) string {
	if words == "" {
		return ""
	}
	runes := []rune(words)
	return string(unicode.ToUpper(runes[0])) + string(runes[1:]) + "."
}

// SentenceStart is words with a capital letter in front.
func SentenceStart(s string) string { return strings.TrimSuffix(Sentence(s), ".") }

// RegionWords names a country with its calling code.
func RegionWords(r phone.Region) string {
	if r == "" {
		return "none"
	}
	for _, info := range phone.Regions() {
		if info.Code == r {
			return fmt.Sprintf("%s (+%d)", info.Name, info.CallingCode)
		}
	}
	return string(r)
}

// Calls counts calls in words.
func Calls(n int) string {
	if n == 1 {
		return "1 call"
	}
	return fmt.Sprintf("%d calls", n)
}

// PrivateColumns counts the columns that are not sent because they look private.
func PrivateColumns(n int) string {
	if n == 1 {
		return "1 column that looks private"
	}
	return fmt.Sprintf("%d columns that look private", n)
}
