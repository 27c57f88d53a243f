package fold

func Lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

func IsLower(c byte) bool { return 'a' <= c && c <= 'z' }

func IsDigit(c byte) bool { return '0' <= c && c <= '9' }

func OnlyDigits(s string) bool {
	for i := range len(s) {
		if !IsDigit(s[i]) {
			return false
		}
	}
	return true
}
