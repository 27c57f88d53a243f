package importer

import (
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"

	"callsheet/model/misread"
)

func TestTheOtherEncodingsOfAFileAreFound(t *testing.T) {
	list := "Name,Phone,City\nJosé Pérez,+34612345678,León\nZoë Müller,+4915112345678,Köln\nÅsa Öberg,+46701234567,Malmö\n"
	with := func(page *charmap.Charmap, text string) string {
		out, err := page.NewEncoder().String(text)
		check(t, err)
		return out
	}
	shifted, err := japanese.ShiftJIS.NewEncoder().String("氏名,電話番号,住所\n山田太郎,+81312345678,東京都港区\n佐藤花子,+81312345679,大阪市北区\n")
	check(t, err)
	for _, c := range []struct{ claim, text, read, first, shows string }{
		{"UTF-8 that was said to be Windows'", list, "windows-1252", "utf-8", "José Pérez"},
		{"UTF-8 that was said to be Japanese", list, "shift_jis", "utf-8", "Åsa Öberg"},
		{"a Mac's that was said to be Windows'", with(charmap.Macintosh, "Name,Phone,City\nFrançoise,+33612345678,Besançon\nZoë,+33612345679,Orléans\n"), "windows-1252", "macintosh", "Françoise"},
		{"a DOS program's that was said to be Windows'", with(charmap.CodePage850, "Name,Phone,City\nMüller Jürgen,+4915112345678,Köln\nBüßer,+4915112345679,Münster\n"), "windows-1252", "ibm850", "Müller Jürgen"},
		{"Japanese that was said to be UTF-8", shifted, "windows-1253", "shift_jis", "山田太郎"},
	} {
		got, err := readBytes(t, []byte(c.text), Options{HeaderRow: 1, Encoding: c.read})
		check(t, err)
		rows, cells := misread.Spoilt(got.Table, 3)
		if rows == 0 {
			t.Errorf("%s: no letters are spoilt: %v", c.claim, got.Table.AppendRow(nil, 0))
			continue
		}
		source, err := Open(t.Context(), writeFile(t, []byte(c.text)))
		check(t, err)
		readings, err := source.Readings(t.Context(), Options{HeaderRow: 1, Encoding: got.Encoding, Delimiter: got.Delimiter}, cells)
		check(t, err)
		check(t, source.Close())
		if len(readings) == 0 || len(readings) > mostReadings || readings[0].Encoding != c.first || readings[0].Texts[0] != c.shows {
			t.Errorf("%s: %q of %v", c.claim, readings, cells)
		}
	}
}

func TestTheNamesOfColumnsAloneFindTheEncoding(t *testing.T) {
	text := "Nombre,Teléfono,Dirección\nAna,+34612345678,Madrid\nLuis,+34612345679,Soria\n"
	got, err := readBytes(t, []byte(text), Options{HeaderRow: 1, Encoding: "windows-1252"})
	check(t, err)
	rows, cells := misread.Spoilt(got.Table, 3)
	if names := misread.SpoiltNames(got.Table); rows != 0 || names != 2 || len(cells) != 2 || cells[0] != (misread.SpoiltCell{Row: misread.NamesRow, Column: 1, Text: "TelÃ©fono"}) {
		t.Fatalf("%d rows and %d names are spoilt: %v", rows, names, cells)
	}
	source, err := Open(t.Context(), writeFile(t, []byte(text)))
	check(t, err)
	readings, err := source.Readings(t.Context(), Options{HeaderRow: 1, Encoding: got.Encoding, Delimiter: got.Delimiter}, cells)
	check(t, err)
	check(t, source.Close())
	if len(readings) == 0 || readings[0].Encoding != "utf-8" || readings[0].Texts[1] != "Dirección" {
		t.Errorf("%q", readings)
	}
}

func TestLettersThatWereSpoiltBeforeTheFileWasSavedHaveNoOtherEncoding(t *testing.T) {
	for _, c := range []struct{ claim, text, read string }{
		{"twice encoded", "Name,Phone\nJosÃ© PÃ©rez,+34612345678\nLeÃ³n,+34612345679\n", ""},
		{"gone", "Name,Phone\nM\ufffdller,+4915112345678\nZoë,+4915112345679\n", ""},
		{"gone, and all else is ASCII", "Name,Phone\nM\ufffdller,+4915112345678\n", ""},
		{"pasted from another file", "Name,Phone\nZoë Müller,+4915112345678\nJ\x81rgen,+4915112345679\nÅsa Öberg,+46701234567\n", ""},
		{"with a mark of its encoding", "\ufeffName,Phone\nJosÃ© PÃ©rez,+34612345678\n", ""},
	} {
		got, err := readBytes(t, []byte(c.text), Options{HeaderRow: 1, Encoding: c.read})
		check(t, err)
		rows, cells := misread.Spoilt(got.Table, 3)
		if rows == 0 {
			t.Errorf("%s: no letters are spoilt", c.claim)
		}
		source, err := Open(t.Context(), writeFile(t, []byte(c.text)))
		check(t, err)
		readings, err := source.Readings(t.Context(), Options{HeaderRow: 1, Encoding: got.Encoding, Delimiter: got.Delimiter}, cells)
		check(t, err)
		check(t, source.Close())
		if len(readings) != 0 {
			t.Errorf("%s: %q", c.claim, readings)
		}
	}
}
