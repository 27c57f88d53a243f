package importer

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"callsheet/model/table"
)

const (
	maxSharedStrings = 8 << 20 // strings; as many as a full sheet of eight columns
	refsAtOnce       = 1 << 16
)

// sharedStrings are a workbook's texts, read only as far as a cell asks for.
type sharedStrings struct {
	in    *collector // that the memory is charged to
	part  io.Closer
	m     *markup
	texts []*strings.Builder // of maxCellBytes at most, so that growing copies nothing
	refs  [][]uint32         // where each string begins: the number of its builder and the place in it
	count int
	ended bool
	text  []byte
}

const refShift = 20 // bits of the place, as maxCellBytes has

func openSharedStrings(in *collector, f *zip.File) (*sharedStrings, error) {
	if f == nil {
		return &sharedStrings{ended: true}, nil
	}
	part, err := openPart(in.ctx, f, &table.Progress{})
	if err != nil {
		return nil, err
	}
	return &sharedStrings{in: in, part: part, m: newMarkup(part)}, nil
}

func (s *sharedStrings) close() {
	if s.part != nil {
		s.part.Close()
	}
}

// at returns one string, reading on to it when need be.
func (s *sharedStrings) at(i int) (string, error) {
	for s.count <= i {
		if s.ended {
			return "", errors.New("a cell names a shared string that does not exist")
		}
		if err := s.readOn(); err != nil {
			return "", err
		}
	}
	ref := s.refs[i/refsAtOnce][i%refsAtOnce]
	text := s.texts[ref>>refShift].String()
	if i++; i < s.count { // a string ends where the next one begins
		if next := s.refs[i/refsAtOnce][i%refsAtOnce]; next>>refShift == ref>>refShift {
			text = text[:next&(1<<refShift-1)]
		}
	}
	return text[ref&(1<<refShift-1):], nil
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
	if found, err := s.fastpathStrings(); found || err != nil {
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
			return s.add(s.text)
		case s.m.depth() >= 2:
			if err := s.m.skip(); err != nil {
				return err
			}
		}
	}
}

// add adds a string to the list.
func (s *sharedStrings) add(text []byte) error {
	if !utf8.Valid(text) {
		return errXML
	}
	if len(text) > maxCellBytes {
		return errHugeCell
	}
	if bytes.Contains(text, escapeStart) {
		text = appendUnescaped(nil, text)
	}
	const refBytes = 4
	if err := s.in.charge(len(text) + refBytes); err != nil {
		return err
	}
	if s.count == maxSharedStrings {
		return tooLarge()
	}
	last := len(s.texts) - 1
	if last < 0 || s.texts[last].Cap()-s.texts[last].Len() <= len(text) {
		size := firstBlock
		if last >= 0 {
			size = 2 * s.texts[last].Cap()
		}
		s.texts = append(s.texts, &strings.Builder{})
		last++
		s.texts[last].Grow(min(maxCellBytes, max(len(text)+1, size)))
	}
	if s.count%refsAtOnce == 0 {
		s.refs = append(s.refs, nil)
	}
	to, group := s.texts[last], &s.refs[s.count/refsAtOnce]
	*group = append(*group, uint32(last)<<refShift|uint32(to.Len()))
	to.Write(text)
	s.count++
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

// fastpathStrings reads some of the next strings, if they are of the fast path's form.
func (s *sharedStrings) fastpathStrings() (found bool, err error) {
	const some = 64
	if s.m.depth() != 1 {
		return false, nil
	}
	before := s.count
	err = s.m.fastpathOver(func(p *fastpath) (fastpathState, bool, error) {
		p.blanks()
		if !p.skips("<si><t>") && !p.skips(`<si><t xml:space="preserve">`) {
			return p.short(), false, nil
		}
		text, classes := p.text()
		if !p.skips("</t></si>") {
			return p.short(), false, nil
		}
		if classes&oddByte != 0 {
			s.text = append(s.text[:0], text...)
			var err error
			if text, err = unescape(s.text); err != nil {
				return fastpathOdd, false, nil //nolint:nilerr // the full reader says what is wrong
			}
		}
		err := s.add(text)
		return fastpathDone, s.count-before == some, err
	})
	return s.count > before, err
}
