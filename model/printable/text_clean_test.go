package printable

import "testing"

func FuzzCleanTextShortcut(f *testing.F) {
	for _, seed := range []string{"", " ", "a", "a b", "a  b", " a", "a ", "a\tb", "\x7f", "ä"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		// A sign behind that cleaning drops keeps the short way from being taken.
		if isClean(s) && Text(s+"\x00", len(s)+1) != s {
			t.Fatalf("%q is no clean text", s)
		}
	})
}
