package personname

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"callsheet/model/columns"
	"callsheet/model/fold"
	"callsheet/model/misread"
)

const (
	maxNameWords = 10
	// loneName is how many letters a name of one word in capitals has at least:
	// a shorter one may well be an abbreviation.
	loneName = 4
)

// Said is the name of a person as it is read out: "WRIGHT, Freya", "FREYA
// WRIGHT" and "freya wright" are "Freya Wright". It reports false for a name that
// is well as it is, and for what may be no person's name or can be written in two
// ways.
func Said(name string) (string, bool) {
	if wellWritten(name) || len(name) > columns.MaxFieldRunes || !casedLetters(name) || misread.Lossy(name) || columns.LooksLikeFirm(name) || columns.EndsInLegalForm(name) {
		return "", false
	}
	words, ok := nameWords(name)
	if !ok || len(words) == 0 || len(words) > maxNameWords {
		return "", false
	}
	c := caser{turkish: strings.ContainsAny(name, "İıĞğƏə")}
	if !c.choose(words) || c.doubtful(words) {
		return "", false
	}
	right := c.write(words)
	return right, right != strings.Join(strings.Fields(name), " ")
}

// wellWritten knows most names quickly: words of one capital and small letters.
func wellWritten(name string) bool {
	start := true
	for i := range len(name) {
		switch b := name[i]; {
		case b == ' ':
			start = true
		case b >= 'A' && b <= 'Z' && start:
			start = false
		case b >= 'a' && b <= 'z' && !start:
		default:
			return false
		}
	}
	return true
}

// casedLetters reports whether a text has nothing but letters of a script with
// capitals and what stands between them in a name.
func casedLetters(text string) bool {
	for _, r := range text {
		switch {
		case r < utf8.RuneSelf && fold.IsLower(fold.Lower(byte(r))):
		case r == ' ', r == '.', r == ',', r == '-', r == '\'', r == '`':
		case r >= '0' && r <= '9':
			return false // as many names of a list that are none
		case isApostrophe(r), isHyphen(r), unicode.IsSpace(r), unicode.Is(unicode.Mn, r):
		case !unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Armenian):
			return false
		}
	}
	return true
}

func isApostrophe(r rune) bool { return strings.ContainsRune("'’‘ʼʻ`´", r) }
func isHyphen(r rune) bool     { return strings.ContainsRune("-‐‑", r) }

// nameWord is a word of a name with what its letters say.
type nameWord struct {
	text    string
	bare    string // in small letters, without dots
	shape   nameShape
	title   bool
	surname bool // stood before the comma
	suffix  bool // stood after the comma, as Jr. does
}

type nameShape uint8

const (
	anyShape  nameShape = iota // a title, a particle, an initial: it says nothing
	capitals                   // WRIGHT
	small                      // wright
	bothCases                  // Wright
)

// nameWords are the words of a name in the order they are said. It reports false
// when a comma parts something else than a surname from a given name.
func nameWords(name string) (words []nameWord, ok bool) {
	parts := strings.Split(name, ",")
	var groups [][]nameWord
	for i, part := range parts {
		group := toWords(part, i == 0 && len(parts) > 1)
		if len(group) == 0 {
			return nil, false
		}
		groups = append(groups, group)
	}
	switch {
	case len(groups) == 1:
	case len(groups) > 3, len(groups) == 3 && !everyWord(groups[2], isSuffix) && !everyWord(groups[2], isTitle), slices.ContainsFunc(groups[1], isRole):
		return nil, false
	case len(groups) == 2 && everyWord(groups[1], isSuffix):
		// "John Smith, Jr." is in order, and keeps its comma.
		groups[0][len(groups[0])-1].text += ","
		for i := range groups[0] {
			groups[0][i].surname = false
		}
		for i := range groups[1] {
			groups[1][i].suffix, groups[1][i].shape = true, anyShape
		}
	case len(groups) == 3 && everyWord(groups[2], isTitle):
		groups = [][]nameWord{groups[2], groups[1], groups[0]}
	default:
		family := groups[0]
		titles := max(slices.IndexFunc(family, func(w nameWord) bool { return !w.title }), 0)
		groups = append([][]nameWord{family[:titles], groups[1], family[titles:]}, groups[2:]...)
	}
	words = slices.Concat(groups...)
	for i, w := range words {
		if noPersons[w.bare] && !(afterParticle[w.bare] && i > 0 && nameParticles[words[i-1].bare]) {
			return nil, false
		}
	}
	return words, true
}

func everyWord(words []nameWord, is func(nameWord) bool) bool {
	return !slices.ContainsFunc(words, func(w nameWord) bool { return !is(w) })
}

func isTitle(w nameWord) bool  { return w.title }
func isSuffix(w nameWord) bool { return nameSuffixes[w.bare] != "" }
func isRole(w nameWord) bool   { return nameRoles[w.bare] }

func toWords(text string, surname bool) []nameWord {
	var words []nameWord
	leading := true
	for word := range strings.FieldsSeq(text) {
		w := nameWord{text: word, bare: strings.ToLower(strings.ReplaceAll(word, ".", "")), surname: surname}
		w.title = leading && nameTitles[w.bare] && !nameParticles[w.bare]
		leading = leading && w.title
		if w.shape = shapeOf(word); w.title || nameParticles[w.bare] || afterParticle[w.bare] || degrees[w.bare] || len(words) > 0 && isSuffix(w) {
			w.shape = anyShape
		}
		words = append(words, w)
	}
	return words
}

// shapeOf tells the case of a word from its letters. What stands small before a
// capital, as in McDONALD and d'ARC, says nothing.
func shapeOf(word string) nameShape {
	for _, prefix := range []string{"Mc", "Mac", "d'", "d’", "al-", "Al-", "el-", "El-"} {
		if rest, ok := strings.CutPrefix(word, prefix); ok && shapeOf(rest) == capitals {
			return capitals
		}
	}
	upper, lower, run := 0, 0, 0
	for _, r := range word {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r) && r != 'ß' && !unicode.Is(unicode.Lm, r) && !unicode.Is(unicode.Lo, r):
			lower++
		}
		if run++; !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) {
			run = 0
		}
	}
	switch {
	case upper > 0 && lower > 0:
		return bothCases
	case upper > 1 && !isInitials(word):
		return capitals
	case lower > 1 || lower == 1 && strings.ContainsRune(word, 'ß'):
		return small
	}
	return anyShape
}

// isInitials knows "J.R.R." and "F.".
func isInitials(word string) bool {
	for part := range strings.SplitSeq(word, ".") {
		if utf8.RuneCountInString(part) > 1 {
			return false
		}
	}
	return strings.Contains(word, ".")
}

// caser writes the words of a name that are to be written anew.
type caser struct {
	turkish bool
	anew    []bool
}

// choose finds the words that are to be written anew, and reports whether it is
// plain which they are: all of a name without a small letter or without a
// capital, or its surname where that alone is in capitals.
func (c *caser) choose(words []nameWord) bool {
	c.anew = make([]bool, len(words))
	var counts [bothCases + 1]int
	comma := false
	for _, w := range words {
		counts[w.shape]++
		comma = comma || w.surname
	}
	said := len(words) - counts[anyShape]
	switch {
	case said == 0:
		return false
	case counts[bothCases] == 0:
		for i, w := range words {
			c.anew[i] = w.shape != anyShape || shapeOf(w.text) != bothCases
		}
		return len(words) > 1 || counts[small] == 1 || letters(words[0].text) >= loneName && hasVowel(words[0].bare)
	case counts[small] > 0:
		return false
	case counts[capitals] == 0:
		return comma
	}
	first := slices.IndexFunc(words, func(w nameWord) bool { return w.shape == capitals })
	last := first
	for i, w := range words {
		if w.shape != capitals {
			continue
		}
		if !comma && (letters(w.text) < loneName || !hasVowel(w.bare)) {
			return false
		}
		last, c.anew[i] = i, true
	}
	for i := first; i <= last; i++ {
		if words[i].shape == bothCases {
			return false
		}
		c.anew[i] = true
	}
	for first > 0 && shapeOf(words[first-1].text) == capitals && (nameParticles[words[first-1].bare] || afterParticle[words[first-1].bare]) {
		first--
		c.anew[first] = true
	}
	within := func(w nameWord) bool { return w.shape == bothCases && !w.title }
	return comma || !slices.ContainsFunc(words[:first], within) || !slices.ContainsFunc(words[last+1:], within)
}

// doubtful reports whether an i may be with or without its dot: where Ş stands,
// which is of Turkish and of old Romanian spelling, and nothing tells of which.
func (c *caser) doubtful(words []nameWord) bool {
	if c.turkish || !slices.ContainsFunc(words, func(w nameWord) bool { return strings.ContainsAny(w.text, "Şş") }) {
		return false
	}
	for i, w := range words {
		if !c.anew[i] {
			continue
		}
		if w.shape == small && strings.HasPrefix(w.text, "i") || w.shape == capitals && strings.LastIndexByte(w.text, 'I') > 0 {
			return true
		}
	}
	return false
}

func (c *caser) write(words []nameWord) string {
	out := make([]string, len(words))
	named, small := 0, false // words of the name so far, and whether the last was a particle
	eastern := isEastern(words)
	for i, w := range words {
		last := i == len(words)-1
		isParticle := nameParticles[w.bare] && (!eastern || !last && afterParticle[words[i+1].bare])
		switch {
		case !c.anew[i]:
			out[i] = w.text
			small = isParticle
		case w.title:
			out[i] = c.word(w, true)
		case i > 0 && words[i-1].title && degrees[w.bare] && strings.HasPrefix(words[i-1].bare, "dr"), i > 1 && degrees[w.bare] && degrees[words[i-1].bare]:
			out[i] = c.lower(w.text)
		case !last && i > 0 && isParticle && !(named == 0 && dutchTitles[words[i-1].bare]),
			!last && small && afterParticle[w.bare],
			last && named > 1 && atEnd[w.bare],
			!last && named > 1 && w.bare == "y":
			out[i] = c.lower(w.text)
			small = true
		case w.suffix, named > 1 && !eastern && isSuffix(w):
			out[i] = suffix(w)
		default:
			out[i] = c.word(w, named == 0)
			small = isParticle
		}
		if !w.title && !degrees[w.bare] {
			named++
		}
	}
	return strings.Join(out, " ")
}

// isEastern reports whether a name is one of East Asia, in which "van" and "da"
// are given names.
func isEastern(words []nameWord) bool {
	first := slices.IndexFunc(words, func(w nameWord) bool { return !w.title })
	if i := slices.IndexFunc(words, func(w nameWord) bool { return w.surname }); i >= 0 {
		return surnamesFirst[words[i].bare]
	}
	return first >= 0 && surnamesFirst[words[first].bare] && len(words)-first > 2
}

// suffix writes Jr. and III as they are written, with their dots.
func suffix(w nameWord) string {
	right, at := []byte(nameSuffixes[w.bare]), 0
	var b strings.Builder
	for _, r := range w.text {
		if unicode.IsLetter(r) && at < len(right) {
			b.WriteByte(right[at])
			at++
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
