package importer

import (
	"archive/zip"
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"callsheet/model/table"
)

var update = flag.Bool("update", false, "write the demo list anew")

const (
	demoPath  = "../testdata/demo.xlsx"
	demoSheet = "Renewals"
	oldSheet  = "Do not use (2024)"
)

var demoHeader = []any{
	"First name", "Last name", "Mobile", "Account manager mobile", "Email", "Company", "Country", "Plan", "Renewal date", "Balance",
	"Customer no.", "Do not call",
}

// Columns of demoHeader.
const (
	demoMobile, demoManager, demoPlan, demoRenewal, demoBalance, demoCustomer, demoAnswer = 2, 3, 7, 8, 9, 10, 11
)

func TestTheDemoListIsWhatItsGeneratorMakes(t *testing.T) {
	made := makeDemo(t)
	if *update {
		if err := os.WriteFile(demoPath, made, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	fresh := filepath.Join(t.TempDir(), "demo.xlsx")
	if err := os.WriteFile(fresh, made, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, sheet := range []string{demoSheet, oldSheet} {
		how := Options{Sheet: sheet, HeaderRow: FindHeader}
		want, err := readFile(t, fresh, how)
		if err != nil {
			t.Fatal(err)
		}
		got, err := readFile(t, demoPath, how)
		if err != nil {
			t.Fatal(err)
		}
		sameTable(t, got.Table, want.Table)
	}
}

func TestTheDemoListHoldsEveryProblem(t *testing.T) {
	source, err := Open(t.Context(), demoPath)
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	if got := source.Sheets(); len(got) != 2 || got[0] != (Sheet{demoSheet, false, 1 + demoRows}) || got[1] != (Sheet{oldSheet, false, 41}) {
		t.Errorf("sheets %v", got)
	}
	result, err := source.Read(t.Context(), Options{HeaderRow: FindHeader}, nil)
	if err != nil {
		t.Fatal(err)
	}
	table := result.Table
	if result.HeaderRow != 1 || len(table.Header) != len(demoHeader) || table.Len() != demoRows || table.Width() != len(demoHeader) {
		t.Fatalf("header row %d, %d rows of %d", result.HeaderRow, table.Len(), table.Width())
	}
	counted := map[string]int{}
	for row := range table.Len() {
		if table.RowNumber(row) != row+2 {
			t.Fatalf("row %d is numbered %d", row, table.RowNumber(row))
		}
		for _, kind := range demoKinds(table, row) {
			counted[kind]++
		}
	}
	trouble := 0
	for _, group := range demoTrouble {
		trouble += len(group.cells)
	}
	want := map[string]int{
		"blank": len(blankRows), "clean": demoRows - len(blankRows) - trouble,
		"mobile is a number": 10, "mobile is an error": 2, "dated": demoRows - len(blankRows),
		"balance has its currency": demoRows - len(blankRows), "customer no. keeps its zeros": demoRows - len(blankRows),
		"hidden": len(lapsedRows), "lapsed": len(lapsedRows), "answered": len(demoAnswers),
		"has an account manager": demoRows - len(blankRows),
	}
	for kind, n := range want {
		if counted[kind] != n {
			t.Errorf("%s: %d, want %d", kind, counted[kind], n)
		}
	}
	if share := float64(want["clean"]) / demoRows; share < 0.8 || share > 0.88 {
		t.Errorf("%.0f %% of the rows are clean", 100*share)
	}
}

// demoKinds names what a row is and holds.
func demoKinds(list *table.Table, row int) []string {
	if list.Blank(row) {
		return []string{"blank"}
	}
	var kinds []string
	mobile := list.Cell(row, demoMobile)
	switch {
	case mobile.Kind == table.KindNumber:
		kinds = append(kinds, "mobile is a number")
	case mobile.Kind == table.KindError:
		kinds = append(kinds, "mobile is an error")
	case isCleanNumber(mobile.Text):
		kinds = append(kinds, "clean")
	}
	if list.Flags(row)&table.RowHidden != 0 {
		kinds = append(kinds, "hidden")
	}
	if list.Cell(row, demoPlan).Text == lapsedPlan {
		kinds = append(kinds, "lapsed")
	}
	if list.Cell(row, demoAnswer).Text != "" {
		kinds = append(kinds, "answered")
	}
	if slices.Contains(demoManagers, list.Cell(row, demoManager).Text) {
		kinds = append(kinds, "has an account manager")
	}
	if list.Cell(row, demoRenewal).Kind == table.KindDate {
		kinds = append(kinds, "dated")
	}
	if strings.HasPrefix(list.Cell(row, demoBalance).Text, "£") {
		kinds = append(kinds, "balance has its currency")
	}
	if c := list.Cell(row, demoCustomer); c.Kind == table.KindText && strings.HasPrefix(c.Text, "00") && len(c.Text) == 8 {
		kinds = append(kinds, "customer no. keeps its zeros")
	}
	return kinds
}

func isCleanNumber(s string) bool {
	for i := range demoRows {
		if number, _ := cleanNumber(i); number == s {
			return true
		}
	}
	return false
}

func sameTable(t *testing.T, got, want *table.Table) {
	t.Helper()
	if got.Len() != want.Len() || got.Width() != want.Width() || strings.Join(got.Header, "|") != strings.Join(want.Header, "|") {
		t.Fatalf("%d rows of %d under %q, want %d of %d under %q", got.Len(), got.Width(), got.Header, want.Len(), want.Width(), want.Header)
	}
	for row := range want.Len() {
		for col := range want.Width() {
			if got.Cell(row, col) != want.Cell(row, col) {
				t.Errorf("row %d column %d: %q, want %q", want.RowNumber(row), col, got.Cell(row, col), want.Cell(row, col))
			}
		}
	}
}

// errorStandIn marks a cell that becomes an error, because excelize cannot
// write one.
const errorStandIn = 990_000_001

func makeDemo(t *testing.T) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	when := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC).Format(time.RFC3339)
	check(t, f.SetDocProps(&excelize.DocProperties{Creator: "Callsheet", Title: "Renewals", Created: when, Modified: when}))
	check(t, f.SetSheetName("Sheet1", demoSheet))
	_, err := f.NewSheet(oldSheet)
	check(t, err)
	errors := fillDemo(t, f, demoSheet, demoList())
	if more := fillDemo(t, f, oldSheet, demoOldList()); len(more) > 0 {
		t.Fatal("the stand-ins of two sheets would be the same")
	}
	var out bytes.Buffer
	check(t, f.Write(&out))
	return withErrors(t, out.Bytes(), errors)
}

func fillDemo(t *testing.T, f *excelize.File, sheet string, rows []demoRow) (errors []cellError) {
	t.Helper()
	set := func(col, row int, value any) {
		cell, err := excelize.CoordinatesToCellName(col, row)
		check(t, err)
		if value != nil && value != "" {
			check(t, f.SetCellValue(sheet, cell, value))
		}
	}
	for i, name := range demoHeader {
		set(i+1, 1, name)
	}
	for i, r := range rows {
		if r.blank {
			continue
		}
		mobile := r.mobile
		if wrong, is := mobile.(cellError); is {
			mobile, errors = errorStandIn+len(errors), append(errors, wrong)
		}
		for col, value := range []any{
			r.who.first, r.who.last, mobile, r.manager, r.email, r.company, r.country, r.plan, r.renewal, r.balance, r.customer, r.answer,
		} {
			set(col+1, i+2, value)
		}
	}
	dress(t, f, sheet, len(rows)+1)
	filter(t, f, sheet, rows)
	return errors
}

// dress gives a sheet the look of a list that people work with.
func dress(t *testing.T, f *excelize.File, sheet string, last int) {
	t.Helper()
	day, money := "dd/mm/yyyy", `"£"#,##0.00`
	for _, s := range []struct {
		from, to string
		style    excelize.Style
	}{
		{"A1", "L1", excelize.Style{Font: &excelize.Font{Bold: true}}},
		{"I2", fmt.Sprint("I", last), excelize.Style{CustomNumFmt: &day}},
		{"J2", fmt.Sprint("J", last), excelize.Style{CustomNumFmt: &money}},
	} {
		id, err := f.NewStyle(&s.style)
		check(t, err)
		check(t, f.SetCellStyle(sheet, s.from, s.to, id))
	}
	check(t, f.SetSheetDimension(sheet, fmt.Sprint("A1:L", last)))
	check(t, f.SetColWidth(sheet, "A", "L", 18))
	check(t, f.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
}

// filter hides the rows of lapsed policies, as a filter on their column does
// that somebody left set.
func filter(t *testing.T, f *excelize.File, sheet string, rows []demoRow) {
	t.Helper()
	set := false
	for i, r := range rows {
		if r.plan == lapsedPlan {
			check(t, f.SetRowVisible(sheet, i+2, false))
			set = true
		}
	}
	if set {
		check(t, f.AutoFilter(sheet, fmt.Sprint("A1:L", len(rows)+1), []excelize.AutoFilterOptions{{Column: "H", Expression: "x != " + lapsedPlan}}))
	}
}

// withErrors puts the error cells in.
func withErrors(t *testing.T, book []byte, errors []cellError) []byte {
	t.Helper()
	return rezip(t, book, func(name string, part []byte) []byte {
		for i, wrong := range errors {
			standIn := strconv.Itoa(errorStandIn + i)
			part = bytes.ReplaceAll(part, []byte("><v>"+standIn+"<"), []byte(` t="e"><v>`+string(wrong)+"<"))
		}
		return part
	})
}

// rezip makes a package anew with its parts changed; nil leaves a part out.
func rezip(t testing.TB, book []byte, change func(name string, part []byte) []byte) []byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	check(t, err)
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range archive.File {
		r, err := f.Open()
		check(t, err)
		part, err := io.ReadAll(r)
		check(t, err)
		if part = change(f.Name, part); part == nil {
			continue
		}
		entry, err := w.Create(f.Name)
		check(t, err)
		_, err = entry.Write(part)
		check(t, err)
	}
	check(t, w.Close())
	return out.Bytes()
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
