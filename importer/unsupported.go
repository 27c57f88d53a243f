package importer

import (
	"bytes"
	"encoding/binary"
	"strings"
)

const (
	oldExcel    = "This is an old Excel 97 workbook."
	oldLotus    = "This is an old Lotus 1-2-3, Works or Quattro Pro spreadsheet."
	isImage     = "This is an image."
	isVideo     = "This is a video."
	isSound     = "This is a sound file."
	isProgram   = "This is a program."
	isDatabase  = "This is a database."
	unpackIt    = "Unpack it and choose the list inside."
	listNotPic  = "Choose the list itself: a CSV file or an Excel workbook (.xlsx)."
	asCSV       = "Export it as CSV."
	tableAsCSV  = "Export the table from it as CSV."
	openInLibre = "Open it in LibreOffice and save it as .xlsx."
)

// unsupportedFormats are told by their first bytes. A mark that could be typed
// counts only in a file that holds NULs too.
var unsupportedFormats = []struct {
	at               int
	mark, what, next string
}{
	{0, "%PDF-", "This is a PDF document.", "Export the list from where it was made as CSV or .xlsx."},
	{0, "{\\rtf", "This is a text document (RTF).", "Copy the table into Excel and save it as .xlsx."},
	{0, "%!PS-Adobe", "This is a PostScript document.", "Export the list from where it was made as CSV or .xlsx."},
	{0, "<stata_dta>", "This is a Stata file.", asCSV},
	{0, "\x1f\x8b", "This is a gzip archive.", unpackIt},
	{0, "\x1f\x9d", "This is a compressed archive.", unpackIt},
	{4, "1AY&SY", "This is a bzip2 archive.", unpackIt},
	{0, "\xfd7zXZ\x00", "This is an xz archive.", unpackIt},
	{0, "\x28\xb5\x2f\xfd", "This is a zstd archive.", unpackIt},
	{0, "\x04\x22\x4d\x18", "This is an lz4 archive.", unpackIt},
	{0, "7z\xbc\xaf\x27\x1c", "This is a 7-Zip archive.", unpackIt},
	{0, "Rar!\x1a\x07", "This is a RAR archive.", unpackIt},
	{0, "MSCF\x00\x00", "This is a cabinet archive.", unpackIt},
	{257, "ustar", "This is a tar archive.", unpackIt},
	{0, "\x89PNG\r\n", isImage, listNotPic},
	{0, "\xff\xd8\xff", isImage, listNotPic},
	{0, "GIF8", isImage, listNotPic},
	{0, "II*\x00", isImage, listNotPic},
	{0, "MM\x00*", isImage, listNotPic},
	{6, "\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00", isImage, listNotPic}, // BMP
	{8, "WEBPVP8", isImage, listNotPic},
	{4, "ftyphei", isImage, listNotPic},
	{4, "ftypmif1", isImage, listNotPic},
	{4, "ftypavif", isImage, listNotPic},
	{4, "ftyp", isVideo, listNotPic},
	{8, "AVI LIST", isVideo, listNotPic},
	{0, "\x1aE\xdf\xa3", isVideo, listNotPic},
	{8, "WAVEfmt ", isSound, listNotPic},
	{0, "ID3", isSound, listNotPic},
	{0, "OggS", isSound, listNotPic},
	{0, "\x7fELF", isProgram, listNotPic},
	{0, "MZ\x90\x00", isProgram, listNotPic},
	{0, "\xcf\xfa\xed\xfe", isProgram, listNotPic},
	{0, "\xca\xfe\xba\xbe", isProgram, listNotPic},
	{0, "SQLite format 3\x00", isDatabase, tableAsCSV},
	{4, "Standard Jet DB", "This is an Access database.", "Export the table from it as .xlsx or CSV."},
	{4, "Standard ACE DB", "This is an Access database.", "Export the table from it as .xlsx or CSV."},
	{0, "PAR1", "This is a Parquet file.", asCSV},
	{0, "ORC", "This is an ORC file.", asCSV},
	{0, "ARROW1", "This is an Arrow file.", asCSV},
	{0, "Obj\x01", "This is an Avro file.", asCSV},
	{0, "\x89HDF\r\n", "This is an HDF5 file.", asCSV},
	{0, "$FL2", "This is an SPSS file.", asCSV},
	{0, "!BDN", "This is an Outlook data file (.pst).", "Export the contacts from Outlook as CSV."},
	{0, "bplist00", "This is a property list.", chooseOther},
	{0, "\x09\x00\x04\x00", oldExcel, saveAsXLSX}, // Excel 2, and so on to 5
	{0, "\x09\x02\x06\x00", oldExcel, saveAsXLSX},
	{0, "\x09\x04\x06\x00", oldExcel, saveAsXLSX},
	{0, "\x09\x08\x08\x00", oldExcel, saveAsXLSX},
	{0, "\x09\x08\x10\x00", oldExcel, saveAsXLSX},
	{0, "\x00\x00\x02\x00\x04\x04", oldLotus, openInLibre},
	{0, "\x00\x00\x02\x00\x06\x04", oldLotus, openInLibre},
	{0, "\xff\x00\x02\x00\x04\x04", oldLotus, openInLibre},
	{0, "\x00\x00\x1a\x00", oldLotus, openInLibre},
	{0, "\x00\x00\x02\x00\x20\x51", oldLotus, openInLibre},
	{0, "\x00\x00\x02\x00\x01\x10", oldLotus, openInLibre},
	{0, "\x00\x00\x02\x00\x02\x10", oldLotus, openInLibre},
}

func unsupportedRefusal(head []byte) error {
	const typed = 4 // marks before this one stand in text files
	binary := bytes.IndexByte(head, 0) >= 0
	for i, f := range unsupportedFormats {
		if i >= typed && !binary && isPrintable(f.mark) {
			continue
		}
		if bytes.HasPrefix(head[min(f.at, len(head)):], []byte(f.mark)) {
			return refuse(f.what, f.next)
		}
	}
	return nil
}

func isPrintable(mark string) bool {
	for _, b := range []byte(mark) {
		if b < ' ' || b > '~' {
			return false
		}
	}
	return true
}

// isLockFile knows the owner file of Office: a name behind its length, filled up
// with blanks, and the same again in UTF-16.
func isLockFile(head []byte, size int64) bool {
	const whole, nameBytes = 165, 55
	if size != whole || len(head) != whole {
		return false
	}
	n := int(head[0])
	return n > 0 && n < nameBytes && len(bytes.Trim(head[1+n:nameBytes], " \x00")) == 0 && head[nameBytes] == head[0] && head[nameBytes+1] == 0
}

// isDBase knows the header of a dBASE table: a version, a date, lengths that fit
// the file, and a mark behind one of the field descriptions.
func isDBase(head []byte, size int64) bool {
	const versions = "\x02\x03\x04\x05\x30\x31\x32\x43\x63\x83\x8b\x8c\x8e\xcb\xe5\xf5\xfb"
	first, step := 32, 32
	if len(head) > 0 && head[0]&7 == 4 { // version 7 has longer ones
		first, step = 68, 48
	}
	if len(head) <= first || !strings.Contains(versions, string(head[:1])) || bytes.IndexByte(head, 0) < 0 {
		return false
	}
	month, day := head[2], head[3]
	header, record := int(binary.LittleEndian.Uint16(head[8:])), int(binary.LittleEndian.Uint16(head[10:]))
	if month < 1 || month > 12 || day < 1 || day > 31 || record < 2 || int64(header) > size {
		return false
	}
	for at := first; at < min(len(head), header); at += step {
		if head[at] == '\r' {
			return true
		}
	}
	return false
}
