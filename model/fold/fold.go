package fold

import (
	"unicode"
	"unicode/utf8"
)

// accents spells the accented Latin letters of file headers and country names
// in ASCII, and those of Greek without their accents. The standard library has no decomposition.
var accents = func() map[rune]string {
	folds := map[rune]string{'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'ł': "l", 'ı': "i"}
	for plain, accented := range map[string]string{
		"a": "àáâãäåāăąǎạảấầẩẫậắằẳẵặ", "c": "çćĉċč", "d": "ď", "e": "èéêëēĕėęěẹẻẽếềểễệ",
		"g": "ĝğġģ", "h": "ĥħ", "i": "ìíîïĩīĭįỉị", "j": "ĵ", "k": "ķ", "l": "ĺļľ", "n": "ñńņňŋ",
		"o": "òóôõöōŏőọỏốồổỗộớờởỡợơ", "r": "ŕŗř", "s": "śŝşšșṣ", "t": "ţťŧțṭ",
		"u": "ùúûüũūŭůűųụủứừửữựư", "w": "ŵ", "y": "ýÿŷỳỵỷỹ", "z": "źżž",
		"α": "ά", "ε": "έ", "η": "ή", "ι": "ίϊΐ", "ο": "ό", "υ": "ύϋΰ", "ω": "ώ", "σ": "ς",
	} {
		for _, r := range accented {
			folds[r] = plain
		}
	}
	return folds
}()

// Letter is a lower-case letter without its accent, and whether it had one.
func Letter(r rune) (plain string, accented bool) {
	plain, accented = accents[r]
	return plain, accented
}

// Name is a name without case, accents, spaces and punctuation, so that two
// spellings of one name are the same key. Letters of other scripts stay.
func Name(s string) string {
	var key [64]byte // longer than nearly all names, which then cost one allocation
	return string(AppendName(key[:0], s))
}

// AppendName appends Name of a text to dst, for a look into a map that costs no
// memory.
func AppendName(dst []byte, s string) []byte {
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf:
			c := byte(r)
			switch {
			case c == '&':
				dst = append(dst, "and"...)
			case 'A' <= c && c <= 'Z':
				dst = append(dst, c+'a'-'A')
			case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
				dst = append(dst, c)
			}
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			r = unicode.ToLower(r)
			if plain, ok := accents[r]; ok {
				dst = append(dst, plain...)
			} else {
				dst = utf8.AppendRune(dst, r)
			}
		}
	}
	return dst
}
