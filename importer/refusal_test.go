//go:build unix

package importer

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"unicode/utf16"

	"callsheet/model/table"
)

// oleFile is a compound file whose directory holds such entries.
func oleFile(names ...string) []byte {
	file := make([]byte, 4096)
	copy(file, oleMark)
	for i, name := range names {
		entry := file[512+128*i:]
		wide := utf16.Encode([]rune(name + "\x00"))
		for j, c := range wide {
			binary.LittleEndian.PutUint16(entry[2*j:], c)
		}
		binary.LittleEndian.PutUint16(entry[64:], uint16(2*len(wide)))
	}
	return file
}

// dbaseTable is a table of one field.
func dbaseTable() []byte {
	file := make([]byte, 98)
	copy(file, "\x03\x7a\x0b\x19\x01\x00\x00\x00\x41\x00\x0b\x00")
	copy(file[32:], "PHONE\x00\x00\x00\x00\x00\x00C")
	file[64] = '\r'
	return file
}

// lockFile is what Excel writes of who has a workbook open.
func lockFile(user string) []byte {
	file := append([]byte{byte(len(user))}, fmt.Sprintf("%-54s", user)...)
	file = append(file, byte(len(user)), 0)
	for _, c := range fmt.Appendf(nil, "%-54s", user) {
		file = append(file, c, 0)
	}
	return file
}

func gzipOf(t testing.TB, text string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, err := w.Write([]byte(text))
	check(t, err)
	check(t, w.Close())
	return out.Bytes()
}

// noise is what no text holds, the same every time.
func noise(n int) []byte {
	out := make([]byte, n)
	x := uint32(7)
	for i := range out {
		x = x*1664525 + 1013904223
		out[i] = byte(x >> 24)
	}
	return out
}

func TestWhatIsNoListIsRefusedByNameAndWithANextStep(t *testing.T) {
	tests := []struct {
		claim string
		file  []byte
		what  string
	}{
		{"an old workbook", oleFile("Root Entry", "Workbook"), "This is an old Excel 97 workbook."},
		{"an older workbook", oleFile("Root Entry", "Book"), "This is an old Excel 97 workbook."},
		{"a bare BIFF stream", append([]byte{9, 2, 6, 0}, make([]byte, 64)...), "This is an old Excel 97 workbook."},
		{"a workbook with a password", oleFile("Root Entry", "EncryptionInfo", "EncryptedPackage"), "This workbook is protected by a password."},
		{"an old workbook with its names in capitals", oleFile("Root Entry", "WORKBOOK"), "This is an old Excel 97 workbook."},
		{"an old workbook with a document inside", oleFile("Root Entry", "WordDocument", "Workbook"), "This is an old Excel 97 workbook."},
		{"a workbook of Excel 4", append([]byte{9, 4, 6, 0}, make([]byte, 64)...), "This is an old Excel 97 workbook."},
		{"an old Word document", oleFile("Root Entry", "WordDocument"), "This is an old Word document."},
		{"an Outlook message", oleFile("Root Entry", "__properties_version1.0"), "This is an Outlook message."},
		{"a Lotus spreadsheet", append([]byte{0, 0, 2, 0, 6, 4}, make([]byte, 64)...), "This is an old Lotus"},
		{"a dBASE table", dbaseTable(), "This is a dBASE table (.dbf)."},
		{"the note beside an open workbook", lockFile("Ann Smith"), "This is the note that Excel leaves"},
		{"a SYLK spreadsheet", []byte("ID;PWXL;N;E\r\nP;PGeneral\r\nC;Y1;X1;K\"Phone\"\r\nE\r\n"), "This is a SYLK spreadsheet"},
		{"a DIF spreadsheet", []byte("TABLE\r\n0,1\r\n\"EXCEL\"\r\n"), "This is a DIF spreadsheet."},
		{"an address book", []byte("dn: cn=Ann\ncn: Ann\n"), "This is an LDIF address book."},
		{"an email", []byte("From: a@example.com\r\nSubject: list\r\nMIME-Version: 1.0\r\n\r\nhello"), "This is an email or a web archive."},
		{"a Parquet file", append([]byte("PAR1\x15\x04"), make([]byte, 64)...), "This is a Parquet file."},
		{"a database", append([]byte("SQLite format 3\x00"), make([]byte, 64)...), "This is a database."},
		{"a video", append([]byte("\x00\x00\x00\x20ftypisom"), make([]byte, 64)...), "This is a video."},
		{"a binary workbook", packed(t, parts{"[Content_Types].xml": "<Types/>", "xl/workbook.bin": "x"}), "This is a binary Excel workbook (.xlsb)."},
		{"an OpenDocument sheet", packed(t, parts{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "x"}), "This is an OpenDocument file"},
		{"an OpenDocument sheet that does not say so", packed(t, parts{"content.xml": "x", "META-INF/manifest.xml": "x"}), "This is an OpenDocument file"},
		{"an OpenDocument text", packed(t, parts{"mimetype": "application/vnd.oasis.opendocument.text"}), "This is an OpenDocument text."},
		{"a binary workbook under another name", packed(t, parts{"_rels/.rels": strings.Replace(rootRels, "workbook.xml", "book.bin", 1), "xl/book.bin": "x"}), "This is a binary Excel workbook (.xlsb)."},
		{"a workbook without its middle", packed(t, parts{"xl/worksheets/sheet1.xml": "<worksheet/>"}), "This workbook is damaged"},
		{"a Numbers document", packed(t, parts{"Index/Document.iwa": "x"}), "This is an Apple Numbers document."},
		{"a Word document", packed(t, parts{"[Content_Types].xml": "<Types/>", "word/document.xml": "x"}), "This is a Word document."},
		{"a zip of files", packed(t, parts{"list.csv": plainList}), "This is a zip archive."},
		{"a cut zip", packed(t, parts{"list.csv": plainList})[:60], "This workbook is damaged"},
		{"gzip", gzipOf(t, plainList), "This is a gzip archive."},
		{"a PDF", []byte("%PDF-1.7\n1 0 obj"), "This is a PDF document."},
		{"a PNG", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), "This is an image."},
		{"a JPEG", []byte("\xff\xd8\xff\xe0\x00\x10JFIF"), "This is an image."},
		{"a web page", []byte("\n <!DOCTYPE html><html><table><tr><td>Phone</td></tr></table></html>"), "This is a web page"},
		{"a bare table", []byte("<table border=1><tr><td>Phone</td></tr></table>"), "This is a web page"},
		{"a web page in UTF-16", utf16Of(t, false, 2, "<html><table><tr><td>Phone</td></tr></table></html>"), "This is a web page"},
		{"an XML spreadsheet", []byte(`<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>`), "This is an XML spreadsheet"},
		{"other XML", []byte(`<?xml version="1.0"?><contacts/>`), "This is an XML document."},
		{"XML that does not say so", []byte("<contacts>\n <contact phone=\"1\"/></contacts>"), "This is an XML document."},
		{"JSON", []byte(`[{"phone": "07700900123"}]`), "This is a JSON file."},
		{"a contact card", []byte("BEGIN:VCARD\r\nVERSION:3.0\r\n"), "This is a contact card file"},
		{"binary noise", noise(5000), "This file holds neither text nor a workbook."},
		{"nothing but NULs", make([]byte, 5000), "This file holds neither text nor a workbook."},
		{"an empty file", nil, "The file is empty."},
	}
	for _, tt := range tests {
		t.Run(tt.claim, func(t *testing.T) {
			_, err := Open(t.Context(), writeFile(t, tt.file))
			var refusal *Error
			if !errors.As(err, &refusal) || !strings.HasPrefix(refusal.What, tt.what) {
				t.Fatalf("refused with %v", err)
			}
			if !strings.HasSuffix(refusal.What, ".") || !strings.HasSuffix(refusal.Next, ".") {
				t.Errorf("these are no sentences: %v", refusal)
			}
		})
	}
}

func TestWhatIsNoFileIsRefusedWithoutWaiting(t *testing.T) {
	dir := t.TempDir()
	pipe := filepath.Join(dir, "pipe")
	check(t, syscall.Mkfifo(pipe, 0o600))
	link := filepath.Join(dir, "link")
	check(t, os.Symlink(pipe, link))
	lost := filepath.Join(dir, "lost")
	check(t, os.Symlink(filepath.Join(dir, "gone.csv"), lost))
	tests := []struct{ claim, path, what string }{
		{"a folder", dir, "This is a folder."},
		{"a pipe nobody writes to", pipe, "This is a pipe, not a file."},
		{"a link to a pipe", link, "This is a pipe, not a file."},
		{"a device", "/dev/null", "This is a device, not a file."},
		{"a missing file", filepath.Join(dir, "none.csv"), "There is no such file."},
		{"a link that leads nowhere", lost, "There is no such file."},
	}
	if _, err := os.Stat("/proc/version"); err == nil {
		tests = append(tests, struct{ claim, path, what string }{"a view into the system", "/proc/version", "This is a view into the operating system, not a file."})
	}
	for _, tt := range tests {
		t.Run(tt.claim, func(t *testing.T) {
			_, err := Open(t.Context(), tt.path)
			var refusal *Error
			if !errors.As(err, &refusal) || refusal.What != tt.what {
				t.Errorf("refused with %v", err)
			}
		})
	}
}

func TestAFileOfSomebodyElseIsRefused(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may read every file")
	}
	path := writeFile(t, []byte(plainList))
	check(t, os.Chmod(path, 0))
	_, err := Open(t.Context(), path)
	var refusal *Error
	if !errors.As(err, &refusal) || refusal.What != "You are not allowed to read this file." {
		t.Errorf("refused with %v", err)
	}
}

func TestAFileThatChangesIsNotHalfImported(t *testing.T) {
	tests := []struct {
		claim  string
		change func(path string) error
	}{
		{"it grows", func(path string) error { return os.WriteFile(path, []byte(plainList+plainList), 0o600) }},
		{"it is cut", func(path string) error { return os.Truncate(path, 10) }},
	}
	for _, tt := range tests {
		t.Run(tt.claim, func(t *testing.T) {
			path := writeFile(t, []byte(plainList))
			source, err := Open(t.Context(), path)
			check(t, err)
			defer source.Close()
			check(t, tt.change(path))
			_, err = source.Read(t.Context(), Options{HeaderRow: FindHeader}, nil)
			var refusal *Error
			if !errors.As(err, &refusal) || !strings.Contains(refusal.What, "changed") {
				t.Errorf("refused with %v", err)
			}
		})
	}
}

// A file that grows is refused at the next piece, not at its end.
func TestAGrowingFileIsNoticedAtOnce(t *testing.T) {
	path := writeFile(t, []byte(plainList))
	source, err := Open(t.Context(), path)
	check(t, err)
	defer source.Close()
	piece := make([]byte, 4)
	if _, err := source.file.ReadAt(piece, 0); err != nil {
		t.Fatal(err)
	}
	file, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	check(t, err)
	_, err = file.WriteString("Max,07700 900125\n")
	check(t, err)
	check(t, file.Close())
	var refusal *Error
	if _, err := source.file.ReadAt(piece, 4); !errors.As(err, &refusal) || !strings.Contains(refusal.What, "changed") {
		t.Errorf("read on with %v", err)
	}
}

func TestALinkTellsWhereItLeads(t *testing.T) {
	path := writeFile(t, []byte(plainList))
	link := filepath.Join(t.TempDir(), "leads.csv")
	check(t, os.Symlink(path, link))
	for opened, want := range map[string]string{link: path, path: ""} {
		source, err := Open(t.Context(), opened)
		check(t, err)
		if want, err = filepath.EvalSymlinks(want); opened == link && err != nil {
			t.Fatal(err)
		}
		if opened == path {
			want = ""
		}
		if source.Target() != want || source.Path() != opened {
			t.Errorf("%s leads to %q, want %q", source.Path(), source.Target(), want)
		}
		check(t, source.Close())
	}
}

func TestAnOpenFileOutlivesItsName(t *testing.T) {
	path := writeFile(t, []byte(plainList))
	source, err := Open(t.Context(), path)
	check(t, err)
	defer source.Close()
	check(t, os.Remove(path))
	got, err := source.Read(t.Context(), Options{HeaderRow: FindHeader}, nil)
	if err != nil || got.Table.Len() != 2 {
		t.Errorf("%v, %v", got, err)
	}
}

func TestOptionsThatCannotBeAreRefused(t *testing.T) {
	book := bookOf(t, textRow(1, "Name", "Phone")+textRow(2, "Ann", "07700900123"), nil)
	tests := []struct {
		claim string
		file  []byte
		how   Options
		what  string
	}{
		{"a sheet of a text file", []byte(plainList), Options{Sheet: "List"}, "This is a text file"},
		{"a sheet that is not there", book, Options{Sheet: "Lost\x1b[2J"}, "There is no sheet called “Lost[2J”"},
		{"a delimiter for a workbook", book, Options{Delimiter: ";"}, "A workbook has neither"},
		{"an unknown encoding", []byte(plainList), Options{Encoding: "klingon"}, "There is no encoding called “klingon”"},
		{"a delimiter of two characters", []byte(plainList), Options{Delimiter: "::"}, "“::” cannot be a delimiter"},
		{"a header below the end", []byte(plainList), Options{HeaderRow: 9}, "Row 9 is empty or does not exist"},
		{"a blank header row", []byte("a,b\n\n1,2\n"), Options{HeaderRow: 2}, "Row 2 is empty or does not exist"},
		{"a header row left out of a sheet", book, Options{HeaderRow: 3}, "Row 3 is empty or does not exist"},
		{"a negative row", book, Options{HeaderRow: -7}, "There is no row -7."},
	}
	for _, tt := range tests {
		t.Run(tt.claim, func(t *testing.T) {
			_, err := readBytes(t, tt.file, tt.how)
			var refusal *Error
			if !errors.As(err, &refusal) || !strings.HasPrefix(refusal.What, tt.what) {
				t.Errorf("refused with %v", err)
			}
		})
	}
}

func TestReadingStopsWithItsContext(t *testing.T) {
	big := bytes.Repeat([]byte("Ann,07700 900125\n"), 200_000)
	source, err := Open(t.Context(), writeFile(t, big))
	check(t, err)
	defer source.Close()
	ctx, cancel := context.WithCancel(t.Context())
	progress := &table.Progress{}
	done := make(chan error)
	go func() {
		_, err := source.Read(ctx, Options{}, progress)
		done <- err
	}()
	for progress.Rows.Load() == 0 && progress.Bytes.Load() < int64(len(big)) {
	}
	cancel()
	if err := <-done; err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("stopped with %v", err)
	}
	if _, err := source.Read(ctx, Options{}, progress); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled reading returned %v", err)
	}
	if _, err := Open(ctx, source.Path()); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled opening returned %v", err)
	}
	got, err := source.Read(t.Context(), Options{}, progress)
	check(t, err)
	if got.Table.Len() != 200_000 || progress.Rows.Load() != 200_000 {
		t.Errorf("%d rows, %d counted", got.Table.Len(), progress.Rows.Load())
	}
}
