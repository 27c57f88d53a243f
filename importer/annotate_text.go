package importer

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"callsheet/model/table"
)

// textWriter copies a text file record by record, with cells put behind each.
//
// Records are cut as they are where the file is read. In an encoding in which delimiters,
// quotes and line ends are the bytes they are in ASCII, and part of nothing else, the
// file's bytes themselves are cut, so that nothing of them can change. In the others they
// are decoded, and encoded again, which must give the same bytes.
type textWriter struct {
	a     *annotation
	form  textForm
	file  *io.SectionReader // without its mark and what ends it
	same  *bufio.Reader     // the same bytes once more, where they are decoded; nil = they are not
	enc   encoding.Encoding // nil = UTF-8
	width int               // cells of the widest record
	quote bool              // every cell stands in quotes
	to    *bufio.Writer
	out   []byte
}

func (a *annotation) text(file io.ReaderAt, size int64, how Options, w io.Writer) error {
	samples, err := sampleText(file, size)
	if err != nil {
		return unreadable(err)
	}
	form, err := textFacts(samples[0], size, how, findEncoding(samples))
	if err != nil {
		return err
	}
	end := size - endOfFileMark(file, size, form.Encoding)
	mark := int64(byteOrderMarkOf(samples[0], form.Encoding))
	t := textWriter{a: a, form: form, file: io.NewSectionReader(file, mark, end-mark), to: bufio.NewWriterSize(w, readBlock)}
	if err := t.setEncoding(); err != nil {
		return err
	}
	if err := t.measure(); err != nil {
		return unreadable(err)
	}
	if _, err := io.Copy(t.to, io.NewSectionReader(file, 0, mark)); err != nil {
		return err
	}
	if err := t.copy(); err != nil {
		return err
	}
	if _, err := io.Copy(t.to, io.NewSectionReader(file, end, size-end)); err != nil {
		return err
	}
	return t.to.Flush()
}

// setEncoding finds how the file is cut, and what is added encoded.
func (t *textWriter) setEncoding() error {
	switch t.form.Encoding {
	case encUTF8:
		return nil
	case encUTF16LE:
		t.enc = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case encUTF16BE:
		t.enc = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	default:
		_, enc, err := namedEncoding(t.form.Encoding)
		if err != nil {
			return err
		}
		if t.enc = enc; keepsASCII(enc) {
			return nil
		}
	}
	t.same = bufio.NewReaderSize(nil, readBlock)
	return nil
}

// keepsASCII reports whether each byte of an encoding is a character, and those of ASCII
// are what they are there.
func keepsASCII(enc encoding.Encoding) bool {
	page, is := enc.(*charmap.Charmap)
	if !is {
		return false
	}
	for b := range byte(0x80) {
		if page.DecodeByte(b) != rune(b) {
			return false
		}
	}
	return true
}

// begin opens the file from its beginning, to be cut behind the line by which it declares
// its delimiter.
func (t *textWriter) begin() (declared []byte, records *splitter, err error) {
	if _, err := t.file.Seek(0, io.SeekStart); err != nil {
		return nil, nil, err
	}
	text := io.Reader(&watched{t.a.ctx, t.file, &table.Progress{}})
	if t.same != nil {
		t.same.Reset(io.NewSectionReader(t.file, 0, t.file.Size()))
		text = transform.NewReader(text, t.enc.NewDecoder())
	}
	declared = make([]byte, t.form.declared)
	n, err := io.ReadFull(text, declared)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return declared[:n], newSplitter(text, t.form.dialect), err
}

// measure finds how wide the widest record is, and whether cells stand in quotes where
// they need none.
func (t *textWriter) measure() error {
	const looked = 10
	_, records, err := t.begin()
	if err != nil {
		return err
	}
	t.quote = true
	for seen := 0; ; {
		cells, err := records.next()
		if errors.Is(err, io.EOF) {
			t.quote = t.quote && seen > 0
			return nil
		}
		if err != nil {
			return err
		}
		if records.row >= t.a.header {
			t.width = max(t.width, len(cells))
		}
		if seen < looked && len(cells) > 0 {
			seen++
			body, _ := cutLineEnd(records.lastRecord())
			t.quote = t.quote && len(body) > 1 && body[0] == '"' && body[len(body)-1] == '"'
		}
	}
}

// lastRecord is the last record as it stands in the text, with its line end.
func (s *splitter) lastRecord() []byte { return s.buf[s.start-s.taken : s.start] }

// cutLineEnd parts a record from its line end.
func cutLineEnd(record []byte) (body, end []byte) {
	n := len(record)
	if n > 0 && record[n-1] == '\n' {
		n--
	}
	for n > 0 && record[n-1] == '\r' && len(record)-n < maxLineEnd {
		n--
	}
	return record[:n], record[n:]
}

func (t *textWriter) copy() error {
	declared, records, err := t.begin()
	if err != nil {
		return err
	}
	if err := t.put(declared); err != nil {
		return err
	}
	for {
		cells, err := records.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return unreadable(err)
		}
		added, err := t.a.of(records.row)
		if err != nil {
			return err
		}
		body, end := cutLineEnd(records.lastRecord())
		if err := t.put(body); err != nil {
			return err
		}
		if len(added) > 0 {
			if err := t.add(added, t.width-len(cells)); err != nil {
				return err
			}
		}
		if err := t.put(end); err != nil {
			return err
		}
	}
}

// errNotSame is a file whose bytes are not those that its characters are encoded as.
var errNotSame = errors.New("the file cannot be copied in its encoding without a change")

// put copies a piece of the file.
func (t *textWriter) put(text []byte) error {
	if t.same == nil {
		_, err := t.to.Write(text)
		return err
	}
	encoded, err := t.enc.NewEncoder().Bytes(text)
	if err != nil {
		return errNotSame
	}
	for len(encoded) > 0 {
		n := min(len(encoded), readBlock/2)
		original, err := t.same.Peek(n)
		if err != nil || !bytes.Equal(original, encoded[:n]) {
			return errNotSame
		}
		if _, err := t.to.Write(original); err != nil {
			return err
		}
		if _, err := t.same.Discard(n); err != nil {
			return err
		}
		encoded = encoded[n:]
	}
	return nil
}

// add writes cells behind those of a record, which lacks some.
func (t *textWriter) add(cells []table.Cell, lacks int) error {
	t.out = t.out[:0]
	for range lacks {
		t.out = append(t.out, t.form.comma)
	}
	for _, c := range cells {
		if c.Kind == table.KindDate {
			c.Text = strings.Replace(c.Text, "T", " ", 1)
		}
		t.out = append(t.out, t.form.comma)
		t.out = t.appendCell(t.out, harmless(printable(c.Text)))
	}
	if t.enc != nil {
		t.out = t.encoded(string(t.out))
	}
	_, err := t.to.Write(t.out)
	return err
}

func (t *textWriter) appendCell(out []byte, text string) []byte {
	bare := text == strings.TrimSpace(text) && strings.IndexByte(text, t.form.comma) < 0 && !strings.ContainsAny(text, "\"\r\n")
	if bare && !t.quote {
		return append(out, text...)
	}
	out = append(out, '"')
	out = append(out, strings.ReplaceAll(text, `"`, `""`)...)
	return append(out, '"')
}

// encoded is a text in the file's encoding; what that does not have becomes a question mark.
func (t *textWriter) encoded(text string) []byte {
	if all, err := t.enc.NewEncoder().Bytes([]byte(text)); err == nil {
		return all
	}
	var out []byte
	for _, r := range text {
		one, err := t.enc.NewEncoder().Bytes([]byte(string(r)))
		if err != nil {
			t.a.done.Unfit++
			one, _ = t.enc.NewEncoder().Bytes([]byte{'?'}) //nolint:errcheck // every encoding has it
		}
		out = append(out, one...)
	}
	return out
}
