package importer

import (
	"bytes"
	"errors"
	"io"
)

// markup reads the XML of a workbook's parts. encoding/xml takes seconds for
// 100,000 rows; this takes a tenth of that, and is strict where it matters: an
// unclosed element, a cut end or a DOCTYPE is an error.
type markup struct {
	r        io.Reader
	buf      []byte
	pos, end int
	eof      bool

	name   []byte // of the last start tag, without its prefix
	attrs  []byte
	empty  bool // the last start tag closed itself; its end tag follows
	open   []byte
	starts []int // where each open element's name begins in open
	seen   bool  // a root element was read
	text   []byte

	copied io.Writer // gets every byte that was read, as it was; nil = nobody
	from   int       // where in buf those begin that it did not get yet
	tagged int       // bytes of the last tag

	fastpath fastpath
}

type tokenKind uint8

const (
	startTag tokenKind = iota
	endTag
	charData
	endOfXML
)

const (
	maxXMLDepth = 64
	maxTagBytes = 1 << 20
	maxXMLBytes = 2 * maxCellBytes // one piece of text, before entities are read
)

func newMarkup(r io.Reader) *markup {
	return &markup{r: r, buf: make([]byte, firstBlock)}
}

// depth is the number of open elements; right after a start tag it counts that.
func (m *markup) depth() int { return len(m.starts) }

// next reads the next token. name, attrs and text are valid until the next call.
func (m *markup) next() (tokenKind, error) {
	if m.empty {
		m.empty, m.tagged = false, 0
		m.pop()
		return endTag, nil
	}
	for {
		if m.pos == m.end {
			more, err := m.fill()
			if err != nil {
				return 0, err
			}
			if !more {
				if m.depth() > 0 || !m.seen {
					return 0, errCutXML
				}
				return endOfXML, nil
			}
			continue
		}
		if m.buf[m.pos] != '<' {
			text, err := m.upTo("<", maxXMLBytes)
			if err != nil {
				return 0, err
			}
			if m.depth() == 0 {
				if len(bytes.TrimSpace(text)) > 0 && !bytes.Equal(text, []byte("\ufeff")) {
					return 0, errXML
				}
				continue
			}
			if m.text = text; m.copied == nil {
				m.text, err = unescape(text)
			}
			return charData, err
		}
		kind, found, err := m.tag()
		if err != nil || found {
			return kind, err
		}
	}
}

// tag reads what begins with <. found is false for what holds no content.
func (m *markup) tag() (kind tokenKind, found bool, err error) {
	const longestMark = len("<![CDATA[")
	for m.end-m.pos < longestMark {
		more, err := m.fill()
		if err != nil {
			return 0, false, err
		}
		if !more {
			break
		}
	}
	rest := m.buf[m.pos:m.end]
	if len(rest) < 2 {
		return 0, false, errCutXML
	}
	switch rest[1] {
	case '?':
		return 0, false, m.skipPast("?>")
	case '!':
		return m.declaration(rest)
	case '/':
		body, err := m.tagBody()
		if err != nil {
			return 0, false, err
		}
		if m.depth() == 0 || !bytes.Equal(trimBlanks(body[2:len(body)-1]), m.open[m.starts[m.depth()-1]:]) {
			return 0, false, errXML
		}
		m.pop()
		return endTag, true, nil
	}
	body, err := m.tagBody()
	if err != nil {
		return 0, false, err
	}
	return startTag, true, m.push(body[1 : len(body)-1])
}

// declaration reads what begins with <!.
func (m *markup) declaration(rest []byte) (kind tokenKind, found bool, err error) {
	switch {
	case bytes.HasPrefix(rest, []byte("<!--")):
		m.pos += len("<!--")
		return 0, false, m.skipPast("-->")
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		m.pos += len("<![CDATA[")
		m.text, err = m.upTo("]]>", maxXMLBytes)
		if err == nil && m.pos == m.end {
			err = errCutXML
		}
		m.pos += len("]]>")
		return charData, m.depth() > 0, err
	}
	return 0, false, refuse("This workbook holds a document type, which no spreadsheet program writes.", saveAsXLSX)
}

// tagBody takes a whole tag with its brackets.
func (m *markup) tagBody() ([]byte, error) {
	body, err := m.wholeTag()
	m.tagged = len(body)
	return body, err
}

// wholeTag is a tag up to its bracket; > may stand inside a value.
func (m *markup) wholeTag() ([]byte, error) {
	rest := m.buf[m.pos:m.end]
	const short = 16
	for i, b := range rest[1:min(len(rest), short)] {
		if b == '>' {
			m.pos += i + 2
			return rest[:i+2], nil
		}
		if b == '"' || b == '\'' || b == '<' {
			break
		}
	}
	if n := bytes.IndexByte(rest, '>'); n > 0 {
		body := rest[:n+1]
		if bytes.Count(body, []byte{'"'})%2 == 0 && bytes.IndexByte(body, '\'') < 0 && bytes.IndexByte(body[1:], '<') < 0 {
			m.pos += len(body)
			return body, nil
		}
	}
	return m.oddTagBody()
}

func (m *markup) oddTagBody() ([]byte, error) {
	var quote byte
	for at := 0; ; {
		for ; m.pos+at < m.end; at++ {
			switch b := m.buf[m.pos+at]; {
			case quote != 0:
				if b == quote {
					quote = 0
				}
			case b == '"' || b == '\'':
				quote = b
			case b == '>':
				body := m.buf[m.pos : m.pos+at+1]
				m.pos += at + 1
				return body, nil
			case b == '<' && at > 0:
				return nil, errXML
			}
		}
		if at > maxTagBytes {
			return nil, errXML
		}
		more, err := m.fill()
		if err != nil {
			return nil, err
		}
		if !more {
			return nil, errCutXML
		}
	}
}

func (m *markup) push(body []byte) error {
	if n := len(body); n > 0 && body[n-1] == '/' {
		m.empty = true
		body = body[:n-1]
	}
	n := 0
	for n < len(body) && !isBlank(body[n]) {
		n++
	}
	full := body[:n]
	if n == 0 || m.depth() == maxXMLDepth || m.depth() == 0 && m.seen {
		return errXML
	}
	m.starts = append(m.starts, len(m.open))
	m.open = append(m.open, full...)
	m.seen = true
	m.name, m.attrs = local(full), body[n:]
	return nil
}

// prefix is that of the innermost open element, with its colon.
func (m *markup) prefix() string {
	full := m.open[m.starts[m.depth()-1]:]
	return string(full[:len(full)-len(local(full))])
}

func (m *markup) pop() {
	last := m.depth() - 1
	m.open, m.starts = m.open[:m.starts[last]], m.starts[:last]
}

// skip reads to the end of the element whose start tag came last.
func (m *markup) skip() error {
	for outside := m.depth() - 1; m.depth() > outside; {
		if _, err := m.next(); err != nil {
			return err
		}
	}
	return nil
}

// upTo takes the text before a token and leaves that unread; the text ends
// with the file when there is none.
func (m *markup) upTo(token string, limit int) ([]byte, error) {
	for at := 0; ; {
		if n := bytes.Index(m.buf[m.pos+at:m.end], []byte(token)); n >= 0 {
			text := m.buf[m.pos : m.pos+at+n]
			m.pos += at + n
			return text, nil
		}
		at = max(0, m.end-m.pos-len(token)+1)
		if at > limit {
			return nil, errHugeCell
		}
		more, err := m.fill()
		if err != nil {
			return nil, err
		}
		if !more {
			text := m.buf[m.pos:m.end]
			m.pos = m.end
			return text, nil
		}
	}
}

// skipPast steps over a comment or an instruction, however long.
func (m *markup) skipPast(token string) error {
	for {
		if n := bytes.Index(m.buf[m.pos:m.end], []byte(token)); n >= 0 {
			m.pos += n + len(token)
			return nil
		}
		m.pos = max(m.pos, m.end-len(token)+1)
		more, err := m.fill()
		if err != nil {
			return err
		}
		if !more {
			return errCutXML
		}
	}
}

// fill reads on behind what is unread and reports whether there was anything.
func (m *markup) fill() (bool, error) {
	if m.eof {
		return false, nil
	}
	if m.pos > 0 {
		if err := m.handOut(0); err != nil {
			return false, err
		}
		m.end = copy(m.buf, m.buf[m.pos:m.end])
		m.pos, m.from = 0, 0
	}
	if m.end == len(m.buf) || len(m.buf) < 2*readBlock {
		larger := make([]byte, 2*len(m.buf)) // so that small parts have small buffers
		copy(larger, m.buf[:m.end])
		m.buf = larger
	}
	for range 100 {
		n, err := m.r.Read(m.buf[m.end:])
		m.end += n
		if errors.Is(err, io.EOF) {
			m.eof = true
			return n > 0, nil
		}
		if err != nil || n > 0 {
			return n > 0, err
		}
	}
	return false, io.ErrNoProgress
}

// attribute is the value of the last start tag's attribute of that name.
func (m *markup) attribute(wanted string) (string, error) {
	for rest := m.attrs; ; {
		name, value, next, ok, err := attr(rest)
		if err != nil || !ok {
			return "", err
		}
		if string(name) == wanted {
			value, err = unescape(bytes.Clone(value)) // the tag may be asked again
			return string(value), err
		}
		rest = next
	}
}

// fastpathOver reads one piece after another until one is not of its form or
// enough were read.
func (m *markup) fastpathOver(read func(p *fastpath) (state fastpathState, enough bool, err error)) error {
	for !m.empty {
		p := &m.fastpath
		p.b, p.i = m.buf[m.pos:m.end], 0
		state, enough, err := read(p)
		if err != nil || state == fastpathOdd {
			return err
		}
		if state == fastpathDone {
			m.pos += p.i
			if enough {
				return nil
			}
			continue
		}
		// Reading on by half as much again keeps what is long from being read over and over.
		had := len(p.b)
		for m.end-m.pos <= had+had/2 {
			more, err := m.fill()
			if err != nil {
				return err
			}
			if !more {
				break
			}
		}
		if now := m.end - m.pos; now == had || now > maxFastpathBytes {
			return nil
		}
	}
	return nil
}
