package importer

import (
	"slices"
	"testing"
)

func TestColumnsTheSheetHidesAreNamed(t *testing.T) {
	rows := textRow(1, "Name", "Phone", "Margin", "Score") + textRow(2, "Ann", "07700900123", "12", "A")
	for _, c := range []struct {
		claim, cols string
		want        []int
	}{
		{"none is", `<cols><col min="1" max="4" width="12"/></cols>`, nil},
		{"one is by name", `<cols><col min="1" max="2" width="9"/><col min="3" max="3" width="9" hidden="1"/></cols>`, []int{2}},
		{"a run is", `<cols><col min="3" max="4" hidden="true"></col></cols>`, []int{2, 3}},
		{"one without a width is", `<cols><col min="4" max="4" width="0" customWidth="1"/></cols>`, []int{3}},
		{"those beyond the list do not count", `<cols><col min="4" max="16384" hidden="1"/></cols>`, []int{3}},
		{"nonsense hides nothing", `<cols><col min="x" max="4" hidden="1"/><col min="0" max="9" hidden="1"/><col hidden="1"/><col min="4" max="1" hidden="1"/><col min="9" max="99999999999999999999" hidden="1"/></cols>`, nil},
		{"all of a sheet may be", `<cols><col min="1" max="16385" hidden="1"/></cols>`, []int{0, 1, 2, 3}},
	} {
		book := bookOf(t, "", parts{"xl/worksheets/sheet1.xml": `<worksheet>` + c.cols + `<sheetData>` + rows + `</sheetData></worksheet>`})
		got, err := readBytes(t, book, Options{HeaderRow: FindHeader})
		check(t, err)
		if !slices.Equal(got.HiddenColumns, c.want) || got.Table.Len() != 1 || got.Table.Width() != 4 {
			t.Errorf("%s: %v hidden of %d columns", c.claim, got.HiddenColumns, got.Table.Width())
		}
	}
}
