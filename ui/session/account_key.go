package session

import "strings"

// CleanKey is a key as it was meant by what was pasted: without blanks, line breaks, what
// cannot be seen, quotes, and the name or the word that stood before it.
func CleanKey(text string) string {
	key := strings.Map(func(r rune) rune {
		if r <= ' ' || r >= 0x7f {
			return -1
		}
		return r
	}, strings.NewReplacer("\u00a0", " ", "\u3000", " ").Replace(text))
	for _, name := range []string{"exportDIALGEN_API_KEY=", "DIALGEN_API_KEY=", "Authorization:", "Bearer"} {
		if len(key) > len(name) && strings.EqualFold(key[:len(name)], name) {
			key = key[len(name):]
		}
	}
	return strings.Trim(key, `"'`+"`")
}
