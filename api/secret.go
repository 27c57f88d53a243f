package api

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"html"
	"net/url"
	"slices"
	"strings"
)

const (
	maxExcerptBytes = 2 << 10  // of a reply, kept for the ledger
	excerptSource   = 64 << 10 // of a reply, looked at for that: blanks and markup shrink
	hiddenKey       = "[key]"

	// minForm is the shortest piece of an encoded key that is taken out: a
	// shorter one would hit innocent text.
	minForm = 8

	// minKey is the shortest key that is taken out of what is read of a reply: a
	// shorter one is a stopgap that may well stand in an id.
	minKey = 12
)

// secret takes the key out of what others wrote: as it is, and as an echo of a
// header, an address, a page or a log would have it.
type secret struct {
	forms    []string
	replacer *strings.Replacer
}

func newSecret(key string) secret {
	forms := []string{key}
	add := func(form string) {
		if len(form) >= minForm && !slices.Contains(forms, form) {
			forms = append(forms, form)
		}
	}
	if quoted, err := json.Marshal(key); err == nil {
		inside := string(quoted[1 : len(quoted)-1])
		add(inside)
		add(strings.ReplaceAll(inside, "/", `\/`))
	}
	add(strings.ReplaceAll(key, "/", `\/`))
	add(url.QueryEscape(key))
	add(url.PathEscape(key))
	add(html.EscapeString(key))
	digits := hex.EncodeToString([]byte(key))
	add(digits)
	add(strings.ToUpper(digits))
	for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
		for before := range 3 {
			add(insideBase64(encoding, key, before))
		}
	}
	pairs := make([]string, 0, 2*len(forms))
	for _, form := range forms {
		pairs = append(pairs, form, hiddenKey)
	}
	return secret{forms, strings.NewReplacer(pairs...)}
}

// insideBase64 is what of the key stays the same in the base64 of any text that
// has it after that many bytes, modulo 3: "user:key" or "Bearer key".
func insideBase64(encoding *base64.Encoding, key string, before int) string {
	text := encoding.EncodeToString(append(make([]byte, before), key...))
	from := []int{0, 2, 3}[before]
	to := len(text)
	if (before+len(key))%3 != 0 {
		to-- // shares its bits with what follows
	}
	return text[min(from, to):to]
}

func (s secret) hide(text string) string { return s.replacer.Replace(text) }

// WithoutKey is a text without a key, in whatever form it stands in it.
func WithoutKey(text, key string) string {
	if key == "" {
		return text
	}
	return newSecret(key).hide(text)
}

// dropStart takes off the end of a text what could be the beginning of a key.
func (s secret) dropStart(text string) string {
	longest := 0
	for _, form := range s.forms {
		for n := min(len(form)-1, len(text)); n > longest; n-- {
			if strings.HasSuffix(text, form[:n]) {
				longest = n
			}
		}
	}
	return text[:len(text)-longest]
}
