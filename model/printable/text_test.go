package printable

import (
	"testing"
)

func TestTextIsSafeOnOneLine(t *testing.T) {
	cases := []struct{ name, in, want string }{
		{"escape sequences lose their escape", "a\x1b[31mb", "a[31mb"},
		{"white space becomes one blank", " a \t\n  b\u00a0c ", "a b c"},
		{"bidirectional overrides are dropped", "a\u202eb\u2066c", "abc"},
		{"C1 controls are dropped", "a\u009bb", "ab"},
		{"scripts are kept", "Zoë 田中 ممتاز", "Zoë 田中 ممتاز"},
		{"what is too long is cut", "abcdef", "abc"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			limit := 100
			if c.want == "abc" && c.in == "abcdef" {
				limit = 3
			}
			if got := Text(c.in, limit); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func FuzzText(f *testing.F) {
	f.Add("a\x1b]0;title\x07b", 10)
	f.Add("\u202e\xff\xfe", 3)
	f.Fuzz(func(t *testing.T, s string, limit int) {
		limit %= 1000
		out := Text(s, limit)
		n := 0
		for _, r := range out {
			n++
			if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
				t.Fatalf("%U is left in %q", r, out)
			}
		}
		if n > max(0, limit) {
			t.Fatalf("%d runes, at most %d wanted", n, limit)
		}
	})
}

func FuzzTextShortcut(f *testing.F) {
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
