package importer

import (
	"bytes"
	"errors"
	"strconv"
	"unicode/utf8"
)

// attr is one attribute after another; ok is false behind the last.
func attr(attrs []byte) (name, value, rest []byte, ok bool, err error) {
	attrs = skipBlanks(attrs)
	if len(attrs) == 0 {
		return nil, nil, nil, false, nil
	}
	eq := bytes.IndexByte(attrs, '=')
	if eq < 1 {
		return nil, nil, nil, false, errXML
	}
	name = trimBlanks(attrs[:eq])
	attrs = skipBlanks(attrs[eq+1:])
	if len(attrs) < 2 || attrs[0] != '"' && attrs[0] != '\'' {
		return nil, nil, nil, false, errXML
	}
	closing := bytes.IndexByte(attrs[1:], attrs[0])
	if closing < 0 {
		return nil, nil, nil, false, errXML
	}
	return local(name), attrs[1 : 1+closing], attrs[closing+2:], true, nil
}

func local(name []byte) []byte {
	return name[bytes.IndexByte(name, ':')+1:]
}

func isBlank(b byte) bool { return b == ' ' || b == '\n' || b == '\t' || b == '\r' }

// trimBlanks cuts the white space off the end.
func trimBlanks(b []byte) []byte {
	for len(b) > 0 && isBlank(b[len(b)-1]) {
		b = b[:len(b)-1]
	}
	return b
}

// skipBlanks cuts the white space off the beginning.
func skipBlanks(b []byte) []byte {
	for len(b) > 0 && isBlank(b[0]) {
		b = b[1:]
	}
	return b
}

// unescape reads entities and makes line ends LF, in place.
func unescape(text []byte) ([]byte, error) {
	if bytes.IndexByte(text, '&') < 0 && bytes.IndexByte(text, '\r') < 0 {
		return text, nil
	}
	out := text[:0]
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\r':
			out = append(out, '\n')
			if i+1 < len(text) && text[i+1] == '\n' {
				i++
			}
		case '&':
			n := bytes.IndexByte(text[i:], ';')
			if n < 0 {
				return nil, errXML
			}
			r, err := entity(text[i+1 : i+n])
			if err != nil {
				return nil, err
			}
			out = utf8.AppendRune(out, r)
			i += n
		default:
			out = append(out, text[i])
		}
	}
	return out, nil
}

func entity(name []byte) (rune, error) {
	switch string(name) {
	case "amp":
		return '&', nil
	case "lt":
		return '<', nil
	case "gt":
		return '>', nil
	case "quot":
		return '"', nil
	case "apos":
		return '\'', nil
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, errXML
	}
	digits, base := string(name[1:]), 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 21)
	if err != nil || n > utf8.MaxRune {
		return 0, errXML
	}
	return rune(n), nil
}

var (
	errXML      = errors.New("the XML is not well-formed")
	errCutXML   = errors.New("the XML ends before its root element does")
	errHugeCell = refuse("A cell of this workbook is longer than 1 MiB, which no list of contacts holds.",
		"Shorten it in Excel, or copy the list into a workbook of its own.")
)
