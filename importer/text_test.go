package importer

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
	"pgregory.net/rapid"

	"callsheet/model/table"
)

const plainList = "Name,Phone\nZoë,07700 900123\nJosé,07700 900124\n"

func utf16Of(t testing.TB, order unicode.Endianness, mark unicode.BOMPolicy, text string) []byte {
	t.Helper()
	out, err := unicode.UTF16(order, mark).NewEncoder().Bytes([]byte(text))
	check(t, err)
	return out
}

func utf32Of(t testing.TB, order utf32.Endianness, mark utf32.BOMPolicy, text string) []byte {
	t.Helper()
	out, err := utf32.UTF32(order, mark).NewEncoder().Bytes([]byte(text))
	check(t, err)
	return out
}

func TestTextFilesAreReadInEveryEncodingAndDialect(t *testing.T) {
	latin, err := charmap.Windows1252.NewEncoder().Bytes([]byte(plainList))
	check(t, err)
	late := append(bytes.Repeat([]byte("Ann,07700 900125\n"), 20_000), []byte("Zo\xeb,07700 900123\n")...)
	rows := [][]string{{"Zoë", "07700 900123"}, {"José", "07700 900124"}}
	tests := []struct {
		claim     string
		file      []byte
		how       Options
		encoding  string
		delimiter string
		header    int
		rows      [][]string // nil = not compared
	}{
		{"plain UTF-8", []byte(plainList), Options{}, "utf-8", ",", 1, rows},
		{"a byte order mark is no text", []byte("\ufeff" + plainList), Options{}, "utf-8", ",", 1, rows},
		{"UTF-16 little-endian with its mark", utf16Of(t, unicode.LittleEndian, unicode.UseBOM, plainList), Options{}, "utf-16le", ",", 1, rows},
		{"UTF-16 big-endian with its mark", utf16Of(t, unicode.BigEndian, unicode.UseBOM, plainList), Options{}, "utf-16be", ",", 1, rows},
		{"UTF-16 little-endian by its NULs", utf16Of(t, unicode.LittleEndian, unicode.IgnoreBOM, plainList), Options{}, "utf-16le", ",", 1, rows},
		{"UTF-16 big-endian by its NULs", utf16Of(t, unicode.BigEndian, unicode.IgnoreBOM, plainList), Options{}, "utf-16be", ",", 1, rows},
		{"UTF-32 little-endian with its mark", utf32Of(t, utf32.LittleEndian, utf32.UseBOM, plainList), Options{}, "utf-32le", ",", 1, rows},
		{"UTF-32 big-endian by its NULs", utf32Of(t, utf32.BigEndian, utf32.IgnoreBOM, plainList), Options{}, "utf-32be", ",", 1, rows},
		{"UTF-16 of nothing but short lines", utf16Of(t, unicode.LittleEndian, unicode.IgnoreBOM, "a\tb\nc\td\n1\t2\n"), Options{}, "utf-16le", "\t", 1, [][]string{{"c", "d"}, {"1", "2"}}},
		{"Windows-1252", latin, Options{}, "windows-1252", ",", 1, rows},
		{"the operator's encoding wins", []byte("Name,Phone\n\xe1,07700900123\n"), Options{Encoding: "iso-8859-7"}, "iso-8859-7", ",", 1, [][]string{{"α", "07700900123"}}},
		{"an accent after every sample", late, Options{}, "windows-1252", ",", 0, nil},
		{"one bad byte in UTF-8 loses nothing", []byte("Name,Phone\nZoë é,1234567\nZo\xeb,7654321\n"), Options{}, "utf-8", ",", 1, [][]string{{"Zoë é", "1234567"}, {"Zoë", "7654321"}}},
		{"semicolons", []byte(strings.ReplaceAll(plainList, ",", ";")), Options{}, "utf-8", ";", 1, rows},
		{"tabs", []byte(strings.ReplaceAll(plainList, ",", "\t")), Options{}, "utf-8", "\t", 1, rows},
		{"bars", []byte(strings.ReplaceAll(plainList, ",", "|")), Options{}, "utf-8", "|", 1, rows},
		{"commas inside semicolon cells", []byte("Name;Sum;Phone\n\"Lee, Ann\";1,50;07700900123\nBob;2,50;07700900124\n"), Options{}, "utf-8", ";", 1,
			[][]string{{"Lee, Ann", "1,50", "07700900123"}, {"Bob", "2,50", "07700900124"}}},
		{"a sep= line is obeyed and is no row", []byte("sep=|\r\nName|Phone\r\nAnn, B|07700900123\r\n"), Options{}, "utf-8", "|", 1, [][]string{{"Ann, B", "07700900123"}}},
		{"the operator's delimiter wins", []byte("Name;a,b,c,d\nAnn;1,2,3,4\n"), Options{Delimiter: "semicolon"}, "utf-8", ";", 1, [][]string{{"Ann", "1,2,3,4"}}},
		{"CRLF", []byte(strings.ReplaceAll(plainList, "\n", "\r\n")), Options{}, "utf-8", ",", 1, rows},
		{"CR alone", []byte(strings.ReplaceAll(plainList, "\n", "\r")), Options{}, "utf-8", ",", 1, rows},
		{"CR twice before LF", []byte(strings.ReplaceAll(plainList, "\n", "\r\r\n")), Options{}, "utf-8", ",", 1, rows},
		{"CR alone among other line ends", []byte("Name,Phone\nZoë,07700 900123\rJosé,07700 900124\rAnn,07700 900125\r\nBob,07700 900126\n"), Options{}, "utf-8", ",", 1,
			[][]string{{"Zoë", "07700 900123"}, {"José", "07700 900124"}, {"Ann", "07700 900125"}, {"Bob", "07700 900126"}}},
		{"CR at the very end", []byte("Name,Phone\nZoë,07700 900123\nJosé,07700 900124\r"), Options{}, "utf-8", ",", 1, rows},
		{"a Ctrl+Z at the end is no row", []byte(plainList + "\x1a"), Options{}, "utf-8", ",", 1, rows},
		{"quotes behind a blank keep what they hold together", []byte("Name, Place, Phone\nAnn, \"Leeds, UK\", 07700900123\nBob, \"5\" pipe\", 07700900124\n"), Options{}, "utf-8", ",", 1,
			[][]string{{"Ann", "Leeds, UK", " 07700900123"}, {"Bob", ` "5" pipe"`, " 07700900124"}}},
		{"a first column called ID is no SYLK", []byte("ID;Phone\nC-1;07700900123\nC-2;07700900124\n"), Options{}, "utf-8", ";", 1, [][]string{{"C-1", "07700900123"}, {"C-2", "07700900124"}}},
		{"CR inside cells of LF rows", []byte("Name,Phone\nA\rB,07700900123\n"), Options{}, "utf-8", ",", 1, [][]string{{"A\rB", "07700900123"}}},
		{"no line end at the end", []byte(strings.TrimSuffix(plainList, "\n")), Options{}, "utf-8", ",", 1, rows},
		{"quoted newlines, delimiters and quotes", []byte("Name,Phone\n\"A \"\"B\"\"\nC, D\",07700900123\n"), Options{}, "utf-8", ",", 1, [][]string{{"A \"B\"\nC, D", "07700900123"}}},
		{"NUL and control characters stay", []byte("Name,Phone\nA\x00B\x1b[31m,07700900123\n"), Options{}, "utf-8", ",", 1, [][]string{{"A\x00B\x1b[31m", "07700900123"}}},
		{"ragged rows keep their cells", []byte("Name,Phone\nA\nB,07700900123,x,,\nC,07700900124\n"), Options{}, "utf-8", ",", 1, [][]string{{"A"}, {"B", "07700900123", "x"}, {"C", "07700900124"}}},
		{"empty columns at the end are none", []byte("Name,Phone,,,\nA,07700900123,,,\nB,07700900124,,,\n"), Options{}, "utf-8", ",", 1, [][]string{{"A", "07700900123"}, {"B", "07700900124"}}},
	}
	for _, tt := range tests {
		t.Run(tt.claim, func(t *testing.T) {
			tt.how.HeaderRow = FindHeader
			got, err := readBytes(t, tt.file, tt.how)
			if err != nil {
				t.Fatal(err)
			}
			if got.Format != "csv" || got.Encoding != tt.encoding || got.Delimiter != tt.delimiter || got.HeaderRow != tt.header {
				t.Errorf("%s %s %q header %d", got.Format, got.Encoding, got.Delimiter, got.HeaderRow)
			}
			if tt.rows == nil {
				last := got.Table.Cell(got.Table.Len()-1, 0).Text
				if last != "Zoë" {
					t.Errorf("the last name is %q", last)
				}
				return
			}
			if rows := tableTexts(got.Table); !slices.EqualFunc(rows, tt.rows, slices.Equal) {
				t.Errorf("rows %q, want %q", rows, tt.rows)
			}
		})
	}
}

func TestAnEncodingThatTheFileDoesNotProveIsAGuess(t *testing.T) {
	latin, err := charmap.Windows1252.NewEncoder().Bytes([]byte(plainList))
	check(t, err)
	tests := []struct {
		claim   string
		file    []byte
		how     Options
		guessed bool
		samples []string
	}{
		{"nothing but ASCII", []byte("Name,Phone\nAnn,07700900123\n"), Options{}, false, nil},
		{"UTF-8", []byte(plainList), Options{}, false, nil},
		{"UTF-16 with its mark", utf16Of(t, unicode.LittleEndian, unicode.UseBOM, plainList), Options{}, false, nil},
		{"UTF-16 without", utf16Of(t, unicode.LittleEndian, unicode.IgnoreBOM, plainList), Options{}, true, []string{"Zoë", "José"}},
		{"Windows-1252", latin, Options{}, true, []string{"Zoë", "José"}},
		{"a bad byte in UTF-8", []byte("Name,Phone\nZoë é,1\nJos\xe9,2\n"), Options{}, true, []string{"Zoë é", "José"}},
		{"what the operator chose", latin, Options{Encoding: "iso-8859-1"}, false, nil},
	}
	for _, tt := range tests {
		t.Run(tt.claim, func(t *testing.T) {
			tt.how.HeaderRow = FindHeader
			got, err := readBytes(t, tt.file, tt.how)
			check(t, err)
			if got.Guessed != tt.guessed || !slices.Equal(got.Samples, tt.samples) {
				t.Errorf("%s, a guess: %v, samples %q", got.Encoding, got.Guessed, got.Samples)
			}
		})
	}
}

func TestOddRowsAreKeptAndTold(t *testing.T) {
	text := "Name,Phone\nAnn,07700900123\n\"Bob,07700900124\nCy \"C\" Day,07700900125,work\nDee,07700900126,,\nEve,1,2,3\n"
	got, err := readBytes(t, []byte(text), Options{HeaderRow: FindHeader})
	check(t, err)
	if want := (table.OddRows{Count: 2, First: []int{3, 4}}); got.Mended.Count != want.Count || !slices.Equal(got.Mended.First, want.First) {
		t.Errorf("mended rows %v, want %v", got.Mended, want)
	}
	if want := (table.OddRows{Count: 2, First: []int{4, 6}}); got.Long.Count != want.Count || !slices.Equal(got.Long.First, want.First) {
		t.Errorf("long rows %v, want %v", got.Long, want)
	}
	if got.Table.Len() != 5 || got.Table.Cell(2, 2).Text != "work" {
		t.Errorf("rows %q", tableTexts(got.Table))
	}
}

func TestNamesOfColumnsAreDistinct(t *testing.T) {
	got, err := readBytes(t, []byte("Phone,phone,,Phone (2),\"Full\nname\",,Phone\n1,2,3,4,5,6,7\n"), Options{HeaderRow: 1})
	check(t, err)
	want := []string{"Phone", "phone (2)", "", "Phone (2) (2)", "Full name", "", "Phone (3)"}
	if !slices.Equal(got.Table.Header, want) {
		t.Errorf("names %q, want %q", got.Table.Header, want)
	}
}

func tableTexts(table *table.Table) [][]string {
	rows := make([][]string, table.Len())
	for i := range rows {
		rows[i] = texts(table.AppendRow(nil, i))
	}
	return rows
}

func TestStrayQuotesLoseNoRowAndNoCharacter(t *testing.T) {
	tests := []struct {
		claim, text string
		want        [][]string
	}{
		{"a quote inside a plain cell is a character", "a,5\" pipe,c\nd,e,f", [][]string{{"a", `5" pipe`, "c"}, {"d", "e", "f"}}},
		{"a quote that is never closed ends with its row", "a,\"b,c\nd,e,f", [][]string{{"a", `"b`, "c"}, {"d", "e", "f"}}},
		{"a later opening quote proves the first was never closed", "a,\"b,c\nd,\"e\",f", [][]string{{"a", `"b`, "c"}, {"d", "e", "f"}}},
		{"unescaped quotes inside a quoted cell", "a,\"b \"x\" c\",d\ne,f,g", [][]string{{"a", `b "x" c`, "d"}, {"e", "f", "g"}}},
		{"blanks after the closing quote", "\"a\" ,\"b\"  \nc,d", [][]string{{"a", "b"}, {"c", "d"}}},
		{"text after the closing quote", "\"Smith\"son,1\n\"Jones\",2", [][]string{{`"Smith"son`, "1"}, {"Jones", "2"}}},
		{"quotes only", "\"\",\"\"\"\",\"\"\n\"\"\"\"\"\"", [][]string{{"", `"`, ""}, {`""`}}},
		{"a lone quote at the end", "a,b\nc,\"", [][]string{{"a", "b"}, {"c", `"`}}},
	}
	for _, tt := range tests {
		t.Run(tt.claim, func(t *testing.T) {
			if got := splitAll(t, tt.text, dialect{comma: ','}); !slices.EqualFunc(got, tt.want, slices.Equal) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// cellText draws cells that need quotes more often than real ones do.
func cellText() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		parts := rapid.SliceOfN(rapid.SampledFrom([]string{
			"a", "Zoë", "07700 900123", ",", ";", "\"", "\n", "\r\n", " ", "\t", "|", "'", "漢", "\x00",
		}), 0, 6).Draw(t, "parts")
		return strings.Join(parts, "")
	})
}

// quoteCell writes a cell as a careful program does.
func quoteCell(s string) string {
	return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
}

func TestWhatIsWrittenCarefullyIsReadExactly(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		width := rapid.IntRange(1, 5).Draw(rt, "width")
		comma := rapid.SampledFrom([]string{",", ";", "\t", "|"}).Draw(rt, "comma")
		end := rapid.SampledFrom([]string{"\n", "\r\n", "\r"}).Draw(rt, "end")
		rows := rapid.SliceOfN(rapid.SliceOfN(cellText(), width, width), 1, 8).Draw(rt, "rows")
		var text strings.Builder
		for _, row := range rows {
			for i, cell := range row {
				if i > 0 {
					text.WriteString(comma)
				}
				text.WriteString(quoteCell(cell))
			}
			text.WriteString(end)
		}
		got := splitAll(t, text.String(), dialect{comma: comma[0], cr: end == "\r"})
		if !slices.EqualFunc(got, rows, slices.Equal) {
			rt.Fatalf("%q\n got %q\nwant %q", text.String(), got, rows)
		}
	})
}

// TestRowsInAreRowsOut counts the rows of unquoted text independently: by its
// line ends.
func TestRowsInAreRowsOut(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		lines := rapid.SliceOfN(rapid.StringOfN(rapid.RuneFrom([]rune("ab1 ,;\té")), 0, 20, -1), 1, 40).Draw(rt, "lines")
		text := strings.Join(lines, "\n")
		if text == "" {
			return
		}
		want := strings.Count(text, "\n") + 1
		if strings.HasSuffix(text, "\n") {
			want--
		}
		got, err := readBytes(t, []byte(text), Options{HeaderRow: 0})
		if err != nil {
			rt.Fatal(err)
		}
		if got.Table.Len() != want {
			rt.Fatalf("%q: %d rows, want %d", text, got.Table.Len(), want)
		}
		for row := range want {
			if got.Table.RowNumber(row) != row+1 {
				rt.Fatalf("row %d is numbered %d", row, got.Table.RowNumber(row))
			}
		}
	})
}

func TestBytesThatAreNoUTF8BecomeOneCharacterEach(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		raw := rapid.SliceOfN(rapid.Byte(), 0, 10_000).Draw(rt, "bytes")
		r, _, err := decoded(bytes.NewReader(raw), encUTF8)
		check(t, err)
		text, err := io.ReadAll(r)
		check(t, err)
		if !utf8.Valid(text) || utf8.RuneCount(text) != utf8.RuneCount(raw) {
			rt.Fatalf("%d characters became %d", utf8.RuneCount(raw), utf8.RuneCount(text))
		}
	})
}

func TestOversizeIsRefusedWithItsRow(t *testing.T) {
	long := strings.Repeat("x", maxCellBytes+1)
	tests := []struct{ claim, text, what string }{
		{"a long cell", "a,b\n1,2\n3," + long + "\n", "A cell in row 3"},
		{"a long quoted cell", "a,b\n1,2\n3,\"" + long + "\"\n", "A cell in row 3"},
		{"a long quoted cell of many lines", "a,b\n3,\"" + strings.Repeat("word word\n", maxCellBytes/8) + "\"\n", "A cell in row 2"},
		{"a long row", "a,b\n" + strings.Repeat(strings.Repeat("x", maxCellBytes)+",", 9) + "\n", "Row 2 is longer"},
		{"many columns", "a,b\n" + strings.Repeat("1,", maxColumns) + "\n", "Row 2 has more than 16384 columns"},
	}
	for _, tt := range tests {
		t.Run(tt.claim, func(t *testing.T) {
			_, err := readBytes(t, []byte(tt.text), Options{HeaderRow: FindHeader})
			var refusal *Error
			if !errors.As(err, &refusal) || !strings.HasPrefix(refusal.What, tt.what) {
				t.Errorf("refused with %v", err)
			}
		})
	}
}

func TestAnUnclosedQuoteInALongFileSwallowsNothing(t *testing.T) {
	var text strings.Builder
	text.WriteString("Name,Phone\n\"Smith,07700900100\n")
	const rows = 60_000 // more than one cell may hold
	for i := range rows {
		fmt.Fprintf(&text, "Ann %d,07700 9%05d\n", i, i)
	}
	got, err := readBytes(t, []byte(text.String()), Options{HeaderRow: FindHeader})
	check(t, err)
	if got.Table.Len() != rows+1 || got.Table.Cell(0, 0).Text != `"Smith` || got.Table.Cell(0, 1).Text != "07700900100" {
		t.Errorf("%d rows, the first %q", got.Table.Len(), tableTexts(got.Table)[0])
	}
}

func TestQuotesThatNeverCloseCannotTakeForever(t *testing.T) {
	text := strings.Repeat("\"\"\"a,b\n", 400_000)
	records := newSplitter(strings.NewReader(text), dialect{comma: ','})
	records.reread = maxReread - 4<<20 // as after many rows
	rows := 0
	for {
		if _, err := records.next(); err != nil {
			var refusal *Error
			if !errors.As(err, &refusal) || !strings.Contains(refusal.What, "never closed") {
				t.Errorf("refused with %v", err)
			}
			break
		}
		rows++
	}
	if rows < 3 || rows > 10 {
		t.Errorf("%d rows", rows)
	}
}

func TestRowsWithMoreCellsThanNamesAreMarked(t *testing.T) {
	for _, tt := range []struct {
		claim, text string
		marked      []bool
	}{
		{"one row of three", "Name,Phone\nAnn,07700900123\nBolt, Bob,07700900124\nCy,07700900125\n", []bool{false, true, false}},
		{"blank cells at the end are no cells", "Name,Phone\nAnn,07700900123,,\nBob,07700900124\n", []bool{false, false}},
		{"a column without a name that most rows fill is one", "Name,Phone\nAnn,07700900123,a\nBob,07700900124,b\nCy,07700900125\n", []bool{false, false, false}},
	} {
		got, err := readBytes(t, []byte(tt.text), Options{HeaderRow: FindHeader})
		check(t, err)
		for row, want := range tt.marked {
			if marked := got.Table.Flags(row)&table.RowLong != 0; marked != want {
				t.Errorf("%s: row %d is marked %v", tt.claim, row, marked)
			}
		}
	}
}
