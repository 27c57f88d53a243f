package importer

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"callsheet/model"
	"callsheet/model/table"
)

const sheetName = "Contacts"

// xlsx writes a workbook with one sheet, in which every text is stored as text,
// so that nothing in it is a formula and no number loses a digit.
func (x *exporter) xlsx(w io.Writer) error {
	header := x.header()
	if err := fitsSheet(len(header), x.count()+1); err != nil {
		return err
	}
	book := excelize.NewFile()
	defer book.Close()
	if err := book.SetSheetName("Sheet1", sheetName); err != nil {
		return fmt.Errorf("naming the sheet: %w", err)
	}
	sheet, err := book.NewStreamWriter(sheetName)
	if err != nil {
		return fmt.Errorf("beginning the sheet: %w", err)
	}
	styles, err := newExportStyles(book)
	if err != nil {
		return fmt.Errorf("making the styles: %w", err)
	}
	if err := sheet.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return fmt.Errorf("freezing the header: %w", err)
	}
	cells := make([]any, 0, len(header))
	for _, name := range header {
		cells = append(cells, excelize.Cell{StyleID: styles.bold, Value: printable(name)})
	}
	if err := sheet.SetRow("A1", cells); err != nil {
		return fmt.Errorf("writing the header: %w", err)
	}
	err = x.rows(func(place int, own, added []table.Cell) error {
		cells = cells[:0]
		for _, of := range [][]table.Cell{own, added} {
			for _, c := range of {
				value, err := styles.value(c, x.list.Table.RowNumber(x.row(place)))
				if err != nil {
					return err
				}
				cells = append(cells, value)
			}
		}
		return sheet.SetRow("A"+strconv.Itoa(place+2), cells)
	})
	if err != nil {
		return err
	}
	if err := sheet.Flush(); err != nil {
		return fmt.Errorf("ending the sheet: %w", err)
	}
	return book.Write(w)
}

func fitsSheet(columns, rows int) error {
	if rows > maxRows {
		return model.UserError("A sheet holds 1,048,576 rows, and this list has more. Save it as .csv.")
	}
	if columns > maxColumns {
		return model.UserError("A sheet holds 16,384 columns, and this list would have more. Save it as .csv.")
	}
	return nil
}

// exportStyles are the number formats that make dates of numbers.
type exportStyles struct{ bold, date, dateTime, clock int }

func newExportStyles(book *excelize.File) (s exportStyles, err error) {
	day, moment, clock := "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss.000", "hh:mm:ss.000"
	for _, style := range []struct {
		id *int
		as excelize.Style
	}{
		{&s.bold, excelize.Style{Font: &excelize.Font{Bold: true}}},
		{&s.date, excelize.Style{CustomNumFmt: &day}},
		{&s.dateTime, excelize.Style{CustomNumFmt: &moment}},
		{&s.clock, excelize.Style{CustomNumFmt: &clock}},
	} {
		if *style.id, err = book.NewStyle(&style.as); err != nil {
			return s, err
		}
	}
	return s, nil
}

// value is a cell as it is written: of the kind it was read as, or as text when
// a workbook could not give the same characters back.
func (s exportStyles) value(c table.Cell, row int) (any, error) {
	switch c.Kind {
	case table.KindNumber:
		if value, ok := exactFigure(c.Text); ok {
			return value, nil
		}
	case table.KindBool:
		if c.Text == "true" || c.Text == "false" {
			return c.Text == "true", nil
		}
	case table.KindDate:
		if value, ok := s.date1900(c.Text); ok {
			return value, nil
		}
	}
	if c.Text == "" {
		return nil, nil
	}
	text := printable(c.Text)
	if len(text) > excelize.TotalCellChars && len(utf16.Encode([]rune(text))) > excelize.TotalCellChars {
		return nil, model.UserError(fmt.Sprintf("Row %d holds a cell of more than 32,767 characters, which no workbook can. Save the list as .csv.", row))
	}
	return text, nil
}

// exactFigure is a number that is written and read back as the same characters.
// Excel and the writer keep 15 digits of a fraction.
func exactFigure(text string) (any, bool) {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return n, strconv.FormatInt(n, 10) == text
	}
	const digits = 15
	value, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(value, 0) || math.IsNaN(value) || len(strings.Trim(text, "-0.")) > digits {
		return nil, false
	}
	return value, strconv.FormatFloat(value, 'f', -1, 64) == text
}

// dateForms are the ways a date is read from a workbook.
var dateForms = []string{time.DateOnly, "2006-01-02T15:04:05.999", "15:04:05.999"}

// date1900 is a date as the day number it is stored as, when that is read back
// as the same date.
func (s exportStyles) date1900(text string) (any, bool) {
	serial, form, ok := serial1900(text)
	if !ok {
		return nil, false
	}
	return excelize.Cell{StyleID: [...]int{s.date, s.dateTime, s.clock}[form], Value: serial}, true
}

// serial1900 is a date as its day number, and which of dateForms it is of; false when
// another date would be read back.
func serial1900(text string) (serial float64, form int, ok bool) {
	for i, form := range dateForms {
		t, err := time.Parse(form, text)
		if err != nil {
			continue
		}
		epoch, read := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC), asDate
		switch {
		case i == 2:
			epoch, read = time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC), asTime
		case t.Before(time.Date(1900, 3, 1, 0, 0, 0, 0, time.UTC)):
			epoch = epoch.AddDate(0, 0, 1) // before the leap day that never was
		}
		const day = 24 * 60 * 60 * 1000
		serial := float64(t.UnixMilli()-epoch.UnixMilli()) / day
		raw := strconv.FormatFloat(serial, 'f', -1, 64)
		if back, kind := appendNumber(nil, []byte(raw), read, false); kind != table.KindDate || string(back) != text {
			return 0, 0, false
		}
		return serial, i, true
	}
	return 0, 0, false
}

// printable drops what XML cannot hold: control characters and broken text.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
		case r < ' ', r == 0xfffe, r == 0xffff:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
}
