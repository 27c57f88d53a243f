package importer

import (
	"errors"
	"fmt"
	"strings"
)

// read reads one sheet.
func (b *workbook) read(how Options, in *collector) (*Result, error) {
	if how.Delimiter != "" || how.Encoding != "" {
		return nil, refuse("A workbook has neither a delimiter nor an encoding to choose.", "Leave both out.")
	}
	sheets, err := b.choose(how.Sheet)
	if err != nil {
		return nil, err
	}
	sheet := sheets[0]
	var total uint64
	for _, s := range sheets {
		if total += s.part.UncompressedSize64; total > maxLargePart && s.part != sheet.part {
			break // empty ones that are this large are no mistake
		}
		in.progress.Total.Store(int64(total))
		if err := b.readSheet(s, in); err != nil && !errors.Is(err, errEnough) {
			return nil, damaged(err)
		}
		if in.rows > 0 {
			sheet = s
			break
		}
	}
	result, err := in.finish()
	if err != nil {
		return nil, err
	}
	result.Sheet = sheet.Name
	return result, nil
}

// choose finds a sheet by its name, of which Excel ignores the case, or takes
// the visible ones in their order.
func (b *workbook) choose(name string) ([]bookSheet, error) {
	if name == "" {
		var visible []bookSheet
		for _, s := range b.sheets {
			if !s.Hidden {
				visible = append(visible, s)
			}
		}
		if len(visible) == 0 {
			return nil, refuse("Every sheet of this workbook is hidden.", chooseSheet(b.list()))
		}
		return visible, nil
	}
	for _, same := range []func(a, b string) bool{func(a, b string) bool { return a == b }, strings.EqualFold} {
		for i, s := range b.sheets {
			if same(s.Name, name) {
				return b.sheets[i : i+1], nil
			}
		}
	}
	return nil, refuse("There is no sheet called "+quoted(name)+" in this workbook.", chooseSheet(b.list()))
}

func (b *workbook) readSheet(sheet bookSheet, in *collector) (err error) {
	formats, err := readStyles(in.ctx, b.styles)
	if err != nil {
		return fmt.Errorf("reading styles: %w", err)
	}
	shared, err := openSharedStrings(in, b.strings)
	if err != nil {
		return fmt.Errorf("opening shared strings: %w", err)
	}
	defer shared.close()
	part, err := openPart(in.ctx, sheet.part, in.progress)
	if err != nil {
		return fmt.Errorf("opening sheet %q: %w", sheet.Name, err)
	}
	unpacked := newReadahead(part)
	defer unpacked.Close()
	r := &sheetReader{m: newMarkup(unpacked), shared: shared, formats: formats, epoch1904: b.epoch1904, in: in}
	if err := r.read(); err != nil {
		return fmt.Errorf("reading sheet %q: %w", sheet.Name, err)
	}
	return shared.finish()
}

// chooseSheet names the sheets there are.
func chooseSheet(sheets []Sheet) string {
	const shown = 10
	names := make([]string, 0, shown)
	for _, s := range sheets[:min(len(sheets), shown)] {
		names = append(names, quoted(s.Name))
	}
	if len(sheets) > shown {
		names = append(names, "…")
	}
	return "Choose one of " + strings.Join(names, ", ") + "."
}
