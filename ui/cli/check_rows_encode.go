package cli

import (
	"slices"
	"strconv"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"callsheet/model"
	"callsheet/model/phone"
)

// rowEncoder spells rows of a list as JSON lines, with the contacts that would
// be sent for them. It is written out by hand because a hundred thousand of them
// must not be felt.
type rowEncoder struct {
	list *model.List
	plan model.Plan // of all rows that can be sent
	keys []string
}

// appendRows adds the lines of some rows to dst.
func (e *rowEncoder) appendRows(dst []byte, from, to int) []byte {
	for row := from; row < to; row++ {
		dst = e.append(dst, row)
	}
	return dst
}

// append adds one row's line to dst. The phone is given for a row that can be
// dialled; one that cannot may have a suggestion instead.
func (e *rowEncoder) append(dst []byte, row int) []byte {
	l := e.list
	v, c := l.Verdict(row), e.plan.Contact(row)
	dst = strconv.AppendInt(append(dst, `{"row":`...), int64(l.Table.RowNumber(row)), 10)
	dst = appendMember(dst, "raw", l.Contacts().FilePhone(row).Text)
	dialable := v.State == model.Ready || v.State == model.Duplicate
	phone, region := phone.Number(0), phone.Region("")
	if dialable {
		phone, region = c.Number, v.Region
	}
	dst = appendNumber(dst, "phone", phone)
	dst = appendMember(dst, "state", v.State.String())
	dst = appendMember(dst, "problem", v.Problem.String())
	dst = append(dst, `,"warnings":[`...)
	if v.Warnings != 0 {
		for i, name := range v.Warnings.Names() {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = appendText(dst, name)
		}
	}
	dst = append(dst, ']')
	dst = appendMember(dst, "region", string(region))
	dst = appendMember(dst, "name", c.Name)
	dst = appendMember(dst, "email", c.Email)
	dst = appendMember(dst, "company", c.Company)
	dst = appendMember(dst, "id", c.ID)
	dst = append(dst, `,"metadata":{`...)
	dst = append(e.appendMetadata(dst, c.Metadata), '}')
	if v.State == model.ToFix && v.Number != 0 {
		dst = appendNumber(dst, "suggestion", v.Number)
	}
	return append(dst, "}\n"...)
}

// appendMetadata adds what goes along with the row, in the order in which it is
// sent.
func (e *rowEncoder) appendMetadata(dst []byte, metadata map[string]any) []byte {
	e.keys = e.keys[:0]
	for key := range metadata {
		e.keys = append(e.keys, key)
	}
	slices.Sort(e.keys)
	for i, key := range e.keys {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(appendText(dst, key), ':')
		switch value := metadata[key].(type) {
		case string:
			dst = appendText(dst, value)
		case bool:
			dst = strconv.AppendBool(dst, value)
		case int64:
			dst = strconv.AppendInt(dst, value, 10)
		case float64:
			dst = strconv.AppendFloat(dst, value, 'f', -1, 64)
		}
	}
	return dst
}

func appendMember(dst []byte, name, text string) []byte {
	dst = append(dst, `,"`...)
	dst = append(dst, name...)
	return appendText(append(dst, `":`...), text)
}

func appendNumber(dst []byte, name string, n phone.Number) []byte {
	dst = append(dst, `,"`...)
	dst = append(dst, name...)
	dst = append(dst, `":"`...)
	if n != 0 {
		dst = strconv.AppendUint(append(dst, '+'), uint64(n), 10)
	}
	return append(dst, '"')
}

// plainText says which bytes a JSON string holds as they are.
var plainText = func() (plain [utf8.RuneSelf]bool) {
	for c := range plain {
		plain[c] = c >= ' ' && c != '"' && c != '\\' && c != 0x7f
	}
	return plain
}()

const hexDigits = "0123456789abcdef"

// appendText adds a JSON string. Characters that steer a terminal or hide are
// spelt as their code, so that the lines can be looked at safely and still say
// what the file said.
func appendText(dst []byte, s string) []byte {
	dst = append(dst, '"')
	from, wide := 0, false
	for i := range len(s) {
		c := s[i]
		if c >= utf8.RuneSelf {
			wide = true
			continue
		}
		if plainText[c] {
			continue
		}
		dst = appendPart(dst, s[from:i], wide)
		from, wide = i+1, false
		switch c {
		case '"', '\\':
			dst = append(dst, '\\', c)
		case '\n':
			dst = append(dst, `\n`...)
		case '\r':
			dst = append(dst, `\r`...)
		case '\t':
			dst = append(dst, `\t`...)
		default:
			dst = append(dst, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&0xf])
		}
	}
	return append(appendPart(dst, s[from:], wide), '"')
}

func appendPart(dst []byte, s string, wide bool) []byte {
	if wide {
		return appendSafe(dst, s)
	}
	return append(dst, s...)
}

// appendSafe adds text of JSON with the characters beyond ASCII that steer a
// terminal or hide spelt as their code.
func appendSafe(dst []byte, s string) []byte {
	from := 0
	for i, r := range s {
		if r < utf8.RuneSelf && r != 0x7f || unicode.IsLetter(r) {
			continue
		}
		if r == utf8.RuneError || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) {
			_, size := utf8.DecodeRuneInString(s[i:])
			dst = appendCode(append(dst, s[from:i]...), r)
			from = i + size
		}
	}
	return append(dst, s[from:]...)
}

// appendCode spells a character as JSON does, in two halves where it needs
// them.
func appendCode(dst []byte, r rune) []byte {
	if r > 0xffff {
		high, low := utf16.EncodeRune(r)
		return appendCode(appendCode(dst, high), low)
	}
	return append(dst, '\\', 'u', hexDigits[r>>12&0xf], hexDigits[r>>8&0xf], hexDigits[r>>4&0xf], hexDigits[r&0xf])
}
