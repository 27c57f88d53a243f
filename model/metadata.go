package model

import (
	"math"
	"net/mail"
	"strconv"
	"strings"
	"unicode"
)

// accentFolds spells the accented Latin letters of file headers and country
// names in ASCII. The standard library has no decomposition.
var accentFolds = func() map[rune]string {
	folds := map[rune]string{'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'ł': "l", 'ı': "i"}
	for plain, accented := range map[string]string{
		"a": "àáâãäåāăąǎạảấầẩẫậắằẳẵặ", "c": "çćĉċč", "d": "ď", "e": "èéêëēĕėęěẹẻẽếềểễệ",
		"g": "ĝğġģ", "h": "ĥħ", "i": "ìíîïĩīĭįỉị", "j": "ĵ", "k": "ķ", "l": "ĺļľ", "n": "ñńņňŋ",
		"o": "òóôõöōŏőọỏốồổỗộớờởỡợơ", "r": "ŕŗř", "s": "śŝşšș", "t": "ţťŧț",
		"u": "ùúûüũūŭůűųụủứừửữựư", "w": "ŵ", "y": "ýÿŷỳỵỷỹ", "z": "źżž",
	} {
		for _, r := range accented {
			folds[r] = plain
		}
	}
	return folds
}()

// foldName is a name without case, accents, spaces and punctuation, so that
// two spellings of one name are the same key. Letters of other scripts stay.
func foldName(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		switch {
		case r < 0x80:
			if r == '&' {
				b.WriteString("and")
			} else if c := lowerASCII(byte(r)); isASCIILower(c) || isASCIIDigit(c) {
				b.WriteByte(c)
			}
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			r = unicode.ToLower(r)
			if plain, ok := accentFolds[r]; ok {
				b.WriteString(plain)
			} else {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

func lowerASCII(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

func isASCIILower(c byte) bool { return 'a' <= c && c <= 'z' }
func isASCIIDigit(c byte) bool { return '0' <= c && c <= '9' }

// maxKey bounds a metadata key, which a prompt has to spell out.
const maxKey = 60

// MetadataKey turns a header into the lower_snake_case name a prompt refers to
// a column by: accents are folded, camelCase is parted, and what is neither a
// letter nor a digit becomes one underscore. It is "" when nothing is left.
func MetadataKey(header string) string {
	var b strings.Builder
	gap, lower := false, false
	for _, r := range header {
		if b.Len() >= maxKey {
			break
		}
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			gap, lower = gap || !unicode.Is(unicode.Mn, r), false
			continue
		}
		if (gap || lower && unicode.IsUpper(r)) && b.Len() > 0 {
			b.WriteByte('_')
		}
		gap, lower = false, unicode.IsLower(r) || unicode.IsDigit(r)
		r = unicode.ToLower(r)
		if plain, ok := accentFolds[r]; ok {
			b.WriteString(plain)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// MetadataValue is the value sent for a cell: nil when it is empty, bool,
// int64 or float64 when the figure written back is the very text of the cell,
// and otherwise the text. Dates are ISO 8601 text.
func MetadataValue(c Cell) any {
	text := strings.TrimSpace(c.Text)
	if text == "" {
		return nil
	}
	switch c.Kind {
	case KindBool:
		return strings.EqualFold(text, "true")
	case KindText:
		switch strings.ToLower(text) {
		case "true":
			return true
		case "false":
			return false
		}
	case KindDate, KindError:
		return text
	}
	if number := exactNumber(text); number != nil {
		return number
	}
	return text
}

// maxExact is the largest integer a JSON reader with 64-bit floats keeps.
const maxExact = 1<<53 - 1

// exactNumber is the figure in text, or nil when writing it back would not give
// the same characters: leading zeros, a plus sign, an exponent, trailing zeros
// and more digits than a float holds all stay text.
func exactNumber(text string) any {
	if len(text) > 24 {
		return nil
	}
	if i, err := strconv.ParseInt(text, 10, 64); err == nil {
		if strconv.FormatInt(i, 10) == text && i <= maxExact && i >= -maxExact {
			return i
		}
		return nil
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) || math.Signbit(f) && f == 0 {
		return nil
	}
	if strconv.FormatFloat(f, 'f', -1, 64) != text || math.Abs(f) > maxExact {
		return nil
	}
	return f
}

// maxEmail is the longest address SMTP carries (RFC 5321, 4.5.3.1.3).
const maxEmail = 254

// ValidEmail reports whether a mail service would accept the address: one @,
// a local part of at most 64 bytes, and a domain name with a dot.
func ValidEmail(s string) bool {
	if len(s) > maxEmail || strings.ContainsAny(s, " \t\r\n<>\"(),;:\\[]") || strings.Count(s, "@") != 1 {
		return false
	}
	local, domain, _ := strings.Cut(s, "@")
	if local == "" || len(local) > 64 || !validDomain(domain) {
		return false
	}
	address, err := mail.ParseAddress(s)
	return err == nil && address.Address == s
}

// validDomain takes host names of two labels or more, in ASCII or with the
// letters and digits of an international name.
func validDomain(domain string) bool {
	labels := strings.Split(domain, ".")
	if len(labels) < 2 {
		return false
	}
	for _, label := range labels {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for _, r := range label {
			if r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) {
				return false
			}
		}
	}
	top := labels[len(labels)-1]
	return len(top) >= 2 && strings.Trim(top, "0123456789") != ""
}
