package api

import (
	"bytes"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	// minPiece is the shortest piece of a key that is taken for one, as when a
	// reply splits it over fields: shorter ones stand in innocent ids.
	minPiece = 12

	maxLayers = 4 // encodings within one another that are looked through
)

// hideIn takes the key out of a whole reply before it is read, so that no word of
// the service's can show it or be stored with it: as it is written, and in every
// text that would become the key, or a large piece of it, once it is decoded.
func (s secret) hideIn(body []byte) []byte {
	if len(s.forms[0]) < minKey {
		return body
	}
	for _, form := range s.forms {
		if bytes.Contains(body, []byte(form)) {
			body = bytes.ReplaceAll(body, []byte(form), []byte(hiddenKey))
		}
	}
	trimmed := bytes.TrimSpace(body)
	if len(trimmed) == 0 || trimmed[0] != '{' && trimmed[0] != '[' {
		if s.reveals(body) {
			return []byte(hiddenKey)
		}
		return body
	}
	return s.hideInTexts(body)
}

// hideInTexts goes through the texts of a JSON reply; one that reveals the key is
// replaced whole, since nothing tells where in it the key begins.
func (s secret) hideInTexts(body []byte) []byte {
	var out []byte // nil while nothing was replaced
	copied := 0
	pieces := s.holdsPiece(body) // mostly none: then only what is encoded is looked at
	for at := 0; ; {
		open := bytes.IndexByte(body[at:], '"')
		if open < 0 {
			break
		}
		from := at + open + 1
		to := endOfText(body, from)
		if text := body[from:to]; (pieces || encoded(text)) && s.reveals(text) {
			out = append(append(out, body[copied:from]...), hiddenKey...)
			copied = to
		}
		at = min(to+1, len(body))
	}
	if out == nil {
		return body
	}
	return append(out, body[copied:]...)
}

// endOfText is where the text that begins at from ends: at its quotation mark, or
// with the reply.
func endOfText(body []byte, from int) int {
	for i := from; i < len(body); i++ {
		switch body[i] {
		case '\\':
			i++
		case '"':
			return i
		}
	}
	return len(body)
}

// reveals reports whether a text holds the key or a large piece of it, now or
// after it is decoded.
func (s secret) reveals(text []byte) bool {
	if len(text) < minPiece {
		return false
	}
	if !encoded(text) {
		return s.shows(text)
	}
	seen := string(text)
	for range maxLayers {
		before := seen
		for _, decode := range []func(string) string{withoutHidden, unescape, unpercent, html.UnescapeString} {
			if seen = decode(seen); s.shows([]byte(seen)) {
				return true
			}
		}
		if seen == before {
			return false
		}
	}
	return false
}

// shows reports whether a text holds the key, in any form, or a large piece of it
// as it stands.
func (s secret) shows(text []byte) bool {
	for _, form := range s.forms {
		if bytes.Contains(text, []byte(form)) {
			return true
		}
	}
	return s.holdsPiece(text)
}

func (s secret) holdsPiece(text []byte) bool {
	key := []byte(s.forms[0])
	size := max(minPiece, (len(key)+1)/2)
	if !holdsBlock(text, key, size/2) {
		return false
	}
	for from := 0; from+size <= len(key); from++ {
		if bytes.Contains(text, key[from:from+size]) {
			return true
		}
	}
	return false
}

// holdsBlock reports whether a text holds any of the blocks of so many bytes that
// the key is made of: every piece of twice that length has a whole one.
func holdsBlock(text, key []byte, size int) bool {
	for block := range slices.Chunk(key, size) {
		if len(block) == size && bytes.Contains(text, block) {
			return true
		}
	}
	return false
}

// encoded reports whether a text may be another one once it is decoded.
func encoded(text []byte) bool {
	for _, b := range text {
		if b < ' ' || b > '~' || b == '\\' || b == '%' || b == '&' {
			return true
		}
	}
	return false
}

// withoutHidden leaves out what is dropped before a text is shown, and would put
// the key together then.
func withoutHidden(text string) string {
	return strings.Map(func(r rune) rune {
		if hidden(r) || r == utf8.RuneError {
			return -1
		}
		return r
	}, text)
}

// escaped is how JSON and JavaScript write characters.
var escaped = regexp.MustCompile(`\\(?:u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]{1,6}\}|x[0-9a-fA-F]{2}|.)`)

func unescape(text string) string {
	if !strings.Contains(text, `\`) {
		return text
	}
	return escaped.ReplaceAllStringFunc(text, func(e string) string {
		if digits := strings.Trim(e[2:], "{}"); digits != "" {
			if r, err := strconv.ParseUint(digits, 16, 32); err == nil {
				return string(rune(r))
			}
		}
		if strings.Contains("bfnrt", e[1:]) {
			return ""
		}
		return e[1:]
	})
}

var percent = regexp.MustCompile(`%[0-9a-fA-F]{2}`)

func unpercent(text string) string {
	if !strings.Contains(text, "%") {
		return text
	}
	return percent.ReplaceAllStringFunc(text, func(e string) string {
		char, err := url.PathUnescape(e)
		if err != nil {
			return e
		}
		return char
	})
}
