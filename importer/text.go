package importer

import (
	"bytes"
	"errors"
	"io"
	"slices"

	"callsheet/model/fold"
	"callsheet/model/table"
)

// readText reads a text file as CSV.
func readText(file io.ReaderAt, size int64, how Options, in *collector) (*Result, error) {
	if how.Sheet != "" {
		return nil, refuse("This is a text file, so it has no sheet called "+quoted(how.Sheet)+".", "Leave the sheet out.")
	}
	samples, err := sampleText(file, size)
	if err != nil {
		return nil, unreadable(err)
	}
	result, err := textFacts(samples[0], size, how, findEncoding(samples))
	if err != nil {
		return nil, err
	}
	size -= endOfFileMark(file, size, result.Encoding)
	in.progress.Total.Store(size)
	mark := byteOrderMarkOf(samples[0], result.Encoding)
	in.progress.Bytes.Store(int64(mark))
	raw := &watched{in.ctx, io.NewSectionReader(file, int64(mark), size-int64(mark)), in.progress}
	text, mend, err := decoded(raw, result.Encoding)
	if err != nil {
		return nil, err
	}
	if _, err := io.CopyN(io.Discard, text, int64(result.declared)); err != nil && !errors.Is(err, io.EOF) {
		return nil, unreadable(err)
	}
	if err := readRecords(newSplitter(text, result.dialect), in); err != nil {
		return nil, err
	}
	laid, err := in.finish()
	if err != nil {
		return nil, err
	}
	laid.Encoding, laid.Delimiter = result.Encoding, string(rune(result.comma))
	if how.Encoding != "" {
		return laid, nil
	}
	laid.Guessed = mark == 0 && result.Encoding != encUTF8
	if mend != nil && mend.invalid > 0 {
		laid.Guessed = true
		if mend.invalid > mend.multi {
			laid.Encoding = encWindows
		}
	}
	if laid.Guessed {
		laid.Samples = nonASCIICells(laid.Table)
	}
	return laid, nil
}

// endOfFileMark is how many bytes the Ctrl+Z takes by which DOS programs end a
// file.
func endOfFileMark(file io.ReaderAt, size int64, encoding string) int64 {
	const ctrlZ = 0x1a
	switch encoding {
	case encUTF16LE, encUTF16BE, encUTF32LE, encUTF32BE:
		return 0
	}
	if last, err := readPiece(file, size-1, 1); err == nil && len(last) == 1 && last[0] == ctrlZ && size > 1 {
		return 1
	}
	return 0
}

// nonASCIICells are some cells that read otherwise in another encoding.
func nonASCIICells(rows *table.Table) []string {
	const enough = 5
	var found []string
	var cells []table.Cell
	for row := 0; row < rows.Len() && len(found) < enough; row++ {
		cells = rows.AppendRow(cells[:0], row)
		for _, c := range cells {
			if len(found) < enough && !fold.IsASCII(c.Text) && !slices.Contains(found, c.Text) {
				found = append(found, c.Text)
			}
		}
	}
	return found
}

func readRecords(records *splitter, in *collector) error {
	for {
		cells, err := records.next()
		if err == nil {
			var flags rowFlags
			if records.mended {
				flags = rowMended
			}
			err = in.add(records.row, cells, flags)
		}
		if err != nil {
			return endOfRecords(err)
		}
	}
}

func endOfRecords(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, errEnough) {
		return nil
	}
	return unreadable(err)
}

// textForm is what is known of a text file before its rows are read.
type textForm struct {
	Encoding string
	dialect
	declared int // bytes of decoded text that a "sep=" line takes
}

func textFacts(head []byte, size int64, how Options, found string) (textForm, error) {
	form := textForm{Encoding: found}
	if how.Encoding != "" {
		name, _, err := namedEncoding(how.Encoding)
		if err != nil {
			return form, err
		}
		form.Encoding = name
	}
	text, err := decodedHead(head, form.Encoding)
	if err != nil {
		return form, err
	}
	whole := int64(len(head)) == size
	form.dialect = findDialect(text, whole)
	if comma, n := declaredComma(text); n > 0 {
		form.comma, form.declared = comma, n
	}
	if how.Delimiter != "" {
		form.comma, err = namedComma(how.Delimiter)
	}
	return form, err
}

// decodedHead is a file's beginning as text, without its byte order mark.
func decodedHead(head []byte, encoding string) ([]byte, error) {
	mark := byteOrderMarkOf(head, encoding)
	r, _, err := decoded(bytes.NewReader(head[mark:]), encoding)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(io.LimitReader(r, 2*sniffBytes))
	if err != nil {
		return nil, unreadable(err)
	}
	return text, nil
}

// byteOrderMarkOf is the length of the mark at the file's beginning, if it is the
// encoding's.
func byteOrderMarkOf(head []byte, encoding string) int {
	name, size := byteOrderMark(head)
	if name != encoding {
		return 0
	}
	return size
}

// sampleText reads the beginning of a file and, of a long one, pieces from all
// over it, because the first accent may come late.
func sampleText(file io.ReaderAt, size int64) ([][]byte, error) {
	const pieces, pieceBytes = 15, 16 << 10
	head, err := readPiece(file, 0, min(size, sniffBytes))
	if err != nil {
		return nil, err
	}
	samples := [][]byte{head}
	rest := size - int64(len(head))
	for i := range int64(pieces) {
		n := min(pieceBytes, rest/pieces)
		if n == 0 {
			break
		}
		piece, err := readPiece(file, int64(len(head))+(rest-n)*i/(pieces-1), n)
		if err != nil {
			return nil, err
		}
		samples = append(samples, piece)
	}
	return samples, nil
}

func readPiece(file io.ReaderAt, at, n int64) ([]byte, error) {
	piece := make([]byte, n)
	read, err := file.ReadAt(piece, at)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return piece[:read], nil
}
