package importer

import (
	"bytes"
	"context"
	"io"
	"strings"
	"unicode/utf8"
)

// recognise tells by its content what a file is. It returns the workbook, nil
// for a text file, or the refusal of everything else.
func recognise(ctx context.Context, file io.ReaderAt, size int64) (*workbook, error) {
	if size == 0 {
		return nil, refuse("The file is empty.", "Export the list again, or choose another file.")
	}
	head, err := readPiece(file, 0, min(size, sniffBytes))
	if err != nil {
		return nil, unreadable(err)
	}
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return openWorkbook(ctx, file, size)
	case bytes.HasPrefix(head, oleMark):
		return nil, oleRefusal(file, size)
	case isLockFile(head, size):
		return nil, refuse("This is the note that Excel leaves beside a workbook while it is open.",
			"Choose the workbook itself, whose name does not begin with ~$.")
	case isDBase(head, size):
		return nil, refuse("This is a dBASE table (.dbf).", saveAsXLSX)
	}
	if err := unsupportedRefusal(head); err != nil {
		return nil, err
	}
	encoding := findEncoding([][]byte{head})
	text, err := decodedHead(head, encoding)
	if err != nil {
		return nil, err
	}
	if err := markupRefusal(text, int64(len(head)) == size); err != nil {
		return nil, err
	}
	if looksBinary(text, encoding) {
		return nil, refuse("This file holds neither text nor a workbook.", chooseOther)
	}
	return nil, nil
}

// looksBinary weighs the control characters: random bytes hold some 12 in a
// hundred, text with a few stray ones hardly any.
func looksBinary(text []byte, encoding string) bool {
	controls, runes := 0, 0
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		i += size
		runes++
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0x7f || r == utf8.RuneError {
			controls++
		}
	}
	const few = 4
	share := 5 // one in so many
	if !strings.HasPrefix(encoding, "utf-") {
		share = 20
	}
	return controls > few && controls*share > runes
}
