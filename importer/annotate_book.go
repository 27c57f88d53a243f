package importer

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"callsheet/model/table"
)

// workbook copies a workbook part by part.
func (a *annotation) workbook(b *workbook, name string, w io.Writer) error {
	sheets, err := b.choose(name)
	if err != nil {
		return err
	}
	part := sheets[0].part
	shape, err := a.measure(part)
	if err != nil {
		return fmt.Errorf("measuring the sheet: %w", err)
	}
	if shape.first+len(a.added.Header) > maxColumns {
		return refuse("The sheet has no room for more columns.", "Save the results as .csv.")
	}
	styles, err := readStyles(a.ctx, b.styles)
	if err != nil {
		return fmt.Errorf("reading styles: %w", err)
	}
	out := zip.NewWriter(w)
	if err := out.SetComment(b.archive.Comment); err != nil {
		return err
	}
	for _, f := range b.archive.File {
		if err := a.ctx.Err(); err != nil {
			return err
		}
		if f != part {
			if err := out.Copy(f); err != nil {
				return fmt.Errorf("copying %q: %w", f.Name, err)
			}
			continue
		}
		if err := a.sheet(out, f, sheetWriter{a: a, shape: shape, moment: momentStyle(styles), epoch1904: b.epoch1904}); err != nil {
			return fmt.Errorf("adding to the sheet: %w", err)
		}
	}
	return out.Close()
}

// sheet writes the sheet's part anew.
func (a *annotation) sheet(out *zip.Writer, f *zip.File, sheet sheetWriter) error {
	head := f.FileHeader
	head.Method, head.Extra = zip.Deflate, nil
	head.CRC32, head.CompressedSize64, head.UncompressedSize64 = 0, 0, 0
	part, err := out.CreateHeader(&head)
	if err != nil {
		return err
	}
	from, err := a.openPlain(f)
	if err != nil {
		return err
	}
	defer from.Close()
	unpacked := newReadahead(from)
	defer unpacked.Close()
	into := bufio.NewWriterSize(part, readBlock)
	sheet.m = newMarkup(unpacked)
	sheet.m.copied = into
	if err := sheet.write(); err != nil {
		return err
	}
	return into.Flush()
}

// errOtherEncoding is a sheet that what is added cannot be written into as it is.
var errOtherEncoding = errors.New("the sheet is in another encoding than UTF-8")

// openPlain opens a part to be read as it is; it must be in UTF-8.
func (a *annotation) openPlain(f *zip.File) (io.ReadCloser, error) {
	const encrypted, looked = 1, 256
	if f.UncompressedSize64 > maxLargePart {
		return nil, tooLarge()
	}
	if f.Flags&encrypted != 0 {
		return nil, errors.New("the part is encrypted")
	}
	part, err := f.Open()
	if err != nil {
		return nil, err
	}
	text := bufio.NewReaderSize(&watched{a.ctx, part, &table.Progress{}}, readBlock)
	head, err := text.Peek(looked)
	if err != nil && !errors.Is(err, io.EOF) {
		part.Close()
		return nil, err
	}
	name, mark := byteOrderMark(head)
	if name == "" {
		name = declaredEncoding(head[mark:])
	}
	if name != "" && !strings.EqualFold(name, encUTF8) {
		part.Close()
		return nil, errOtherEncoding
	}
	return struct {
		io.Reader
		io.Closer
	}{text, part}, nil
}

// momentStyle is a style for a day with its time, as the sheet has it; -1 is none.
func momentStyle(styles []cellForm) int {
	for i, s := range styles {
		if s.moment {
			return i
		}
	}
	return -1
}

// ending is what the name of a workbook ends in by what it says of itself: no spreadsheet
// program opens one with macros, or a template, under another. "" = it does not say.
func (b *workbook) ending(ctx context.Context) string {
	f := b.parts["[content_types].xml"]
	if f == nil || f.UncompressedSize64 > maxSmallPart {
		return ""
	}
	part, err := openPart(ctx, f, &table.Progress{})
	if err != nil {
		return ""
	}
	defer part.Close()
	types, err := io.ReadAll(io.LimitReader(part, maxSmallPart))
	if err != nil {
		return ""
	}
	for _, kind := range []struct{ says, ending string }{
		{"sheet.macroEnabled.main+xml", ".xlsm"}, {"template.macroEnabled.main+xml", ".xltm"}, {"template.main+xml", ".xltx"},
	} {
		if bytes.Contains(types, []byte(kind.says)) {
			return kind.ending
		}
	}
	return ".xlsx"
}
