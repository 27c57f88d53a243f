package personname

import (
	"slices"
	"strings"
	"unicode"

	"callsheet/model/fold"
)

func letters(text string) int {
	n := 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// hasVowel reports whether a word in small letters can be said: one of another
// alphabet than the plain Latin one always can.
func hasVowel(bare string) bool { return strings.ContainsAny(bare, "aeiouy") || !fold.IsASCII(bare) }

// areInitials reports whether letters without a dot between are those of several
// names, such as JP, TJ and AK.
func areInitials(bare string, first bool) bool {
	switch {
	case !fold.IsASCII(bare) || shortNames[bare]:
		return false
	case len(bare) == 2:
		return !hasVowel(bare) || strings.ContainsRune("aeiou", rune(bare[0])) && !strings.ContainsRune("aeiouy", rune(bare[1]))
	}
	return first && len(bare) == 3 && !hasVowel(bare)
}

func (c *caser) small(r rune) rune {
	if c.turkish {
		return unicode.TurkishCase.ToLower(r)
	}
	return unicode.ToLower(r)
}

func (c *caser) capital(r rune) rune {
	if c.turkish {
		return unicode.TurkishCase.ToTitle(r)
	}
	return unicode.ToTitle(r)
}

// lower is a text in small letters, with the sigma that ends a word.
func (c *caser) lower(text string) string {
	runes := []rune(text)
	for i, r := range runes {
		if runes[i] = c.small(r); runes[i] == 'σ' && i > 0 && unicode.IsLetter(runes[i-1]) && (i+1 == len(runes) || !unicode.IsLetter(runes[i+1])) {
			runes[i] = 'ς'
		}
	}
	return string(runes)
}

// word writes a word of a name with its capitals; first says that it begins the
// name, where a particle is written with one.
func (c *caser) word(w nameWord, first bool) string {
	if !w.title && areInitials(w.bare, first) {
		return strings.ToUpper(w.text)
	}
	var b strings.Builder
	rest := c.lower(w.text)
	for i := 0; ; i++ {
		at := strings.IndexFunc(rest, isHyphen)
		part := rest
		if at >= 0 {
			part = rest[:at]
		}
		switch {
		case i > 0 && at >= 0 && inHyphens[part], i == 0 && at >= 0 && !first && beforeOne[part]:
			b.WriteString(part)
		default:
			b.WriteString(c.part(part, first))
		}
		if at < 0 {
			return b.String()
		}
		hyphen := []rune(rest[at:])[0]
		b.WriteRune(hyphen)
		rest = rest[at+len(string(hyphen)):]
	}
}

// part writes what stands between two hyphens, given in small letters.
func (c *caser) part(text string, first bool) string {
	runes := []rune(text)
	capital := func(i int) {
		if i < len(runes) {
			runes[i] = c.capital(runes[i])
		}
	}
	from := max(slices.IndexFunc(runes, unicode.IsLetter), 0)
	switch {
	case strings.HasPrefix(text, "mc") && len(runes) > 4, macNames[text]:
		capital(strings.IndexByte(text, 'c') + 1)
	case strings.HasPrefix(text, "ij") && len(runes) > 4 && !c.turkish:
		capital(1)
	}
	if from > 0 && isApostrophe(runes[0]) && from == 1 && len(runes) <= 2 {
		return text // 't
	}
	capital(from)
	for i, r := range runes {
		if i == 0 || i+1 >= len(runes) {
			continue
		}
		switch rest := string(runes[i+1:]); {
		case r == '.' && !feminine[rest]:
			capital(i + 1)
		case isApostrophe(r) && elided[strings.ToLower(string(runes[from:i]))]:
			capital(i + 1)
			if (runes[0] == 'D' || runes[0] == 'Д') && i == 1 && !first && frenchAfterD(rest) {
				runes[0] = c.small(runes[0])
			}
		}
	}
	return string(runes)
}

// elided are what a capital follows after an apostrophe; after others stands a
// sound of its own, as in Sa'id.
var elided = fold.Words("o d l n m dell dall nell sant dels о д л")

// feminine ends dott.ssa and sig.ra.
var feminine = fold.Words("ssa ra na ri")

// frenchAfterD tells d'Arc from D'Angelo and D'Souza, which are written with two
// capitals, by how they begin and end.
func frenchAfterD(rest string) bool {
	const vowels = "aeiouhàâéèêëîïôöûü"
	runes := []rune(rest)
	return strings.ContainsRune(vowels, runes[0]) && !strings.ContainsRune("oaiy", runes[len(runes)-1])
}
