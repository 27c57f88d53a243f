package importer

import (
	"bytes"
	"encoding/binary"
	"io"
	"unicode/utf16"
)

var oleMark = []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")

// oleRefusal names what an OLE compound file holds by the names in its
// directory ([MS-CFB] 2.6.1). The directory is found by where the header says it
// begins and by the form of its entries, not by its chain, so that no loop in a
// hostile file matters.
func oleRefusal(file io.ReaderAt, size int64) error {
	const looked = 4 << 20 // bytes, at the beginning, the end, and where the directory begins
	starts := []int64{0, max(0, size-looked) &^ (oleSlot - 1)}
	if header, err := readPiece(file, 0, min(size, 512)); err == nil && len(header) == 512 {
		shift := binary.LittleEndian.Uint16(header[30:])
		if at := (int64(binary.LittleEndian.Uint32(header[48:])) + 1) << min(shift, 12); at < size {
			starts = append(starts, at)
		}
	}
	entries := map[string]bool{}
	for _, at := range starts {
		piece, err := readPiece(file, at, min(size-at, looked))
		if err != nil {
			return unreadable(err)
		}
		for len(piece) >= oleSlot {
			entries[oleEntry(piece)] = true
			piece = piece[oleSlot:]
		}
	}
	switch {
	case entries["encryptedpackage"]:
		return refuse("This workbook is protected by a password.",
			"Open it in Excel, take the password off under File, Info, Protect Workbook, and save it.")
	case entries["workbook"], entries["book"]:
		return refuse(oldExcel, saveAsXLSX)
	case entries["worddocument"]:
		return refuse("This is an old Word document.", "Copy the table into Excel and save it as .xlsx.")
	case entries["powerpoint document"]:
		return refuse("This is an old PowerPoint presentation.", chooseOther)
	case entries["__properties_version1.0"]:
		return refuse("This is an Outlook message.", "Save the list that is attached to it, and choose that.")
	}
	return refuse("This is an old Office file.", saveAsXLSX)
}

const oleSlot = 128 // bytes of a directory entry

// oleEntry is the name in a slot of the directory in lower case, or "": UTF-16
// with a final NUL, and its length at 64.
func oleEntry(slot []byte) string {
	const lengthAt, longest = 64, 64
	size := int(binary.LittleEndian.Uint16(slot[lengthAt:]))
	if size < 4 || size > longest || size%2 != 0 {
		return ""
	}
	units := make([]uint16, 0, longest/2)
	for at := 0; at < size-2; at += 2 {
		units = append(units, binary.LittleEndian.Uint16(slot[at:]))
	}
	return string(bytes.ToLower([]byte(string(utf16.Decode(units)))))
}
