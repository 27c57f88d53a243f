package importer

import (
	"bytes"
	"encoding/binary"
	"io"
)

var oleMark = []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")

// oleRefusal names what an OLE compound file holds by the names in its
// directory ([MS-CFB] 2.6.1). The directory is found by the form of its
// entries, not by its chain, so that no loop in a hostile file matters.
func oleRefusal(file io.ReaderAt, size int64) error {
	const ends = 4 << 20 // the directory lies near the beginning or the end
	entries := map[string]bool{}
	for _, at := range []int64{0, max(0, size-ends) &^ 127} {
		piece, err := readPiece(file, at, min(size-at, ends))
		if err != nil {
			return unreadable(err)
		}
		for _, name := range oleNames {
			entries[name] = entries[name] || holdsOLEEntry(piece, name)
		}
	}
	switch {
	case entries["EncryptedPackage"]:
		return refuse("This workbook is protected by a password.",
			"Open it in Excel, take the password off under File, Info, Protect Workbook, and save it.")
	case entries["WordDocument"]:
		return refuse("This is an old Word document.", "Copy the table into Excel and save it as .xlsx.")
	case entries["PowerPoint Document"]:
		return refuse("This is an old PowerPoint presentation.", chooseOther)
	case entries["Workbook"], entries["Book"]:
		return refuse(oldExcel, saveAsXLSX)
	}
	return refuse("This is an old Office file.", saveAsXLSX)
}

var oleNames = []string{"EncryptedPackage", "Workbook", "Book", "WordDocument", "PowerPoint Document"}

// holdsOLEEntry looks for a directory entry: the name in UTF-16 at the start of
// a 128-byte slot, and its length with the final NUL at 64.
func holdsOLEEntry(piece []byte, name string) bool {
	const slot, lengthAt = 128, 64
	var wide []byte
	for _, c := range []byte(name + "\x00") {
		wide = append(wide, c, 0)
	}
	for at := 0; at+slot <= len(piece); at += slot {
		entry := piece[at : at+slot]
		if bytes.HasPrefix(entry, wide) && int(binary.LittleEndian.Uint16(entry[lengthAt:])) == len(wide) {
			return true
		}
	}
	return false
}
