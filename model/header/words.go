package header

import (
	"embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"callsheet/model/fold"
)

// class is what a word of a header may say, as a set.
type class uint32

const (
	mobile class = 1 << iota
	phone
	number
	mobileMark
	home
	work
	first
	fax
	name
	given
	either
	family
	noName
	person
	lead
	own
	other
	spare
	stale
	company
	desk
	email
	country
	part
	callCode
	prefix
	timeZone
	about
	figure
	thing
	plain
)

var classes = map[string]class{
	"mobile": mobile, "phone": phone, "number": number, "mobilemark": mobileMark, "home": home, "work": work, "first": first, "fax": fax,
	"name": name, "given": given, "either": either, "family": family, "noname": noName,
	"person": person, "lead": lead, "own": own, "other": other, "spare": spare, "stale": stale,
	"company": company, "desk": desk, "email": email, "country": country, "part": part, "callcode": callCode, "prefix": prefix,
	"timezone": timeZone, "about": about, "figure": figure, "thing": thing, "plain": plain,
}

// The lists of words, one file for each noun. A line names a class and the words
// of it, which may be phrases; one word may be of several classes.
//
//go:embed words/*.txt
var files embed.FS

// lexicon holds the words and phrases of all files, their words parted by one
// blank.
type lexicon struct {
	classes map[string]class
	longest int // words in a phrase
}

var words = sync.OnceValue(func() lexicon {
	l := lexicon{classes: map[string]class{}}
	entries, _ := files.ReadDir("words")
	for _, entry := range entries {
		text, _ := files.ReadFile("words/" + entry.Name())
		for line := range strings.SplitSeq(string(text), "\n") {
			of, list, found := strings.Cut(line, ":")
			if !found || strings.HasPrefix(line, "#") {
				continue
			}
			for phrase := range strings.SplitSeq(list, ",") {
				if tokens := split(phrase); len(tokens) > 0 {
					l.classes[strings.Join(tokens, " ")] |= classes[of]
					l.longest = max(l.longest, len(tokens))
				}
			}
		}
	}
	return l
})

// script tells apart the runes of a header that belong together.
type script uint8

const (
	none script = iota
	letters
	digits
	together // written without blanks between words
)

func scriptOf(r rune) script {
	switch {
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai) || r == 'ー' || r == '々':
		return together
	case unicode.IsDigit(r):
		return digits
	case unicode.IsLetter(r) || unicode.Is(unicode.M, r):
		return letters
	}
	return none
}

// spelt replaces signs that stand for words and forms of letters that stand for
// others.
func spelt(r rune) rune {
	switch {
	case 0xFF01 <= r && r <= 0xFF5E: // full width
		return r - 0xFEE0
	case r == '’' || r == '‘' || r == 'ʼ' || r == '＇':
		return '\''
	case r == 'أ' || r == 'إ' || r == 'آ':
		return 'ا'
	case r == 'ى' || r == 'ی':
		return 'ي'
	case r == 'ک':
		return 'ك'
	case 0x0958 <= r && r <= 0x095F: // Devanagari with the nukta in one
		return []rune("कखगजडढफय")[r-0x0958]
	case r == 'ё':
		return 'е'
	}
	return r
}

// dropped reports whether a rune is left out of a word: accents that stand by
// themselves, the vowel signs of Arabic and Hebrew, the nukta, and what is
// invisible.
func dropped(r rune) bool {
	switch {
	case 0x0300 <= r && r <= 0x036F, 0x0591 <= r && r <= 0x05C7, 0x064B <= r && r <= 0x0652, r == 0x0640, r == 0x093C, r == 0x09BC, r == 'º', r == 'ª':
		return true
	}
	return unicode.Is(unicode.Cf, r)
}

// split cuts a text into words without case and accents. camelCase and figures
// are parted from what stands before them; # and № are words.
func split(text string) []string {
	var (
		found []string
		b     strings.Builder
		last  script
		lower bool
	)
	end := func() {
		if b.Len() > 0 {
			found = append(found, b.String())
			b.Reset()
		}
		last, lower = none, false
	}
	runes := []rune(text)
	for i, r := range runes {
		r = spelt(r)
		if dropped(r) {
			continue
		}
		if r == '#' || r == '№' {
			end()
			found = append(found, "no")
			continue
		}
		if r == '\'' && last == letters && i+1 < len(runes) && (runes[i+1] == 's' || runes[i+1] == 'S') && (i+2 == len(runes) || scriptOf(runes[i+2]) == none) {
			runes[i+1] = ' '
			continue
		}
		s := scriptOf(r)
		if s != last || lower && unicode.IsUpper(r) {
			end()
		}
		if last = s; s == none {
			continue
		}
		lower = unicode.IsLower(r)
		r = unicode.ToLower(r)
		if folded, ok := fold.Letter(r); ok {
			b.WriteString(folded)
		} else {
			b.WriteRune(spelt(r))
		}
	}
	end()
	return found
}

// piece is a word or phrase of a header and what it may say; 0 is unknown.
type piece struct {
	text  string
	class class
}

// pieces reads words by the lexicon, the longest phrase first. A word that is
// made of others, as in German or Japanese, is taken apart.
func pieces(tokens []string) []piece {
	l := words()
	var all []piece
	for i := 0; i < len(tokens); {
		n := min(l.longest, len(tokens)-i)
		for ; n > 0; n-- {
			phrase := strings.Join(tokens[i:i+n], " ")
			if c, ok := l.classes[phrase]; ok {
				all = append(all, piece{phrase, c})
				break
			}
		}
		if n == 0 {
			all = append(all, l.compound(tokens[i])...)
			n = 1
		}
		i += n
	}
	return all
}

// maxCompound bounds the words that are taken apart, in runes.
const maxCompound = 40

func (l lexicon) compound(word string) []piece {
	first, _ := utf8.DecodeRuneInString(word)
	switch {
	case scriptOf(first) == together:
		return l.together([]rune(word))
	case scriptOf(first) == digits || utf8.RuneCountInString(word) > maxCompound:
		return []piece{{text: word}}
	}
	if made := l.takeApart(word, 0); made != nil {
		return made
	}
	return []piece{{word, l.inflected(word)}}
}

// inflected is what a word says in another form: a case, a plural, or with the
// Arabic article. Only words for people and companies, and for what is not to be
// used, are looked for, since it costs nothing to leave one more alone.
func (l lexicon) inflected(word string) class {
	const article, shortest, longest = "ال", 4, 3
	if rest, found := strings.CutPrefix(word, article); found {
		return l.classes[rest]
	}
	stem := []rune(word)
	for cut := 1; cut <= longest && len(stem)-cut >= shortest; cut++ {
		if c := l.classes[string(stem[:len(stem)-cut])] & (other | stale | person | lead | company | desk); c != 0 {
			return c
		}
	}
	return 0
}

// links may stand between the parts of a compound.
var links = []string{"", "s", "es", "n", "en", "e", "ns"}

// takeApart finds the words that one is made of, all of it, or nil. Short words
// are in too many others to be looked for.
func (l lexicon) takeApart(word string, depth int) []piece {
	const most, shortest = 3, 3
	if depth == most {
		return nil
	}
	for at := len(word); at >= 2; at-- {
		head := word[:at]
		c, ok := l.classes[head]
		if !ok || c == plain || (len(head) < shortest || depth == 0 && at == len(word)) && !(depth > 0 && c&number != 0) {
			continue
		}
		if at == len(word) {
			return []piece{{head, c}}
		}
		for _, link := range links {
			rest, linked := strings.CutPrefix(word[at:], link)
			if !linked || rest == "" {
				continue
			}
			if tail := l.takeApart(rest, depth+1); tail != nil {
				return append([]piece{{head, c}}, tail...)
			}
		}
	}
	return nil
}

// together reads words written without blanks, the longest first. What is not
// known between them is one unknown word.
func (l lexicon) together(word []rune) []piece {
	const longest = 12
	var all []piece
	for i := 0; i < len(word); {
		n := min(longest, len(word)-i)
		for ; n > 0; n-- {
			if c, ok := l.classes[string(word[i:i+n])]; ok {
				all = append(all, piece{string(word[i : i+n]), c})
				break
			}
		}
		if n == 0 {
			if k := len(all); k == 0 || all[k-1].class != 0 {
				all = append(all, piece{})
			}
			all[len(all)-1].text += string(word[i])
			n = 1
		}
		i += n
	}
	return all
}
