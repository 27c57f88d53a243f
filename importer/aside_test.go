package importer

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"callsheet/model/table"
)

// asideText is a list with people around and above the given rows.
func asideText(header string, person func(i int) string, rows ...string) string {
	lines := []string{header}
	for i := range 6 {
		lines = append(lines, person(i))
	}
	return strings.Join(append(lines, rows...), "\n") + "\n"
}

func TestTotalsNotesAndSignaturesAreNoContacts(t *testing.T) {
	person := func(i int) string {
		return fmt.Sprintf("Person No %c,+4420794600%02d,Acme,%d.50", 'A'+i, 10+i, 100+i)
	}
	const header = "Name,Phone,Company,Balance"
	for _, tt := range []struct {
		claim string
		rows  []string
		aside []int // of rows, from 1
	}{
		{"a total under the table", []string{"Total,,,615.00"}, []int{1}},
		{"a total with its count", []string{"", "Total: 6 contacts,,,"}, []int{2}},
		{"a German sum between the rows", []string{"Zwischensumme,,,315.00", person(7), "Gesamtsumme:,,,615.00"}, []int{1, 3}},
		{"a Japanese sum", []string{"合計,,,615"}, []int{1}},
		{"a Russian sum behind an empty cell", []string{",Итого,,615"}, []int{1}},
		{"a note", []string{"", "Note: balances as of March,,,"}, []int{2}},
		{"a French note without a blank row", []string{"Remarque : montants en euros,,,"}, []int{1}},
		{"a sentence", []string{"All the amounts above are without value added tax,,,"}, []int{1}},
		{"a signature with a name and a number", []string{"", "Jane Doe", "Sales Manager", "Tel: +44 20 7946 0099"}, []int{2, 3, 4}},
		{"a signature whose number stands alone", []string{"", "Kind regards", "Jane Doe", "+442079460099"}, []int{2, 3, 4}},
		{"a signature as full as a contact", []string{"", "Kind regards,", "Sales office,+442079460099,Acme,0"}, []int{2, 3}},
		{"a German signature as full as a contact", []string{"Mit freundlichen Grüßen", "", "Jana Roth,+442079460099,Acme,0"}, []int{1, 3}},
		{"many people below a greeting stay", []string{"Regards,", person(7), person(8), person(9), person(10), person(11), person(12)}, []int{1}},
		{"whom to ask, under a total", []string{"Total,,,615.00", "Contact : service,+442079460099,,"}, []int{1, 2}},
		{"a signature under its line", []string{"--", "Jane Doe,+442079460099,Acme,0"}, []int{1, 2}},
		{"people under a total stay", []string{"Subtotal,,,615.00", person(7), person(8)}, []int{1}},
		{"who made the list, with a number", []string{"Prepared by Sam Poe,+442079460099,,"}, []int{1}},
		{"who made it, in Spanish and as full as a contact", []string{"Elaborado por: Luis Mora,+442079460099,Acme,0"}, []int{1}},
		{"who made it, in Russian, and the address below", []string{"Составил: И. Петров,+442079460099,,", "Отдел продаж,+442079460098,,"}, []int{1, 2}},
		{"whom to ask, in German", []string{"Rückfragen an Jana Roth,+442079460099,,"}, []int{1}},
		{"who made it, in Japanese", []string{"作成者：山田,+442079460099,,"}, []int{1}},
		{"a page number", []string{"Seite 1 von 2,,,", person(8)}, []int{1}},
		{"the header once more", []string{header, person(8)}, []int{1}},
		{"a line", []string{"----------,,,", "Total,,,615"}, []int{1, 2}},
		{"a heading between blank rows", []string{"", "North", person(7), person(8)}, []int{2}},

		{"somebody without a number stays", []string{"Bob Stone,,,", person(8)}, nil},
		{"somebody with nothing but a number stays", []string{",+442079460050,,"}, nil},
		{"a number after a blank row stays", []string{"", ",+442079460050,,"}, nil},
		{"an address after a blank row stays", []string{"", "bob@example.org,,,"}, nil},
		{"a company called Total stays", []string{"Total,+33 1 99 00 12 34,Total,5"}, nil},
		{"a person called Sum stays", []string{"Sum Ting,+442079460051,Acme,5"}, nil},
		{"a person after a blank row stays", []string{"", person(9)}, nil},
	} {
		got, err := readBytes(t, []byte(asideText(header, person, tt.rows...)), Options{HeaderRow: 1})
		check(t, err)
		var aside, want []int
		for row := range got.Table.Len() {
			if got.Table.Flags(row)&table.RowAside != 0 {
				aside = append(aside, got.Table.RowNumber(row))
			}
		}
		for _, n := range tt.aside {
			want = append(want, n+7)
		}
		if !slices.Equal(aside, want) || !slices.Equal(got.Aside.First, want) {
			t.Errorf("%s: rows %v are set aside, and %v named, want %v", tt.claim, aside, got.Aside.First, want)
		}
	}
}

func TestAListOfFewCellsKeepsItsRows(t *testing.T) {
	for _, text := range []string{
		"Phone\n+442079460010\n\n+442079460011\n",
		"Name,Phone\nAnn,\nBob,\nCy,+442079460010\n\nDi\n",
		"A,B,C,D,E,F,G,H,I,Phone\n1,,,,,,,,,+442079460010\n2,,,,,,,,,+442079460011\n\n3,,,,,,,,,+442079460012\n",
	} {
		got, err := readBytes(t, []byte(text), Options{HeaderRow: 1})
		check(t, err)
		if got.Aside.Count != 0 {
			t.Errorf("of %q rows %v are set aside", text, got.Aside.First)
		}
	}
}

func TestAMergedCellBelongsToEachRowItSpans(t *testing.T) {
	rows := textRow(1, "Company", "Name", "Phone") + textRow(2, "Acme", "Ann", "+442079460010") + textRow(3, "", "Bob", "") + textRow(4, "", "Cy", "+442079460012") +
		textRow(5, "Solo", "Di", "+442079460013") + textRow(7, "North region", "", "") + textRow(8, "Bolt", "Ed", "+442079460014") + textRow(9, "", "Flo", "+442079460015")
	sheet := `<worksheet><sheetData>` + rows + `</sheetData><mergeCells count="6"><mergeCell ref="A2:A4"/><mergeCell ref="C2:C3"/><mergeCell ref="A5:A6"/>` +
		`<mergeCell ref="A7:C7"/><mergeCell ref="$A$8:$A$9"/><mergeCell ref="nonsense"/></mergeCells></worksheet>`
	got, err := readBytes(t, bookOf(t, "", parts{"xl/worksheets/sheet1.xml": sheet}), Options{HeaderRow: 1})
	check(t, err)
	merged := func(text string) table.Cell { return table.Cell{Text: text, Kind: table.KindMerged} }
	for _, tt := range []struct {
		row, col int
		want     table.Cell
	}{
		{2, 0, merged("Acme")}, {3, 0, merged("Acme")}, {4, 0, merged("Acme")}, {2, 2, merged("+442079460010")}, {3, 2, merged("+442079460010")},
		{4, 2, table.Cell{Text: "+442079460012"}}, {5, 0, table.Cell{Text: "Solo"}}, {6, 0, table.Cell{}}, {7, 1, table.Cell{}}, {8, 0, merged("Bolt")}, {9, 0, merged("Bolt")},
	} {
		if c := got.Table.Cell(tt.row-2, tt.col); c != tt.want {
			t.Errorf("row %d, column %d is %v, want %v", tt.row, tt.col, c, tt.want)
		}
	}
	if !slices.Equal(got.Aside.First, []int{7}) {
		t.Errorf("rows %v are set aside, want the heading", got.Aside.First)
	}
}

func TestMergedCellsStayWithinTheBounds(t *testing.T) {
	row := func(n int) string { return textRow(n, strings.Repeat("x", 400<<10), "y") }
	var rows strings.Builder
	rows.WriteString(row(1))
	for n := 2; n <= 2000; n++ {
		rows.WriteString(textRow(n, "", "y"))
	}
	sheet := `<worksheet><sheetData>` + rows.String() + `</sheetData><mergeCells><mergeCell ref="A1:A2000"/></mergeCells></worksheet>`
	if _, err := readBytes(t, bookOf(t, "", parts{"xl/worksheets/sheet1.xml": sheet}), Options{}); err == nil {
		t.Error("a merged cell that fills the memory is read")
	}
}

func TestEveryNameOfASumIsSeenAtAGlance(t *testing.T) {
	for word := range totalWords {
		for _, text := range []string{word, strings.ToUpper(word), " " + word, word + ":", word + ": 5"} {
			if len(text) <= 40 && (!mayBeTotal(text) || !saysTotal(text)) {
				t.Errorf("%q is no sum", text)
			}
		}
	}
}
