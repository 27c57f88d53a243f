package api

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds on what is kept of a reply, in runes.
const (
	maxWordRunes    = 64
	maxNameRunes    = 300
	maxIDRunes      = 256
	maxURLRunes     = 4096
	maxMessageRunes = 2000
	maxTurnRunes    = 4000
	maxTurns        = 2001 // more than are kept of a call, so that it is known that there are more
)

// cleanText makes a reply's text safe for one line of a terminal: white space
// becomes one blank, what cannot be seen or could steer the terminal is
// dropped, and at most limit runes are kept.
func cleanText(s string, limit int) string {
	if plain(s) && len(s) <= limit {
		return s
	}
	var b strings.Builder
	blank := false
	n := 0
	for i, r := range s {
		switch {
		case unicode.IsSpace(r):
			blank = n > 0
			continue
		case hidden(r), r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"):
			continue
		}
		if blank && n+1 < limit {
			b.WriteByte(' ')
			n++
		} else if blank {
			break
		}
		if n >= limit {
			break
		}
		blank = false
		b.WriteRune(r)
		n++
	}
	return b.String()
}

// plain recognises what most texts are: ASCII words with single blanks between
// them, which need no cleaning.
func plain(s string) bool {
	last := byte(' ')
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' || s[i] == ' ' && last == ' ' {
			return false
		}
		last = s[i]
	}
	return last != ' ' || s == ""
}

// hidden reports runes that draw nothing of their own: controls, format and
// bidirectional marks, private use, surrogates and what is not assigned to
// anything printable.
func hidden(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp)
}

// cleanID keeps an id only when nothing in it has to be changed: a mended id
// would name something else.
func cleanID(s string) string {
	s = strings.TrimSpace(s)
	if utf8.RuneCountInString(s) > maxIDRunes || cleanText(s, maxIDRunes) != s {
		return ""
	}
	return s
}

// cleanURL keeps an address only when it can be opened as it stands.
func cleanURL(s string) string {
	if utf8.RuneCountInString(s) > maxURLRunes || cleanText(s, maxURLRunes) != s {
		return ""
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return ""
	}
	return s
}
