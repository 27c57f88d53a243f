package phone

import (
	"unicode"
	"unicode/utf8"

	"callsheet/model/fold"
)

// MaxCell is the longest phone cell looked into, in bytes. The longest
// honest cells hold a few numbers with their labels.
const MaxCell = 250

// phoneScan is a phone cell spelt in ASCII: digits of every script, dashes,
// blanks and brackets in their plain form, letters in lower case without
// accents, and '?' for what has no business in a phone number.
type phoneScan struct {
	buf     [MaxCell]byte
	origin  [MaxCell]uint8 // where in the cell each byte came from
	n       int
	digits  int
	letters int  // letters, '?' and '='
	hard    bool // holds something that may part two numbers or an extension
	odd     bool // something unusual was dropped or replaced
}

func (s *phoneScan) text() string { return string(s.buf[:s.n]) }

func (s *phoneScan) put(c byte, at int) {
	if s.n < len(s.buf) {
		s.buf[s.n], s.origin[s.n] = c, uint8(at)
		s.n++
	}
}

// asciiClass says what scanning does with each ASCII character.
var asciiClass = func() (class [utf8.RuneSelf]byte) {
	for c := range class {
		switch b := byte(c); {
		case fold.IsDigit(b):
			class[c] = 'd'
		case fold.IsLower(fold.Lower(b)):
			class[c] = 'l'
		case b == ' ' || b == '\t':
			class[c] = ' '
		case b == '-' || b == '.' || b == '(' || b == ')':
			class[c] = 'p'
		case b == '[' || b == '{':
			class[c] = '('
		case b == ']' || b == '}':
			class[c] = ')'
		case b == '\n' || b == '\r' || b == '\v' || b == '\f':
			class[c] = '\n'
		case b == '+' || b == '/' || b == ',' || b == ';' || b == '|' || b == '&' || b == ':' || b == '#' || b == '*' || b == '\\':
			class[c] = 'h'
		case b == '=':
			class[c] = '='
		case b == '\'' || b == '"' || b == '`' || b == '_' || b == '~' || b < ' ' || b == 0x7f:
			class[c] = 'x'
		default:
			class[c] = '?'
		}
	}
	return class
}()

// scanPhone reads a cell of at most MaxCell bytes.
func (s *phoneScan) scanPhone(text string) {
	for i := 0; i < len(text); {
		c := text[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(text[i:])
			s.scanWide(r, i)
			i += size
			continue
		}
		s.scanASCII(c, i)
		i++
	}
	s.trim()
}

func (s *phoneScan) scanASCII(c byte, at int) {
	switch class := asciiClass[c]; class {
	case 'd':
		s.digits++
		s.put(c, at)
	case 'l':
		s.letters++
		s.put(fold.Lower(c), at)
	case 'p', ' ', '(', ')':
		s.put(plainSeparator(class, c), at)
	case '\n':
		s.hard = s.hard || s.n > 0
		s.put('\n', at)
	case 'h':
		s.hard = s.hard || c != '+' || s.digits > 0
		s.put(c, at)
	case '=':
		// A leading = is the one of ="0791…", which keeps Excel from reading a figure.
		if s.n == 0 {
			s.odd = true
		} else {
			s.letters++
			s.put(c, at)
		}
	case 'x':
		s.odd = true
		if s.n > 0 && (c == '_' || c == '~') {
			s.put(' ', at)
		}
	default:
		s.letters++
		s.put('?', at)
	}
}

func plainSeparator(class, c byte) byte {
	if class == 'p' {
		return c
	}
	return class
}

// scanWide reads one character outside ASCII. All but letters are unusual in a
// phone cell, so each is worth the warning that something was restored.
func (s *phoneScan) scanWide(r rune, at int) {
	if r != 'º' && r != 'ª' && unicode.IsLetter(r) && r < 0xff00 {
		s.letters++
		if plain, ok := fold.Letter(unicode.ToLower(r)); ok {
			for i := range len(plain) {
				s.put(plain[i], at)
			}
			return
		}
		s.put('?', at)
		return
	}
	before := s.odd
	s.odd = true
	switch {
	case unicode.IsDigit(r):
		s.digits++
		s.put(decimalDigit(r), at)
	case r == '…':
		s.put('.', at)
		s.put('.', at)
		s.put('.', at)
	case r == 0x85 || r == 0x2028 || r == 0x2029:
		s.hard = s.hard || s.n > 0
		s.put('\n', at)
	case unicode.Is(unicode.Zs, r):
		s.put(' ', at)
	case unicode.Is(unicode.Pd, r) || r == '−' || r == 'ー' || r == '﹣':
		s.put('-', at)
	case r == '·' || r == '•' || r == '∙' || r == '．' || r == '。':
		s.put('.', at)
	case r > 0xff00 && r < 0xff5f: // full-width ASCII
		s.scanASCII(byte(r-0xff00+' '), at)
	case r == '﹢' || r == '⁺' || r == '➕':
		s.hard = s.hard || s.digits > 0
		s.put('+', at)
	case r == '‘' || r == '’' || r == '‚' || r == '“' || r == '”' || r == '„' || r == '´':
	case unicode.In(r, unicode.Cf, unicode.Cc, unicode.M):
		// Invisible marks and variation selectors say nothing.
	case unicode.Is(unicode.So, r) && r != utf8.RuneError:
		s.put(' ', at) // a picture such as ☎
	default:
		s.odd = before
		s.letters++
		s.put('?', at)
	}
}

// decimalDigit is the ASCII digit for a decimal digit of any script: Unicode
// keeps each script's ten in order, in runs that are multiples of ten long.
func decimalDigit(r rune) byte {
	for _, run := range unicode.Nd.R16 {
		if lo, hi := rune(run.Lo), rune(run.Hi); lo <= r && r <= hi {
			return '0' + byte((r-lo)%10)
		}
	}
	for _, run := range unicode.Nd.R32 {
		if lo, hi := rune(run.Lo), rune(run.Hi); lo <= r && r <= hi {
			return '0' + byte((r-lo)%10)
		}
	}
	return '?'
}

// trim drops blanks and line ends at both ends.
func (s *phoneScan) trim() {
	for s.n > 0 && isBlank(s.buf[s.n-1]) {
		s.n--
	}
	lead := 0
	for lead < s.n && isBlank(s.buf[lead]) {
		lead++
	}
	s.cut(lead)
}

// cut drops the first bytes.
func (s *phoneScan) cut(lead int) {
	if lead == 0 {
		return
	}
	copy(s.buf[:], s.buf[lead:s.n])
	copy(s.origin[:], s.origin[lead:s.n])
	s.n -= lead
}

func isBlank(c byte) bool { return c == ' ' || c == '\n' }
