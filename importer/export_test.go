package importer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"callsheet/model"
	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/table"
)

func diagnose(t testing.TB, table *table.Table, m columns.Mapping) *model.List {
	t.Helper()
	l, err := model.Diagnose(context.Background(), table, m, "GB", model.Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func exported(t testing.TB, l *model.List, format string) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Export(context.Background(), &out, format, l.Snapshot(), nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// again reads a saved list back under the mapping it had.
func again(t testing.TB, saved []byte, m columns.Mapping) *model.List {
	t.Helper()
	result, err := readBytes(t, saved, Options{HeaderRow: 1})
	if err != nil {
		t.Fatal(err)
	}
	m = slices.Clone(m)
	for col := len(m); col < result.Table.Width(); col++ {
		m = append(m, columns.Column{Index: col, Header: result.Table.Header[col], Field: columns.FieldMetadata})
	}
	return diagnose(t, result.Table, m)
}

var exportMapping = columns.Mapping{
	{Index: 0, Header: "Name", Field: columns.FieldName}, {Index: 1, Header: "Phone", Field: columns.FieldPhone}, {Index: 2, Header: "Home", Field: columns.FieldPhone2},
	{Index: 3, Header: "Email", Field: columns.FieldEmail}, {Index: 4, Header: "Plan", Field: columns.FieldMetadata}, {Index: 5, Header: "DNC", Field: columns.FieldDoNotCall},
}

var exportFormats = []string{FormatCSV, FormatXLSX}

// drawnList is a list of every kind of row, on which an operator has worked.
func drawnList(t *rapid.T) *model.List {
	cell := rapid.SampledFrom([]string{
		"07400 123001", "+447400123001", "7400123001", "447400123002", "07400 123003", "0044 7400 123003", "", "n/a", "#N/A", "4.4E+11", "=1+1", "@x", "-12",
		"07400 123004 / 07400 123005", "0909 879 0000", "+1 202 555 0143", "12", "0123456789012345", "call me", "'07400 123006", "07400\n123007", "+44 7400 123008 ext. 5", "_x0041_ \"quoted\", and more",
	})
	var b table.Builder
	for i := range rapid.IntRange(1, 10).Draw(t, "rows") {
		cells := []table.Cell{{Text: rapid.SampledFrom([]string{"", "Ann", " Zoë ", "=HYPERLINK(\"x\")"}).Draw(t, "name")}}
		for range 2 {
			cells = append(cells, table.Cell{Text: cell.Draw(t, "phone")})
		}
		cells = append(cells, table.Cell{Text: rapid.SampledFrom([]string{"", "ann@example.com", "ann@example,com"}).Draw(t, "email")})
		cells = append(cells, rapid.SampledFrom([]table.Cell{{}, {Text: "Gold"}, {Text: "12.5", Kind: table.KindNumber}, {Text: "true", Kind: table.KindBool}}).Draw(t, "plan"))
		cells = append(cells, table.Cell{Text: rapid.SampledFrom([]string{"", "", "", "yes"}).Draw(t, "dnc")})
		b.Append(i+2, cells[:rapid.IntRange(0, len(cells)).Draw(t, "cells")])
	}
	l, err := model.Diagnose(context.Background(), b.Build([]string{"Name", "Phone", "Home", "Email", "Plan", "DNC"}), exportMapping, "GB", model.Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	slots := append(l.Fields().All(), model.EditableField{Field: columns.FieldMetadata, Key: "vip"})
	for range rapid.IntRange(0, 8).Draw(t, "steps") {
		row := rapid.IntRange(0, l.Len()-1).Draw(t, "row")
		switch rapid.IntRange(0, 3).Draw(t, "step") {
		case 0:
			if fixes := l.Fixes().Of(row); len(fixes) > 0 {
				c, _ := l.Fixes().Change(row, rapid.SampledFrom(fixes).Draw(t, "fix"))
				l.Apply(c)
			}
		case 1:
			c, _ := l.Fields().Type(row, rapid.SampledFrom(slots).Draw(t, "slot"), rapid.OneOf(cell, rapid.SampledFrom([]string{"US", "a@b.com"})).Draw(t, "text"))
			l.Apply(c)
		case 2:
			l.Apply(l.Duplicates().Prefer(row))
		case 3:
			before := l.Edit(row)
			l.Apply(model.Change{Rows: []model.RowEdit{{Row: row, Before: before, After: before.With(columns.FieldPhone, cell.Draw(t, "forced"))}}})
		}
	}
	return l
}

// A list that is saved and read again has the same states, dials the same
// numbers and sends the same contacts; so does what is saved of that.
func TestASavedListIsReadAsItWas(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		l := drawnList(rt)
		for _, format := range exportFormats {
			back := again(t, exported(t, l, format), exportMapping)
			sameRows(rt, format, back, l)
			sameRows(rt, format+" twice", again(t, exported(t, back, format), exportMapping), l)
		}
	})
}

func sameRows(t *rapid.T, what string, got, want *model.List) {
	for row := range want.Len() {
		w := want.Verdict(row)
		if row >= got.Len() && w.State == model.Blank {
			continue // blank rows at the end of a sheet are no rows
		}
		g := got.Verdict(row)
		if g.State != w.State || dialled(g) != dialled(w) {
			t.Fatalf("%s: row %d is %s %v (%s), was %s %v (%s)\n%q", what, row, g.State, g.Number, g.Problem, w.State, w.Number, w.Problem, got.Table.AppendRow(nil, row))
		}
		a, b := got.Contacts().Of(row), want.Contacts().Of(row)
		sameName := a.Name == b.Name || a.Name == "'"+b.Name // what a spreadsheet would calculate stands behind a quote
		if w.State == model.Ready && (a.Email != b.Email || !sameName || fmt.Sprint(a.Metadata["vip"]) != fmt.Sprint(b.Metadata["vip"])) {
			t.Fatalf("%s: row %d sends %+v, was %+v", what, row, a, b)
		}
	}
}

func dialled(v model.Verdict) phone.Number {
	if v.State == model.Ready || v.State == model.Duplicate {
		return v.Number
	}
	return 0
}

func TestTheDemoListSurvivesBeingSaved(t *testing.T) {
	result, err := readFile(t, "../testdata/demo.xlsx", Options{HeaderRow: FindHeader})
	if err != nil {
		t.Fatal(err)
	}
	l := diagnose(t, result.Table, columns.Guess(result.Table, "GB"))
	for _, c := range l.Causes().All()[:3] {
		change, err := l.Snapshot().Fixes().ChangeAll(t.Context(), c, l.Fixes().OfCause(c)[0], nil)
		if err != nil {
			t.Fatal(err)
		}
		l.Apply(change)
	}
	for _, format := range exportFormats {
		t.Run(format, func(t *testing.T) {
			saved, err := readBytes(t, exported(t, l, format), Options{HeaderRow: FindHeader})
			if err != nil {
				t.Fatal(err)
			}
			back := diagnose(t, saved.Table, columns.Guess(saved.Table, "GB"))
			if back.Counts() != l.Counts() {
				t.Errorf("counts %v, were %v", back.Counts(), l.Counts())
			}
			for row := range l.Len() {
				for col := range result.Table.Width() {
					got, want := saved.Table.Cell(row, col), result.Table.Cell(row, col)
					if got.Text != want.Text && got.Text != "'"+want.Text {
						t.Errorf("row %d column %d holds %q, held %q", row, col, got.Text, want.Text)
					}
					if format == FormatXLSX && got.Kind != want.Kind && want.Kind != table.KindError && want.Text != "" {
						t.Errorf("row %d column %d is of kind %d, was %d", row, col, got.Kind, want.Kind)
					}
				}
			}
			if _, undone := back.Undo(); !undone || back.Counts().Of(model.ToFix) <= l.Counts().Of(model.ToFix) {
				t.Error("what was taken over cannot be undone")
			}
		})
	}
}

func TestKindsAreKept(t *testing.T) {
	cells := []table.Cell{
		{Text: "447400123001", Kind: table.KindNumber}, {Text: "0.1", Kind: table.KindNumber}, {Text: "-12.75", Kind: table.KindNumber}, {Text: "123456789012345678", Kind: table.KindNumber},
		{Text: "true", Kind: table.KindBool}, {Text: "false", Kind: table.KindBool},
		{Text: "2026-02-28", Kind: table.KindDate}, {Text: "1900-01-01", Kind: table.KindDate}, {Text: "1900-02-28", Kind: table.KindDate}, {Text: "9999-12-31", Kind: table.KindDate},
		{Text: "2026-02-28T13:45:10.123", Kind: table.KindDate}, {Text: "13:45:10.5", Kind: table.KindDate}, {Text: "00:00:00", Kind: table.KindDate},
		{Text: "+447400123001"}, {Text: "007"}, {Text: "=1+1"}, {Text: " padded "}, {Text: "two\nlines"}, {Text: "_x0041_"}, {Text: "<&>\"'"}, {Text: "Zoë 😀"}, {Text: strings.Repeat("x", 32767)},
	}
	// What a workbook cannot hold as it is becomes text of the same characters.
	textual := []table.Cell{
		{Text: "0.12345678901234567", Kind: table.KindNumber}, {Text: "4.47911E+11", Kind: table.KindNumber}, {Text: "1E+20", Kind: table.KindNumber}, {Text: "1899-05-01", Kind: table.KindDate}, {Text: "2026-02-28T10:00:00Z", Kind: table.KindDate}, {Text: "#N/A", Kind: table.KindError},
	}
	all := append(slices.Clone(cells), textual...)
	var b table.Builder
	header := make([]string, len(all))
	for i := range header {
		header[i] = fmt.Sprintf("c%d", i)
	}
	b.Append(2, all)
	l := diagnose(t, b.Build(header), columns.Mapping{{Index: 0, Field: columns.FieldPhone}})
	back, err := readBytes(t, exported(t, l, FormatXLSX), Options{HeaderRow: 1})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range all {
		got := back.Table.Cell(0, i)
		if i >= len(cells) {
			want.Kind = table.KindText
		}
		if got != want {
			t.Errorf("cell %d is %.40q of kind %d, was %.40q of kind %d", i, got.Text, got.Kind, want.Text, want.Kind)
		}
	}
}

func TestEveryStateIsSaid(t *testing.T) {
	l := diagnose(t, table.Of([]string{"Phone"}, []string{"07400 123001"}, []string{"+447400123001"}, []string{"n/a"}, []string{"07400 123002"}, []string{""},
		[]string{"07400 123003"}, []string{"07400 123004"}, []string{"07400 123005"}), columns.Mapping{{Field: columns.FieldPhone}})
	l.SetSuppressions(model.Suppressions{447400123003: {DoNotCall: time.Unix(1, 0)}, 447400123004: {Called: time.Unix(1, 0)}, 447400123005: {Called: time.Unix(1, 0), Uncertain: true}})
	c, _ := l.Fixes().Change(3, model.Fix{Kind: model.FixLeaveOut})
	l.Apply(c)
	back, err := readBytes(t, exported(t, l, FormatCSV), Options{HeaderRow: 1})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"+447400123001|ready|", "+447400123001|duplicate|same as row 2", "|to fix|Placeholder", "|left out|left out by you", "||",
		"|do not call|on the do-not-call list", "|called recently|called recently", "|may be called|maybe called already",
	}
	for row := range want {
		var got []string
		for col := 1; col <= 3; col++ {
			got = append(got, back.Table.Cell(row, col).Text)
		}
		if strings.Join(got, "|") != want[row] {
			t.Errorf("row %d says %q, want %q", row, strings.Join(got, "|"), want[row])
		}
	}
	// What was called then is no reason to leave it out now, but what is on the
	// do-not-call list stays out even where that list is not known.
	again := diagnose(t, back.Table, columns.Mapping{{Field: columns.FieldPhone}})
	for row, want := range []model.State{model.Ready, model.Duplicate, model.ToFix, model.LeftOut, model.Blank, model.DoNotCall, model.Ready, model.Ready} {
		if got := again.Verdict(row).State; got != want {
			t.Errorf("read again, row %d is %s, want %s", row, got, want)
		}
	}
}

func TestAListWithoutNamesGetsThem(t *testing.T) {
	var b table.Builder
	b.Append(1, []table.Cell{{Text: "Ann"}, {Text: "07400 123001"}})
	b.Append(2, []table.Cell{{Text: "Ben"}, {Text: "7400 123002"}, {Text: "more"}})
	m := columns.Mapping{{Index: 0, Field: columns.FieldName}, {Index: 1, Field: columns.FieldPhone}, {Index: 2, Field: columns.FieldSkip}}
	l := diagnose(t, b.Build(nil), m)
	c, _ := l.Fixes().Change(1, l.Fixes().Of(1)[0])
	l.Apply(c)
	for _, format := range exportFormats {
		back := again(t, exported(t, l, format), m)
		if fmt.Sprint(back.Table.Header[:3]) != "[Column 1 Column 2 Column 3]" || back.Counts().Of(model.Ready) != 2 {
			t.Errorf("%s: header %q, counts %v", format, back.Table.Header, back.Counts())
		}
	}
}

func TestSavingIsRefusedInWords(t *testing.T) {
	l := diagnose(t, table.Of([]string{"Phone", "Essay"}, []string{"07400 123001", strings.Repeat("é", 32768)}), columns.Mapping{{Field: columns.FieldPhone}})
	var advice model.UserError
	if err := Export(t.Context(), io.Discard, FormatXLSX, l, nil); !errors.As(err, &advice) || !strings.Contains(err.Error(), "Row 2 holds a cell of more than 32,767 characters") {
		t.Errorf("a cell no workbook can hold: %v", err)
	}
	if err := Export(t.Context(), io.Discard, FormatCSV, l, nil); err != nil {
		t.Errorf("a CSV file holds it: %v", err)
	}
	if err := Export(t.Context(), io.Discard, "ods", l, nil); !errors.As(err, &advice) {
		t.Errorf("an unknown format: %v", err)
	}
	if err := fitsSheet(10, maxRows+1); !errors.As(err, &advice) {
		t.Errorf("too many rows: %v", err)
	}
	if err := fitsSheet(maxColumns+1, 10); !errors.As(err, &advice) {
		t.Errorf("too many columns: %v", err)
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

func TestSavingStopsWhenAskedAndSaysWhenItCannot(t *testing.T) {
	l := diagnose(t, exportTable(1000), exportMapping)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, format := range exportFormats {
		if err := Export(ctx, io.Discard, format, l, nil); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: a stopped save ended with %v", format, err)
		}
		if err := Export(context.Background(), brokenWriter{}, format, l, nil); err == nil || !strings.Contains(err.Error(), "no space left") {
			t.Errorf("%s: a full disk ended with %v", format, err)
		}
		var progress table.Progress
		if err := Export(context.Background(), io.Discard, format, l, &progress); err != nil || progress.Rows.Load() != 1000 {
			t.Errorf("%s: %d rows counted, %v", format, progress.Rows.Load(), err)
		}
	}
}

func TestAnotherReaderFindsTheNumbersAsText(t *testing.T) {
	l := diagnose(t, exportTable(3), exportMapping)
	book, err := excelize.OpenReader(bytes.NewReader(exported(t, l, FormatXLSX)))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	kind, err := book.GetCellType(sheetName, "G2")
	if err != nil || kind != excelize.CellTypeInlineString {
		t.Errorf("the number is of type %v, %v", kind, err)
	}
	if text, err := book.GetCellValue(sheetName, "G2"); err != nil || text != "+447400000000" {
		t.Errorf("the number is %q, %v", text, err)
	}
	if formula, err := book.GetCellFormula(sheetName, "A2"); err != nil || formula != "" {
		t.Errorf("a text became the formula %q, %v", formula, err)
	}
}

func exportTable(rows int) *table.Table {
	var b table.Builder
	for i := range rows {
		b.Append(i+2, []table.Cell{{Text: "=Person"}, {Text: fmt.Sprintf("+447400%06d", i)}, {}, {Text: "ann@example.com"}, {Text: "12.5", Kind: table.KindNumber}})
	}
	return b.Build([]string{"Name", "Phone", "Home", "Email", "Plan", "DNC"})
}

// Goal: 100,000 rows within 1 s as CSV and 4 s as a workbook on one core, so
// that saving is a moment's wait with progress.
func BenchmarkExport100k(b *testing.B) {
	l := diagnose(b, exportTable(100_000), exportMapping)
	for _, format := range exportFormats {
		b.Run(format, func(b *testing.B) {
			for b.Loop() {
				if err := Export(context.Background(), io.Discard, format, l, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
