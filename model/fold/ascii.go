package fold

// Lower is an ASCII letter in lower case; any other byte stays.
func Lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// IsLower reports whether a byte is a lower-case ASCII letter.
func IsLower(c byte) bool { return 'a' <= c && c <= 'z' }

// IsDigit reports whether a byte is an ASCII digit.
func IsDigit(c byte) bool { return '0' <= c && c <= '9' }

// OnlyDigits reports whether a text is nothing but ASCII digits, of which there
// may be none.
func OnlyDigits(s string) bool {
	for i := range len(s) {
		if !IsDigit(s[i]) {
			return false
		}
	}
	return true
}
