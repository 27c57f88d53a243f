package importer

import (
	"bufio"
	"encoding/csv"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"callsheet/model/phone"
	"callsheet/model/table"
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
	err := x.rows(func(_ int, own, added []table.Cell) error {
		record = record[:0]
		for _, c := range own {
			record = append(record, harmless(c.Text))
		}
		for _, c := range added {
			record = append(record, harmless(c.Text))
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
// apostrophe before it says that it is text. A spreadsheet may part the columns
// by another character than the file does, so that quotes do not hold the text
// together: every part that would then be a cell is treated alike. Telephone
// numbers and figures with a sign before them are left as they are.
func harmless(text string) string {
	if !mayRun(text) {
		return text
	}
	var b strings.Builder
	done := 0 // bytes of the text that are in b
	quote := func(at int) {
		b.WriteString(text[done:at])
		b.WriteByte('\'')
		done = at
	}
	if strings.IndexByte("\t\r\n", text[0]) >= 0 {
		quote(0) // some take these away before they look
	}
	for from := 0; from < len(text); {
		end := len(text)
		if i := strings.IndexAny(text[from:], cellEnds); i >= 0 {
			end = from + i
		}
		if bare := strings.TrimLeft(text[from:end], ` "`); runs(bare) {
			quote(end - len(bare))
		}
		from = end + 1
	}
	if b.Len() == 0 {
		return text // as e-mail addresses and phone numbers, without being copied
	}
	b.WriteString(text[done:])
	return b.String()
}

// mayRun reports whether a text holds a sign that a formula begins with, or a
// blank that a spreadsheet takes away before it looks. It is asked of every cell.
func mayRun(text string) bool {
	const wide = 0xef // the first byte of the full-width signs, and of little else
	for i := range len(text) {
		switch text[i] {
		case '=', '@', '+', '-', '\t', '\r', '\n', wide:
			return true
		}
	}
	return false
}

// cellEnds are what may part cells and rows in the eyes of a spreadsheet that
// was not told, besides the comma, which the quotes of the file hold.
const cellEnds = ";\t|\r\n"

// runs reports whether a spreadsheet takes a cell for a formula.
func runs(cell string) bool {
	first, size := utf8.DecodeRuneInString(cell)
	switch first {
	case '=', '@', '＝', '＠':
		return true
	case '+', '-', '＋', '－':
		return !onlyNumber(cell[size:]) && phone.Read(table.Cell{Text: cell}, "").Problem != phone.NoProblem
	}
	return false
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

// WriteCSV writes a table with the names of its columns as a spreadsheet opens it: in UTF-8
// with a byte order mark, and with no cell that runs as a formula.
func WriteCSV(w io.Writer, header []string, rows [][]string) error {
	buffered := bufio.NewWriterSize(w, readBlock)
	if _, err := buffered.WriteString("\ufeff"); err != nil {
		return err
	}
	records := csv.NewWriter(buffered)
	for _, row := range append([][]string{header}, rows...) {
		record := make([]string, len(row))
		for i, cell := range row {
			record[i] = harmless(cell)
		}
		if err := records.Write(record); err != nil {
			return err
		}
	}
	records.Flush()
	if err := records.Error(); err != nil {
		return err
	}
	return buffered.Flush()
}
