package fold

import "unicode"

// Count is how many letters and how many digits, of any script, a text has.
func Count(text string) (letters, digits int) {
	for _, r := range text {
		switch {
		case unicode.IsLetter(r):
			letters++
		case unicode.IsDigit(r):
			digits++
		}
	}
	return letters, digits
}
