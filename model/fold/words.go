package fold

import "strings"

// Words is the set of the words of a text.
func Words(words string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		set[word] = true
	}
	return set
}
