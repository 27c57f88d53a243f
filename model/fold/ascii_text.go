package fold

import "unicode/utf8"

// IsASCII is asked of every cell of a file, so it looks at eight bytes at
// once.
func IsASCII(text string) bool {
	var all byte
	for ; len(text) >= 8; text = text[8:] {
		all |= text[0] | text[1] | text[2] | text[3] | text[4] | text[5] | text[6] | text[7]
	}
	for i := range len(text) {
		all |= text[i]
	}
	return all < utf8.RuneSelf
}
