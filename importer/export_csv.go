package importer

import (
	"bufio"
	"encoding/csv"
	"io"
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
	first, size := utf8.DecodeRuneInString(text)
	switch first {
	case '=', '@', '\t', '\r', '\n', '＝', '＠':
		return "'" + text
	case '+', '-', '＋', '－':
		if !onlyNumber(text[size:]) && model.ReadPhone(model.Cell{Text: text}, "").Problem != model.NoProblem {
			return "'" + text
		}
	}
	return text
}

// onlyNumber reports whether a text holds digits and what stands between those
// of a telephone number, and nothing else.
func onlyNumber(text string) bool {
	digits := 0
	for _, r := range text {
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
