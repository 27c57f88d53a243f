package columns

import (
	"math"
	"net/mail"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"callsheet/model/fold"
	"callsheet/model/table"
)

// maxKey bounds a metadata key, which a prompt has to spell out.
const maxKey = 60

// zeroWidthJoiner shapes the letter before it, mostly in lists from India.
const zeroWidthJoiner = '\u200d'

// MetadataKey turns a header into the lower_snake_case name a prompt refers to
// a column by: accents are folded, camelCase is parted, and what is neither a
// letter nor a digit becomes one underscore. The signs that scripts such as
// Devanagari, Malayalam and Thai write vowels with belong to their letters. It is
// "" when nothing is left.
func MetadataKey(header string) string {
	var b strings.Builder
	gap, lower := false, false
	for _, r := range header {
		if b.Len() >= maxKey {
			break
		}
		if unicode.IsMark(r) && !unicode.Is(unicode.Inherited, r) && !unicode.Is(unicode.Hebrew, r) && b.Len() > 0 && !gap {
			b.WriteRune(r)
			continue
		}
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			gap, lower = gap || !unicode.Is(unicode.Mn, r) && r != zeroWidthJoiner, false
			continue
		}
		if (gap || lower && unicode.IsUpper(r)) && b.Len() > 0 {
			b.WriteByte('_')
		}
		gap, lower = false, unicode.IsLower(r) || unicode.IsDigit(r)
		r = unicode.ToLower(r)
		if plain, ok := fold.Letter(r); ok {
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
func MetadataValue(c table.Cell) any {
	text, bare := metadataText(c)
	switch {
	case text == "":
		return nil
	case !bare:
		return text
	case text == "true" || text == "false":
		return text == "true"
	}
	if whole, err := strconv.ParseInt(text, 10, 64); err == nil {
		return whole
	}
	figure, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return text // exactFigure lets nothing through that is no figure
	}
	return figure
}

// metadataText is the value sent for a cell as JSON spells it. It is bare when
// it is true, false or a figure, and otherwise a text to be quoted; "" is
// nothing to send.
func metadataText(c table.Cell) (text string, bare bool) {
	text = strings.TrimSpace(c.Text)
	switch c.Kind {
	case table.KindDate, table.KindError:
		return text, false
	case table.KindText, table.KindBool:
		if strings.EqualFold(text, "true") {
			return "true", true
		}
		if strings.EqualFold(text, "false") || c.Kind == table.KindBool && text != "" {
			return "false", true
		}
	}
	return text, exactFigure(text)
}

// maxExact is the largest integer a JSON reader with 64-bit floats keeps.
const maxExact = 1<<53 - 1

// exactFigure reports whether text is a figure that would be written back with
// the same characters: leading zeros, a plus sign, an exponent, trailing zeros
// and more digits than a float holds make it text.
func exactFigure(text string) bool {
	whole, fraction, point := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	if whole == "" || whole[0] == '0' && (len(whole) > 1 || !point && len(text) > 1) ||
		point && (fraction == "" || fraction[len(fraction)-1] == '0') || !fold.OnlyDigits(whole) || !fold.OnlyDigits(fraction) {
		return false
	}
	// Fifteen digits survive a float whatever they are.
	const surely = 15
	if len(whole)+len(fraction) <= surely {
		return true
	}
	if len(text) > 24 {
		return false
	}
	if !point {
		i, err := strconv.ParseInt(text, 10, 64)
		return err == nil && i <= maxExact && i >= -maxExact
	}
	f, err := strconv.ParseFloat(text, 64)
	return err == nil && math.Abs(f) <= maxExact && strconv.FormatFloat(f, 'f', -1, 64) == text
}

// MaxEmail is the longest address SMTP carries (RFC 5321, 4.5.3.1.3).
const MaxEmail = 254

// ValidEmail reports whether a mail service would accept the address: one @,
// a local part of at most 64 bytes, and a domain name with a dot. Whatever passes here
// passes the client, which checks less before a request leaves.
func ValidEmail(s string) bool {
	if len(s) > MaxEmail {
		return false
	}
	signs := 0
	for i := range len(s) {
		if partsEmails[s[i]] {
			return false
		}
		if s[i] == '@' {
			signs++
		}
	}
	if signs != 1 {
		return false
	}
	local, domain, _ := strings.Cut(s, "@")
	if local == "" || len(local) > 64 || !validDomain(domain) {
		return false
	}
	if isDotAtom(local) {
		return true
	}
	if strings.ContainsFunc(local, func(r rune) bool { return !unicode.IsGraphic(r) || unicode.IsSpace(r) }) {
		return false // the parser takes controls and invisible characters
	}
	address, err := mail.ParseAddress(s)
	return err == nil && address.Address == s
}

// partsEmails are the bytes that no address holds.
var partsEmails = func() (parts [256]bool) {
	for _, b := range []byte(" \t\r\n<>\"(),;:\\[]") {
		parts[b] = true
	}
	return parts
}()

// isDotAtom knows the local parts that need no parser to be told from wrong
// ones: letters, digits and a few signs, parted by single dots.
func isDotAtom(local string) bool {
	before := byte('.')
	for i := range len(local) {
		c := local[i]
		if c == '.' && before == '.' || c != '.' && !fold.IsDigit(c) && !fold.IsLower(fold.Lower(c)) && strings.IndexByte("!#$%&'*+/=?^_`{|}~-", c) < 0 {
			return false
		}
		before = c
	}
	return before != '.'
}

// validDomain takes host names of two labels or more, in ASCII or with the
// letters and digits of an international name.
func validDomain(domain string) bool {
	label, rest, more := strings.Cut(domain, ".")
	if !more {
		return false
	}
	for {
		if !validLabel(label) {
			return false
		}
		if !more {
			return len(label) >= 2 && !fold.OnlyDigits(label)
		}
		label, rest, more = strings.Cut(rest, ".")
	}
}

func validLabel(label string) bool {
	if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
		return false
	}
	for _, r := range label {
		if r < utf8.RuneSelf {
			if c := byte(r); c != '-' && !fold.IsDigit(c) && !fold.IsLower(fold.Lower(c)) {
				return false
			}
		} else if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) {
			return false
		}
	}
	return true
}

// MaxFieldRunes bounds what one field may carry to the service: far longer
// than any name, short enough that a prompt survives it.
const MaxFieldRunes = 500
