package importer

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"strings"
	"unicode/utf8"
)

// recognise tells by its content what a file is. It returns the workbook, nil
// for a text file, or the refusal of everything else.
func recognise(ctx context.Context, file *os.File, size int64) (*workbook, error) {
	head, err := readPiece(file, 0, min(size, sniffBytes))
	if err != nil {
		return nil, unreadable(err)
	}
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return openWorkbook(ctx, file, size)
	case bytes.HasPrefix(head, oleMark):
		return nil, oleRefusal(file, size)
	}
	for _, f := range foreignFormats {
		if bytes.HasPrefix(head[min(f.at, len(head)):], []byte(f.mark)) {
			return nil, refuse(f.what, f.next)
		}
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

const (
	oldExcel   = "This is an old Excel 97 workbook."
	unpackIt   = "Unpack it and choose the list inside."
	listNotPic = "Choose the list itself: a CSV file or an Excel workbook (.xlsx)."
)

// foreignFormats are told by their first bytes.
var foreignFormats = []struct {
	at               int
	mark, what, next string
}{
	{0, "%PDF-", "This is a PDF document.", "Export the list from where it was made as CSV or .xlsx."},
	{0, "\x1f\x8b", "This is a gzip archive.", unpackIt},
	{0, "BZh", "This is a bzip2 archive.", unpackIt},
	{0, "\xfd7zXZ\x00", "This is an xz archive.", unpackIt},
	{0, "\x28\xb5\x2f\xfd", "This is a zstd archive.", unpackIt},
	{0, "7z\xbc\xaf\x27\x1c", "This is a 7-Zip archive.", unpackIt},
	{0, "Rar!\x1a\x07", "This is a RAR archive.", unpackIt},
	{257, "ustar", "This is a tar archive.", unpackIt},
	{0, "\x89PNG\r\n", "This is an image.", listNotPic},
	{0, "\xff\xd8\xff", "This is an image.", listNotPic},
	{0, "GIF8", "This is an image.", listNotPic},
	{0, "II*\x00", "This is an image.", listNotPic},
	{0, "MM\x00*", "This is an image.", listNotPic},
	{8, "WEBPVP8", "This is an image.", listNotPic},
	{4, "ftyphei", "This is an image.", listNotPic},
	{0, "\x7fELF", "This is a program.", listNotPic},
	{0, "SQLite format 3\x00", "This is a database.", "Export the table from it as CSV."},
	{0, "{\\rtf", "This is a text document (RTF).", "Copy the table into Excel and save it as .xlsx."},
	{0, "ID;P", "This is a SYLK spreadsheet.", saveAsXLSX},
	{0, "\x09\x00\x04\x00", oldExcel, saveAsXLSX},
	{0, "\x09\x02\x06\x00", oldExcel, saveAsXLSX},
	{0, "\x09\x04\x06\x00", oldExcel, saveAsXLSX},
	{0, "\x09\x08\x08\x00", oldExcel, saveAsXLSX},
	{0, "PAR1", "This is a Parquet file.", "Export it as CSV."},
}

// markupRefusal refuses text that is no table: web pages and XML, which some
// programs export as ".xls", JSON and contact cards.
func markupRefusal(text []byte, whole bool) error {
	start := bytes.TrimLeft(text, " \t\r\n\ufeff")
	lower := strings.ToLower(string(start[:min(len(start), 4096)]))
	switch {
	case strings.HasPrefix(lower, "<?xml"), strings.HasPrefix(lower, "<workbook"):
		switch {
		case strings.Contains(lower, "urn:schemas-microsoft-com:office:spreadsheet"), strings.Contains(lower, "excel.sheet"):
			return refuse("This is an XML spreadsheet, as Excel 2003 saved it.", saveAsXLSX)
		case strings.Contains(lower, "opendocument"):
			return refuse("This is an OpenDocument file.", "Open it in LibreOffice or Excel and save it as .xlsx.")
		case strings.Contains(lower, "<html"):
			return webPage()
		}
		return refuse("This is an XML document.", "Export the list as CSV or .xlsx.")
	case beginsWithTag(lower):
		return webPage()
	case strings.HasPrefix(lower, "mime-version:"):
		return refuse("This is a web archive.", saveAsXLSX)
	case strings.HasPrefix(lower, "begin:vcard"):
		return refuse("This is a contact card file (vCard).", "Export the contacts as CSV.")
	case isJSON(start, whole):
		return refuse("This is a JSON file.", "Export the list as CSV or .xlsx.")
	}
	return nil
}

func webPage() error {
	return refuse("This is a web page, whatever its name says.", saveAsXLSX)
}

func beginsWithTag(lower string) bool {
	for strings.HasPrefix(lower, "<!--") {
		_, rest, found := strings.Cut(lower, "-->")
		if !found {
			return true
		}
		lower = strings.TrimLeft(rest, " \t\r\n")
	}
	for _, tag := range []string{"<!doctype", "<html", "<head", "<body", "<table", "<meta", "<style", "<div", "<script"} {
		if strings.HasPrefix(lower, tag) {
			return true
		}
	}
	return false
}

// isJSON reads on until the text proves to be JSON or something else.
func isJSON(text []byte, whole bool) bool {
	const enough = 20 // tokens
	if len(text) == 0 || text[0] != '{' && text[0] != '[' {
		return false
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	depth := 0
	for range enough {
		token, err := decoder.Token()
		if err != nil {
			return whole && errors.Is(err, io.EOF) && depth == 0
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
	}
	return true
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
	if encoding == encWindows {
		share = 20
	}
	return controls > few && controls*share > runes
}
