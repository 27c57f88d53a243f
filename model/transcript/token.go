package transcript

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"callsheet/model/fold"
)

// token is one word of a sentence.
type token struct {
	word     string // folded: without case, accents and marks that are written or left out
	from, to int    // bytes of the text it stands in
	breaks   bool   // a clause ends before it
}

// sentence is a run of words between two ends of a sentence.
type sentence struct {
	tokens   []token
	from, to int // bytes of the text, without blanks around
	question bool
}

// Speech that was written down without full stops is cut into pieces: where a clause ends,
// or where it has gone on too long.
const (
	longSentence = 150 // words
	maxSentence  = 250
)

// sentencesOf parts a text into sentences. The slice of tokens is reused: what is kept
// of a sentence has to be copied before the next is asked for.
func sentencesOf(text string, each func(sentence)) {
	var s sentence
	var tokens []token
	s.from = -1
	breaks := false
	end := func(at int) {
		if len(tokens) > 0 {
			s.tokens, s.to = tokens, at
			each(s)
		}
		tokens, breaks = tokens[:0], false
		s = sentence{from: -1}
	}
	for i := 0; i < len(text); {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		if wordRune(r) {
			to := wordEnd(text, i)
			if n := len(tokens); n >= maxSentence || n >= longSentence && breaks {
				end(tokens[n-1].to)
			}
			if s.from < 0 {
				s.from = i
			}
			word := folded(text[i:to])
			if word != "" {
				tokens = append(tokens, token{word: word, from: i, to: to, breaks: breaks})
				breaks = false
			}
			i = to
			continue
		}
		i += n
		switch kindOf(r) {
		case ends:
			if r == '.' && pointInside(text, i-1) {
				continue
			}
			s.question = r == '?' || r == '؟' || r == '？'
			end(i)
		case parts:
			breaks = true
		}
	}
	end(len(text))
}

type punctuation uint8

const (
	blank punctuation = iota
	parts             // a clause
	ends              // a sentence
)

func kindOf(r rune) punctuation {
	switch r {
	case '.', '!', '?', '\n', '\r', '।', '॥', '؟', '۔', '。', '？', '！', '…':
		return ends
	case ',', ';', ':', '(', ')', '[', ']', '"', '“', '”', '„', '«', '»', '–', '—', '،', '؛', '、', '，', '；', '：', '|', '/', '{', '}':
		return parts
	}
	return blank
}

// pointInside reports whether the point at i ends no sentence: one of "5 p.m. please".
func pointInside(text string, i int) bool {
	if i < 1 || !letterOf("apAPm", text[i-1]) {
		return false
	}
	if i+1 < len(text) && letterOf("mM", text[i+1]) {
		return true
	}
	return i >= 3 && text[i-2] == '.' && i+2 < len(text) && text[i+1] == ' ' && unicode.IsLower(rune(text[i+2]))
}

func letterOf(set string, c byte) bool { return strings.IndexByte(set, c) >= 0 }

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) || r == zeroJoiner || r == zeroNonJoiner
}

const zeroNonJoiner, zeroJoiner = '\u200c', '\u200d'

// wordEnd is where the word that begins at i ends. Digits keep together what is one time
// or one day: 10:30, 5/12, 2026-12-05.
func wordEnd(text string, i int) int {
	numeric := '0' <= text[i] && text[i] <= '9'
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case wordRune(r):
		case numeric && strings.ContainsRune(":./-", r) && i+1 < len(text) && '0' <= text[i+1] && text[i+1] <= '9':
		default:
			return i
		}
		i += n
	}
	return i
}

// folded is a word without what people write in two ways. Text of lower-case ASCII
// costs no memory.
func folded(word string) string {
	plain := true
	for i := range len(word) {
		if c := word[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			plain = false
			break
		}
	}
	if plain {
		return word
	}
	var b strings.Builder
	b.Grow(len(word))
	for _, r := range word {
		r = unicode.ToLower(r)
		if plain, accented := fold.Letter(r); accented {
			b.WriteString(plain)
			continue
		}
		if spelled, other := spellings[r]; other {
			b.WriteString(spelled)
			continue
		}
		switch {
		case '\u0300' <= r && r <= '\u036f', '\u064b' <= r && r <= '\u0655', r == '\u0670', r == '\u0640': // accents, the vowels of Arabic, its lengthening
		case '०' <= r && r <= '९':
			b.WriteRune('0' + r - '०')
		case '০' <= r && r <= '৯':
			b.WriteRune('0' + r - '০')
		case '٠' <= r && r <= '٩':
			b.WriteRune('0' + r - '٠')
		case '۰' <= r && r <= '۹':
			b.WriteRune('0' + r - '۰')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// spellings are letters that are written in more than one way, or left out: the dot
// below and the moon of Devanagari, the chillu letters of Malayalam, which older texts
// join from two, alif and its hamzas.
var spellings = func() map[rune]string {
	all := map[rune]string{
		zeroJoiner: "", zeroNonJoiner: "",
		'\u093c': "", 'ँ': "ं", '\u0958': "क", '\u0959': "ख", '\u095a': "ग", '\u095b': "ज", '\u095c': "ड", '\u095d': "ढ", '\u095e': "फ", '\u095f': "य",
		'\u09bc': "", '\u09dc': "ড", '\u09dd': "ঢ", '\u09df': "য", 'ঁ': "",
		'\u0a3c': "", '\u0abc': "",
		'ൻ': "ന്", 'ർ': "ര്", 'ൽ': "ല്", 'ൾ': "ള്", 'ൺ': "ണ്", 'ൿ': "ക്",
		'أ': "ا", 'إ': "ا", 'آ': "ا", 'ٱ': "ا", 'ى': "ي", 'ة': "ه", 'ی': "ي", 'ک': "ك", 'ہ': "ه", 'ھ': "ه", 'ئ': "ي", 'ؤ': "و",
		'ё': "е",
	}
	return all
}()

// words are the folded words of a text, as rules have them.
func words(text string) []string {
	var all []string
	sentencesOf(text, func(s sentence) {
		for _, t := range s.tokens {
			all = append(all, t.word)
		}
	})
	return all
}
