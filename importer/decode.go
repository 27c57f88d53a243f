package importer

import (
	"bytes"
	"encoding/binary"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// byteOrderMark names the encoding a file's first bytes declare and how many
// bytes that takes.
func byteOrderMark(head []byte) (name string, size int) {
	switch {
	case bytes.HasPrefix(head, []byte{0xEF, 0xBB, 0xBF}):
		return encUTF8, 3
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE, 0, 0}):
		return encUTF32LE, 4
	case bytes.HasPrefix(head, []byte{0, 0, 0xFE, 0xFF}):
		return encUTF32BE, 4
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}):
		return encUTF16LE, 2
	case bytes.HasPrefix(head, []byte{0xFE, 0xFF}):
		return encUTF16BE, 2
	}
	return "", 0
}

// wideEncoding finds UTF-16 and UTF-32 without a mark: letters, digits and line
// ends of most scripts' files put a NUL into the same half of many pairs, and
// all characters of UTF-32 begin or end with one.
func wideEncoding(head []byte) string {
	const sample, atLeast = 4096, 4
	pairs := head[:min(len(head), sample)]
	if name := quadEncoding(pairs); name != "" {
		return name
	}
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

func quadEncoding(head []byte) string {
	const lastPlane = 3 // of those that hold letters
	little, big, quads := true, true, 0
	for ; len(head) >= 4; head = head[4:] {
		little = little && head[3] == 0 && head[2] <= lastPlane
		big = big && head[0] == 0 && head[1] <= lastPlane
		if head[0]|head[1]|head[2]|head[3] != 0 {
			quads++
		}
	}
	switch {
	case quads < 2 || little == big:
		return ""
	case little:
		return encUTF32LE
	}
	return encUTF32BE
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
func countUTF8(s []byte) (multi, invalid int) {
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
			return multi, invalid
		default:
			invalid++
		}
		s = s[size:]
	}
	return multi, invalid
}

// decoded turns a file's bytes, without their byte order mark, into UTF-8.
// Bytes that the encoding does not know never swallow their neighbours.
func decoded(r io.Reader, name string) (io.Reader, *mendUTF8, error) {
	switch name {
	case encUTF8:
		mend := &mendUTF8{r: r}
		return mend, mend, nil
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
	r              io.Reader
	raw            [readBlock]byte
	cut            int    // bytes at the beginning of raw that begin a rune
	out            []byte // what is to be handed out; it may lie in raw
	err            error
	mended         []byte
	multi, invalid int // runes beyond ASCII, and bytes that are no UTF-8
}

// Read implements io.Reader.
func (m *mendUTF8) Read(p []byte) (int, error) {
	for len(m.out) == 0 {
		if m.err != nil {
			return 0, m.err
		}
		m.fill()
	}
	n := copy(p, m.out)
	m.out = m.out[n:]
	return n, nil
}

func (m *mendUTF8) fill() {
	copy(m.raw[:], m.raw[len(m.raw)-m.cut:])
	n, err := m.r.Read(m.raw[m.cut:])
	m.err = err
	text := m.raw[:m.cut+n]
	m.cut = 0
	if isASCII(text) {
		m.out = text
		return
	}
	if err == nil {
		m.cut = cutRune(text)
	}
	whole := text[:len(text)-m.cut]
	copy(m.raw[len(m.raw)-m.cut:], text[len(whole):])
	multi, invalid := countUTF8(whole)
	invalid += cutRune(whole) // what follows does not belong to it
	m.multi, m.invalid = m.multi+multi, m.invalid+invalid
	if m.out = whole; invalid > 0 {
		m.mended = appendMended(m.mended[:0], whole)
		m.out = m.mended
	}
}

func appendMended(dst, text []byte) []byte {
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		if r == utf8.RuneError && size == 1 {
			r = charmap.Windows1252.DecodeByte(text[0])
		}
		dst, text = utf8.AppendRune(dst, r), text[size:]
	}
	return dst
}

// cutRune is how many bytes at the end begin a rune that goes on.
func cutRune(text []byte) int {
	for n := 1; n < utf8.UTFMax && n <= len(text); n++ {
		if tail := text[len(text)-n:]; utf8.RuneStart(tail[0]) {
			if utf8.FullRune(tail) {
				return 0
			}
			return n
		}
	}
	return 0
}

func isASCII(s []byte) bool {
	const words, high = 8, 0x8080808080808080
	for ; len(s) >= words; s = s[words:] {
		if binary.LittleEndian.Uint64(s)&high != 0 {
			return false
		}
	}
	for _, b := range s {
		if b >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
