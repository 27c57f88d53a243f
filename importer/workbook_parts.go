package importer

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/flate"
	"context"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"path"
	"strconv"
	"strings"

	"callsheet/model/table"
)

const (
	maxZipTail    = 65_557   // the end-of-directory record and its comment
	maxZipEntries = 20_000   // a workbook has some tens
	maxZipIndex   = 16 << 20 // bytes of directory
	maxSmallPart  = 4 << 20  // workbook.xml and relationships
	maxStylesPart = 64 << 20 // Excel stops at 65,490 styles
	maxLargePart  = 1 << 30  // a sheet or the shared strings, unpacked
	maxSheets     = 1_000
)

// workbook is an opened .xlsx package: where its parts are, but none of its
// rows.
type workbook struct {
	archive   *zip.Reader
	parts     map[string]*zip.File // by lower-case name
	sheets    []bookSheet
	strings   *zip.File // nil when there are none
	styles    *zip.File // nil when there are none
	epoch1904 bool
}

type bookSheet struct {
	Sheet
	part *zip.File
}

func (b *workbook) list() []Sheet {
	list := make([]Sheet, len(b.sheets))
	for i, s := range b.sheets {
		list[i] = s.Sheet
	}
	return list
}

// openWorkbook finds the parts of a workbook in a zip, or says what else the
// zip is.
func openWorkbook(ctx context.Context, file io.ReaderAt, size int64) (*workbook, error) {
	if err := boundedDirectory(file, size); err != nil {
		return nil, err
	}
	archive, err := zip.NewReader(file, size)
	if err != nil {
		return nil, damaged(err)
	}
	archive.RegisterDecompressor(zip.Deflate, func(r io.Reader) io.ReadCloser {
		return flate.NewReader(bufio.NewReaderSize(r, readBlock)) // instead of 4 KiB at a time
	})
	b := &workbook{archive: archive, parts: map[string]*zip.File{}}
	for _, f := range archive.File {
		name := partName(f.Name)
		if b.parts[name] != nil {
			return nil, damaged(errors.New("the part " + name + " is there twice"))
		}
		b.parts[name] = f
	}
	if err := b.refuseUnsupported(ctx); err != nil {
		return nil, err
	}
	if err := b.readParts(ctx); err != nil {
		return nil, damaged(err)
	}
	return b, nil
}

func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// boundedDirectory looks at the end of a zip before archive/zip takes memory
// for as many entries as it claims.
func boundedDirectory(file io.ReaderAt, size int64) error {
	tail, err := readPiece(file, max(0, size-maxZipTail), min(size, maxZipTail))
	if err != nil {
		return unreadable(err)
	}
	const recordBytes = 22
	at := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if at < 0 || len(tail)-at < recordBytes {
		return damaged(zip.ErrFormat)
	}
	entries := binary.LittleEndian.Uint16(tail[at+10:])
	index := binary.LittleEndian.Uint32(tail[at+12:])
	if entries > maxZipEntries || index > maxZipIndex {
		return refuse("This archive holds more files than any workbook does.", chooseOther)
	}
	return nil
}

// refuseUnsupported refuses zips that are something else than a workbook we read.
func (b *workbook) refuseUnsupported(ctx context.Context) error {
	has := func(name string) bool { return b.parts[name] != nil }
	switch {
	case has("mimetype"), has("content.xml") && has("meta-inf/manifest.xml"):
		return b.openDocument(ctx)
	case has("xl/workbook.bin"):
		return binaryWorkbook()
	case has("index/document.iwa"), has("index.zip"), has("index/tables/datalist.iwa"):
		return refuse("This is an Apple Numbers document.", "Open it in Numbers and export it as Excel (.xlsx).")
	case has("word/document.xml"):
		return refuse("This is a Word document.", "Copy the table into Excel and save it as .xlsx.")
	case has("ppt/presentation.xml"):
		return refuse("This is a PowerPoint presentation.", chooseOther)
	case has("_rels/.rels"), has("[content_types].xml"), has("xl/workbook.xml"):
		return nil
	}
	for name := range b.parts {
		switch {
		case strings.HasPrefix(name, "index/") && strings.HasSuffix(name, ".iwa"):
			return refuse("This is an Apple iWork document.", "Open it in Numbers and export it as Excel (.xlsx).")
		case strings.HasPrefix(name, "xl/worksheets/"):
			return damaged(errors.New("the workbook part is missing"))
		}
	}
	return refuse("This is a zip archive.", unpackIt)
}

func binaryWorkbook() error {
	return refuse("This is a binary Excel workbook (.xlsb).", saveAsXLSX)
}

// openDocument names what a zip with a media type of its own holds.
func (b *workbook) openDocument(ctx context.Context) error {
	const longest = 256
	kind := []byte("opendocument.spreadsheet")
	if f := b.parts["mimetype"]; f != nil {
		part, err := openPart(ctx, f, &table.Progress{})
		if err != nil {
			return damaged(err)
		}
		defer part.Close()
		if kind, err = io.ReadAll(io.LimitReader(part, longest)); err != nil {
			return damaged(err)
		}
	}
	switch {
	case bytes.Contains(kind, []byte("opendocument.text")):
		return refuse("This is an OpenDocument text.", "Copy the table into a spreadsheet and save it as .xlsx.")
	case bytes.Contains(kind, []byte("epub")):
		return refuse("This is an e-book.", chooseOther)
	}
	return refuse("This is an OpenDocument file, as LibreOffice saves it (.ods).", "Open it in LibreOffice or Excel and save it as .xlsx.")
}

type relationships struct {
	Relationship []struct {
		ID     string `xml:"Id,attr"`
		Type   string `xml:"Type,attr"`
		Target string `xml:"Target,attr"`
	}
}

// target is the part the first relationship of a kind leads to, or "".
func (r relationships) target(kind, from string) string {
	for _, rel := range r.Relationship {
		if path.Base(rel.Type) == kind {
			return resolve(from, rel.Target)
		}
	}
	return ""
}

// resolve makes a part's name of a relationship's target (ECMA-376 part 2, 9.3).
func resolve(from, target string) string {
	if strings.HasPrefix(target, "/") {
		return partName(path.Clean(target))
	}
	return partName(path.Join(path.Dir(from), target))
}

// part finds a part by its name, which some programs escape as in an address.
func (b *workbook) part(name string) *zip.File {
	if f := b.parts[name]; f != nil {
		return f
	}
	plain, err := url.PathUnescape(name)
	if err != nil {
		return nil
	}
	return b.parts[plain]
}

func relsOf(part string) string {
	dir, base := path.Split(part)
	return dir + "_rels/" + base + ".rels"
}

type bookXML struct {
	Properties struct {
		Date1904 string `xml:"date1904,attr"`
	} `xml:"workbookPr"`
	Sheets []struct {
		Name  string `xml:"name,attr"`
		State string `xml:"state,attr"`
		RelID string `xml:"id,attr"`
	} `xml:"sheets>sheet"`
}

func (b *workbook) readParts(ctx context.Context) error {
	main := "xl/workbook.xml"
	if b.parts["_rels/.rels"] != nil {
		var rels relationships
		if err := b.unmarshal(ctx, "_rels/.rels", &rels); err != nil {
			return err
		}
		if found := rels.target("officeDocument", ""); found != "" {
			main = found
		}
	}
	if strings.HasSuffix(main, ".bin") {
		return binaryWorkbook()
	}
	if b.parts[main] == nil {
		return refuse("This archive holds no workbook.", unpackIt)
	}
	var book bookXML
	if err := b.unmarshal(ctx, main, &book); err != nil {
		return err
	}
	var rels relationships
	if err := b.unmarshal(ctx, relsOf(main), &rels); err != nil {
		return err
	}
	b.epoch1904 = xmlTrue(book.Properties.Date1904)
	b.strings = b.part(rels.target("sharedStrings", main))
	b.styles = b.part(rels.target("styles", main))
	for _, s := range book.Sheets {
		if len(b.sheets) == maxSheets {
			return refuse("This workbook has more sheets than can be shown.", "Copy the sheet with the list into a workbook of its own.")
		}
		for _, rel := range rels.Relationship {
			if rel.ID != s.RelID || path.Base(rel.Type) != "worksheet" {
				continue
			}
			part := b.part(resolve(main, rel.Target))
			if part == nil {
				return errors.New("the part of a sheet is missing")
			}
			b.sheets = append(b.sheets, bookSheet{Sheet{Name: s.Name, Hidden: s.State == "hidden" || s.State == "veryHidden", Rows: -1}, part})
			break
		}
	}
	if len(b.sheets) == 0 {
		return refuse("This workbook has no sheet with cells.", chooseOther)
	}
	return b.declareRows(ctx)
}

func xmlTrue(s string) bool { return s == "1" || s == "true" }

// declareRows takes the number of rows that the beginning of each sheet claims;
// only Read knows the true one.
func (b *workbook) declareRows(ctx context.Context) error {
	const (
		looked    = 50
		headBytes = 64 << 10
	)
	for i := range b.sheets[:min(len(b.sheets), looked)] {
		part, err := openPart(ctx, b.sheets[i].part, &table.Progress{})
		if err != nil {
			return err
		}
		b.sheets[i].Rows = declaredRows(io.LimitReader(part, headBytes))
		part.Close()
	}
	return ctx.Err()
}

func declaredRows(part io.Reader) int {
	m := newMarkup(part)
	for {
		kind, err := m.next()
		switch {
		case err != nil || kind == endOfXML || kind == startTag && string(m.name) == "sheetData":
			return -1
		case kind != startTag || string(m.name) != "dimension":
			continue
		}
		area, _ := m.attribute("ref")
		_, last, isArea := strings.Cut(area, ":")
		rows, err := strconv.Atoi(strings.TrimLeft(last, "ABCDEFGHIJKLMNOPQRSTUVWXYZ$"))
		if !isArea || err != nil || rows < 1 || rows > maxRows {
			return -1
		}
		return rows
	}
}

// openPart opens a part for reading: unpacked, in UTF-8, bounded, and stopping
// with the context.
func openPart(ctx context.Context, f *zip.File, progress *table.Progress) (io.ReadCloser, error) {
	const encrypted = 1
	switch {
	case f.UncompressedSize64 > maxLargePart:
		return nil, tooLarge()
	case f.Flags&encrypted != 0:
		return nil, refuse("This archive is protected by a password.", unpackIt)
	}
	part, err := f.Open()
	if errors.Is(err, zip.ErrAlgorithm) {
		return nil, refuse("This workbook is packed in a way that no spreadsheet program uses.", saveAsXLSX)
	}
	if err != nil {
		return nil, err
	}
	text, err := inUTF8(&watched{ctx, part, progress})
	if err != nil {
		part.Close()
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{text, part}, nil
}

// inUTF8 reads the encoding off a part's byte order mark or XML declaration.
func inUTF8(r io.Reader) (io.Reader, error) {
	start := make([]byte, 256)
	n, err := io.ReadFull(r, start)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	start = start[:n]
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		r = bytes.NewReader(nil)
	}
	name, mark := byteOrderMark(start)
	r = io.MultiReader(bytes.NewReader(start[mark:]), r)
	if name == "" {
		name = declaredEncoding(start)
	}
	if name == "" || strings.EqualFold(name, encUTF8) {
		return r, nil
	}
	canonical, _, err := namedEncoding(name)
	if err != nil {
		return nil, errXML
	}
	r, _, err = decoded(r, canonical)
	return r, err
}

func declaredEncoding(start []byte) string {
	declaration, _, found := bytes.Cut(start, []byte("?>"))
	if !found || !bytes.HasPrefix(declaration, []byte("<?xml")) {
		return wideEncoding(start)
	}
	_, value, found := bytes.Cut(declaration, []byte("encoding="))
	if !found || len(value) < 2 {
		return ""
	}
	name, _, _ := bytes.Cut(value[1:], value[:1])
	return string(name)
}

func (b *workbook) unmarshal(ctx context.Context, name string, into any) error {
	f := b.parts[name]
	if f == nil {
		return errors.New("the part " + name + " is missing")
	}
	if f.UncompressedSize64 > maxSmallPart {
		return tooLarge()
	}
	part, err := openPart(ctx, f, &table.Progress{})
	if err != nil {
		return err
	}
	defer part.Close()
	decoder := xml.NewDecoder(io.LimitReader(part, maxSmallPart))
	decoder.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	return decoder.Decode(into)
}
