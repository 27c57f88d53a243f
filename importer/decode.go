package importer

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

const (
	encUTF8    = "utf-8"
	encUTF16LE = "utf-16le"
	encUTF16BE = "utf-16be"
	encWindows = "windows-1252"
)

// byteOrderMark names the encoding a file's first bytes declare and how many
// bytes that takes.
func byteOrderMark(head []byte) (name string, size int) {
	switch {
	case bytes.HasPrefix(head, []byte{0xEF, 0xBB, 0xBF}):
		return encUTF8, 3
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}):
		return encUTF16LE, 2
	case bytes.HasPrefix(head, []byte{0xFE, 0xFF}):
		return encUTF16BE, 2
	}
	return "", 0
}

// findEncoding weighs what a file's bytes say: a byte order mark, else NULs in
// every other place, else whether what lies beyond ASCII is UTF-8. Samples are
// pieces of the file, the first its beginning.
func findEncoding(samples [][]byte) string {
	if name, _ := byteOrderMark(samples[0]); name != "" {
		return name
	}
	if name := wideEncoding(samples[0]); name != "" {
		return name
	}
	multi, foreign := 0, 0
	for i, s := range samples {
		if i > 0 {
			s = fromRuneStart(s)
		}
		m, f := countUTF8(s)
		multi, foreign = multi+m, foreign+f
	}
	if foreign > multi {
		return encWindows
	}
	return encUTF8
}

// wideEncoding finds UTF-16 without a mark: letters, digits and line ends of
// most scripts' files put a NUL into the same half of many pairs.
func wideEncoding(head []byte) string {
	const sample, atLeast = 4096, 4
	pairs := head[:min(len(head), sample)]
	low, high := 0, 0
	for i := 0; i+1 < len(pairs); i += 2 {
		switch {
		case pairs[i] != 0 && pairs[i+1] == 0:
			low++
		case pairs[i] == 0 && pairs[i+1] != 0:
			high++
		}
	}
	need := max(atLeast, len(pairs)/20)
	switch {
	case low >= need && high*10 <= low:
		return encUTF16LE
	case high >= need && low*10 <= high:
		return encUTF16BE
	}
	return ""
}

// fromRuneStart skips the rest of a rune that a sample's beginning cut.
func fromRuneStart(s []byte) []byte {
	for i := range min(len(s), utf8.UTFMax-1) {
		if utf8.RuneStart(s[i]) {
			return s[i:]
		}
	}
	return s
}

// countUTF8 counts the runes of two bytes or more, and the bytes that are no
// UTF-8; a rune cut by the end counts as neither.
func countUTF8(s []byte) (multi, foreign int) {
	for len(s) > 0 {
		if s[0] < utf8.RuneSelf {
			s = s[1:]
			continue
		}
		r, size := utf8.DecodeRune(s)
		switch {
		case r != utf8.RuneError || size > 1:
			multi++
		case !utf8.FullRune(s):
			return multi, foreign
		default:
			foreign++
		}
		s = s[size:]
	}
	return multi, foreign
}

// namedEncoding looks an operator's name for an encoding up.
func namedEncoding(name string) (canonical string, enc encoding.Encoding, err error) {
	enc, err = htmlindex.Get(name)
	if err != nil || enc == encoding.Replacement {
		return "", nil, refuse("There is no encoding called "+quoted(name)+".",
			"Use utf-8, utf-16le, windows-1252, windows-1250 or another common name.").because(err)
	}
	canonical, err = htmlindex.Name(enc)
	if err != nil {
		canonical = strings.ToLower(name)
	}
	return canonical, enc, nil
}

// decoded turns a file's bytes, without their byte order mark, into UTF-8.
// Bytes that the encoding does not know never swallow their neighbours.
func decoded(r io.Reader, name string) (io.Reader, *mendUTF8, error) {
	switch name {
	case encUTF8:
		mend := &mendUTF8{}
		return transform.NewReader(r, mend), mend, nil
	case encUTF16LE:
		return transform.NewReader(r, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder()), nil, nil
	case encUTF16BE:
		return transform.NewReader(r, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder()), nil, nil
	}
	_, enc, err := namedEncoding(name)
	if err != nil {
		return nil, nil, err
	}
	return transform.NewReader(r, enc.NewDecoder()), nil, nil
}

// mendUTF8 passes UTF-8 through and reads a byte that is none as Windows-1252,
// because that is where such bytes come from: rows pasted from an older file.
type mendUTF8 struct {
	transform.NopResetter
	multi, foreign int
}

// Transform implements transform.Transformer.
func (m *mendUTF8) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	if n := asciiPrefix(src[:min(len(src), len(dst))]); n > 0 {
		copy(dst, src[:n])
		nDst, nSrc = n, n
	}
	for nSrc < len(src) {
		r, size := rune(src[nSrc]), 1
		foreign := false
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(src[nSrc:])
			if r == utf8.RuneError && size == 1 {
				if !atEOF && !utf8.FullRune(src[nSrc:]) {
					return nDst, nSrc, transform.ErrShortSrc
				}
				r, foreign = charmap.Windows1252.DecodeByte(src[nSrc]), true
			}
		}
		if nDst+utf8.RuneLen(r) > len(dst) {
			return nDst, nSrc, transform.ErrShortDst
		}
		switch {
		case foreign:
			m.foreign++
		case size > 1:
			m.multi++
		}
		nDst += utf8.EncodeRune(dst[nDst:], r)
		nSrc += size
	}
	return nDst, nSrc, nil
}

func asciiPrefix(s []byte) int {
	for i, b := range s {
		if b >= utf8.RuneSelf {
			return i
		}
	}
	return len(s)
}
