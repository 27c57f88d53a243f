package importer

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

const (
	maxShared      = 8 << 20   // strings; as many as a full sheet of eight columns
	maxSharedBytes = 128 << 20 // of their text
)

// sharedStrings are a workbook's texts, read only as far as a cell asks for.
type sharedStrings struct {
	part  io.Closer
	m     *markup
	texts []*strings.Builder // of maxCellBytes each, so that growing copies nothing
	refs  []sharedRef
	bytes int
	ended bool
	text  []byte
}

// sharedRef is where a string lies in texts.
type sharedRef struct{ builder, at, size uint32 }

func openShared(ctx context.Context, f *zip.File) (*sharedStrings, error) {
	if f == nil {
		return &sharedStrings{ended: true}, nil
	}
	part, err := openPart(ctx, f, &Progress{})
	if err != nil {
		return nil, err
	}
	return &sharedStrings{part: part, m: newMarkup(part)}, nil
}

func (s *sharedStrings) close() {
	if s.part != nil {
		s.part.Close()
	}
}

// at returns one string, reading on to it when need be.
func (s *sharedStrings) at(i int) (string, error) {
	for len(s.refs) <= i {
		if s.ended {
			return "", errors.New("a cell names a shared string that does not exist")
		}
		if err := s.readOn(); err != nil {
			return "", err
		}
	}
	ref := s.refs[i]
	return s.texts[ref.builder].String()[ref.at : ref.at+ref.size], nil
}

// finish reads to the end, because a cut part is a damaged workbook even when
// the strings that are there would do.
func (s *sharedStrings) finish() error {
	for !s.ended {
		if err := s.readOn(); err != nil {
			return err
		}
	}
	return nil
}

// readOn reads the next strings or the end.
func (s *sharedStrings) readOn() error {
	if found, err := s.plainStrings(); found || err != nil {
		return err
	}
	for {
		kind, err := s.m.next()
		switch {
		case err != nil:
			return err
		case kind == endOfXML:
			s.ended = true
			return nil
		case kind != startTag:
		case s.m.depth() == 1 && string(s.m.name) != "sst":
			return errXML
		case s.m.depth() == 2 && string(s.m.name) == "si":
			if s.text, err = appendRich(s.text[:0], s.m); err != nil {
				return err
			}
			return s.take(s.text)
		case s.m.depth() >= 2:
			if err := s.m.skip(); err != nil {
				return err
			}
		}
	}
}

// take adds a string to the list.
func (s *sharedStrings) take(text []byte) error {
	if !utf8.Valid(text) {
		return errXML
	}
	if len(text) > maxCellBytes {
		return errHugeCell
	}
	if s.bytes += len(text); len(s.refs) == maxShared || s.bytes > maxSharedBytes {
		return tooLarge()
	}
	if bytes.Contains(text, escapeStart) {
		text = appendUnescaped(nil, text)
	}
	last := len(s.texts) - 1
	if last < 0 || s.texts[last].Cap()-s.texts[last].Len() < len(text) {
		size := min(maxCellBytes, max(len(text), s.bytes, 4096)) // grows with what there is
		s.texts = append(s.texts, &strings.Builder{})
		last++
		s.texts[last].Grow(size)
	}
	to := s.texts[last]
	s.refs = append(s.refs, sharedRef{uint32(last), uint32(to.Len()), uint32(len(text))})
	to.Write(text)
	return nil
}

var escapeStart = []byte("_x")

// appendUnescaped appends text in which characters that XML cannot hold are
// written as _x000D_ (ECMA-376 22.9.2.19), and those beyond 16 bits as two.
func appendUnescaped(dst, text []byte) []byte {
	for {
		at := bytes.Index(text, escapeStart)
		if at < 0 {
			return append(dst, text...)
		}
		dst, text = append(dst, text[:at]...), text[at:]
		code, size := escapedUnit(text)
		if low, more := escapedUnit(text[size:]); size > 0 && more > 0 {
			if pair := utf16.DecodeRune(code, low); pair != utf8.RuneError {
				code, size = pair, size+more
			}
		}
		if size > 0 && utf8.ValidRune(code) {
			dst, text = utf8.AppendRune(dst, code), text[size:]
			continue
		}
		dst, text = append(dst, escapeStart...), text[len(escapeStart):]
	}
}

// escapedUnit reads a piece such as _x000D_; size is 0 when text begins with none.
func escapedUnit(text []byte) (code rune, size int) {
	const whole = len("_x000D_")
	if len(text) < whole || text[whole-1] != '_' || !bytes.HasPrefix(text, escapeStart) {
		return 0, 0
	}
	n, err := strconv.ParseUint(string(text[len(escapeStart):whole-1]), 16, 16)
	if err != nil {
		return 0, 0
	}
	return rune(n), whole
}

// appendText appends the text of the element whose start tag came last.
func appendText(dst []byte, m *markup) ([]byte, error) {
	for outside := m.depth() - 1; ; {
		kind, err := m.next()
		switch {
		case err != nil:
			return dst, err
		case kind == charData:
			dst = append(dst, m.text...)
		case kind == startTag:
			err = m.skip()
		case m.depth() == outside:
			return dst, nil
		}
		if err != nil {
			return dst, err
		}
		if len(dst) > maxXMLBytes {
			return dst, errHugeCell
		}
	}
}

// appendRich appends the text of a string item: its t, or those of its runs,
// without the phonetic ones that tell how to read it aloud.
func appendRich(dst []byte, m *markup) ([]byte, error) {
	for outside := m.depth() - 1; ; {
		kind, err := m.next()
		switch {
		case err != nil:
			return dst, err
		case kind == endTag && m.depth() == outside:
			return dst, nil
		case kind != startTag || string(m.name) == "r":
		case string(m.name) == "t":
			dst, err = appendText(dst, m)
		default:
			err = m.skip()
		}
		if err != nil {
			return dst, err
		}
		if len(dst) > maxXMLBytes {
			return dst, errHugeCell
		}
	}
}
