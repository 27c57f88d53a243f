package importer

import (
	"bufio"
	"encoding/csv"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"callsheet/model"
)

// csv writes UTF-8 with a byte order mark, without which Excel takes it for
// Windows-1252.
func (x *exporter) csv(w io.Writer) error {
	buffered := bufio.NewWriterSize(w, readBlock)
	if _, err := buffered.WriteString("\ufeff"); err != nil {
		return err
	}
	records := csv.NewWriter(buffered)
	record := make([]string, 0, x.width)
	for _, name := range x.header() {
		record = append(record, harmless(name))
	}
	if err := records.Write(record); err != nil {
		return err
	}
	err := x.rows(func(_ int, own []model.Cell, added []string) error {
		record = record[:0]
		for _, c := range own {
			record = append(record, harmless(c.Text))
		}
		for _, text := range added {
			record = append(record, harmless(text))
		}
		return records.Write(record)
	})
	if err != nil {
		return err
	}
	records.Flush()
	if err := records.Error(); err != nil {
		return err
	}
	return buffered.Flush()
}

// harmless keeps a spreadsheet from running a cell's text as a formula: an
// apostrophe before it says that it is text. Telephone numbers and figures with
// a sign before them are left as they are.
func harmless(text string) string {
	if text == "" || strings.IndexByte("=+-@\t\r", text[0]) < 0 && !strings.HasPrefix(text, "\n") {
		first, _ := utf8.DecodeRuneInString(text)
		if first != '＝' && first != '＋' && first != '－' && first != '＠' {
			return text
		}
	}
	if signed(text) {
		return text
	}
	return "'" + text
}

// signed reports whether a text is a plus or minus sign and then nothing but
// digits and what stands between those of a telephone number.
func signed(text string) bool {
	first, size := utf8.DecodeRuneInString(text)
	if first != '+' && first != '-' && first != '＋' && first != '－' {
		return false
	}
	digits := 0
	for _, r := range text[size:] {
		switch {
		case unicode.IsDigit(r):
			digits++
		case r == ' ' || r == '\u00a0' || r == '(' || r == ')' || r == '.' || r == '-' || r == '/':
		default:
			return false
		}
	}
	return digits > 0
}
