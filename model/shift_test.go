package model

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/table"
)

// shiftList is a list of rows of cells, parted by |, under a header; those with
// more cells than it are marked as whoever reads a file marks them.
func shiftList(t *testing.T, region phone.Region, m columns.Mapping, header string, rows ...string) *List {
	t.Helper()
	names := strings.Split(header, "|")
	var b table.Builder
	for i, row := range rows {
		var cells []table.Cell
		for text := range strings.SplitSeq(row, "|") {
			cells = append(cells, table.Cell{Text: text})
		}
		b.Append(i+2, cells)
		if len(cells) > len(names) {
			b.SetFlags(i, table.RowLong)
		}
	}
	for i := range m {
		m[i].Header = names[m[i].Index]
	}
	l, err := Diagnose(t.Context(), b.Build(names), m, region, Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func meaning(col int, f columns.Field) columns.Column { return columns.Column{Index: col, Field: f} }

// shiftedRows are lists whose last row stands in the wrong columns.
var shiftedRows = []struct {
	name   string
	region phone.Region
	m      columns.Mapping
	header string
	rows   []string      // the last is the one in question
	number string        // that is offered; "" is none
	field  columns.Field // what the fix makes of it
	value  string
}{
	{
		"an unquoted comma in a company's name is joined back", "US",
		columns.Mapping{meaning(0, columns.FieldCompany), meaning(1, columns.FieldMetadata), meaning(2, columns.FieldPhone), meaning(3, columns.FieldMetadata)}, "Company|Fax|Phone|City",
		[]string{"Acme Ltd|415-555-0100|650-253-0000|SF", "Core Ltd|415-555-0102|650-253-0002|NY", "Bolt| Inc.|415-555-0101|650-253-0001|LA"},
		"+16502530001", columns.FieldCompany, "Bolt, Inc.",
	},
	{
		"an unquoted comma in a German company's name, before two phones", "DE",
		columns.Mapping{meaning(0, columns.FieldName), meaning(1, columns.FieldCompany), meaning(2, columns.FieldPhone2), meaning(3, columns.FieldPhone)}, "Name|Firma|Zentrale|Mobil",
		[]string{"Anna Beispiel|Muster GmbH|030 901820|0151 23456789", "Bert Beispiel|Huber|Maier & Co. KG|030 901821|0151 23456788"},
		"+4915123456788", columns.FieldPhone2, "030 901821",
	},
	{
		"two commas too many are joined back too", "GB",
		columns.Mapping{meaning(0, columns.FieldPhone2), meaning(1, columns.FieldPhone), meaning(2, columns.FieldMetadata), meaning(3, columns.FieldEmail)}, "Office|Mobile|Notes|Email",
		[]string{"020 7946 0018|07700 900123|called|ann@example.org", "020 7946 0019|07700 900124|call after 5| asked for Tom| the cousin|bob@example.org"},
		"", columns.FieldEmail, "bob@example.org",
	},
	{
		"a cell that was inserted moves back", "US",
		columns.Mapping{meaning(0, columns.FieldName), meaning(1, columns.FieldPhone), meaning(2, columns.FieldEmail), meaning(3, columns.FieldMetadata)}, "Name|Phone|Email|City",
		[]string{"Ann Lee|650-253-0000|ann@example.org|SF", "Bob Ray|650-253-0001|bob@example.org|LA", "Cy Fox||650-253-0002|cy@example.org"},
		"+16502530002", columns.FieldEmail, "cy@example.org",
	},
	{
		"a cell that is missing moves the others back", "FR",
		columns.Mapping{meaning(0, columns.FieldID), meaning(1, columns.FieldName), meaning(2, columns.FieldPhone), meaning(3, columns.FieldEmail)}, "Réf|Nom|Téléphone|Courriel",
		[]string{"R-1|Anne Martin|01 99 00 12 34|anne@example.org", "R-2|Jean Petit|01 99 00 12 35|jean@example.org", "R-3|01 99 00 12 36|paul@example.org|"},
		"+33199001236", columns.FieldEmail, "paul@example.org",
	},
	{
		"a number among the addresses moves to the numbers, and the one there to the assistant's", "GB",
		columns.Mapping{meaning(0, columns.FieldName), meaning(1, columns.FieldEmail), meaning(2, columns.FieldPhone), meaning(3, columns.FieldMetadata)}, "Name|Email|Phone|Assistant Phone",
		[]string{"Ann Lee|ann@example.org|07400 123456|020 7946 0018", "Bob Ray|bob@example.org|07400 123457|020 7946 0019", "Di Orr||07400 123459|", "Flo Gray|flo@example.org|07400 123451|", "Ed Poe|07400 123450|07400 123450|", "Cy Fox|07400 123458|020 7946 0010|"},
		"+447400123458", columns.FieldEmail, "",
	},
	{
		"a town under the adviser's number moves his number there", "DE",
		columns.Mapping{meaning(0, columns.FieldName), meaning(1, columns.FieldPhone), meaning(2, columns.FieldMetadata), meaning(3, columns.FieldMetadata)}, "Name|Telefon|Telefon Betreuer|Ort",
		[]string{"Anna Beispiel|0151 23456789|030 901820|Bonn", "Bert Beispiel|0151 23456788|030 901820|Ulm", "Carl Beispiel|0151 23456787||Ulm", "Dora Beispiel|030 901820|Jena|"},
		"", "", "",
	},
	{
		"more cells than names and no plain way back is held with nothing offered", "US",
		columns.Mapping{meaning(0, columns.FieldName), meaning(1, columns.FieldMetadata), meaning(2, columns.FieldPhone)}, "Name|Town|Phone",
		[]string{"Ann|Springfield|650-253-0000", "Bob|Paris|Texas|650-253-0001"},
		"", "", "",
	},
	{
		"a remark beside the table is held as well", "US",
		columns.Mapping{meaning(0, columns.FieldName), meaning(1, columns.FieldPhone)}, "Name|Phone",
		[]string{"Ann|650-253-0000", "Bob|650-253-0001|call after 5"},
		"+16502530001", "", "",
	},
}

func TestARowWhoseCellsStandInWrongColumnsIsHeld(t *testing.T) {
	for _, c := range shiftedRows {
		t.Run(c.name, func(t *testing.T) {
			l := shiftList(t, c.region, c.m, c.header, c.rows...)
			row := len(c.rows) - 1
			for i := range row {
				if v := l.Verdict(i); v.State != Ready {
					t.Errorf("row %d is %v %v", i, v.State, v.Problem)
				}
			}
			v := l.Verdict(row)
			if v.State != ToFix || v.Problem != Shifted {
				t.Fatalf("the row is %v %v", v.State, v.Problem)
			}
			if c.field == "" {
				return
			}
			fixes := l.Fixes().Of(row)
			if fixes[0].Kind != FixUnshift || fixes[0].Reason == "" {
				t.Fatalf("the fix is %v", fixes[0])
			}
			if got := v.Number.String(); c.number != "" && got != c.number {
				t.Errorf("%s is offered, want %s", got, c.number)
			}
			change, ok := l.Fixes().Change(row, fixes[0])
			if !ok {
				t.Fatal("the fix does not apply")
			}
			l.Apply(change)
			if v := l.Verdict(row); v.State != Ready || c.number != "" && v.Number.String() != c.number {
				t.Errorf("fixed, the row is %v %v %s", v.State, v.Problem, v.Number)
			}
			got := l.Contacts().Text(row, c.field)
			if col, ok := l.Mapping.Find(c.field); ok && got == "" {
				got = l.eval.rows.cell(row, l.Edit(row), col.Index).Text
			}
			if got != c.value {
				t.Errorf("fixed, %s is %q, want %q", c.field, got, c.value)
			}
			l.Undo()
			if v := l.Verdict(row); v.Problem != Shifted {
				t.Errorf("undone, the row is %v %v", v.State, v.Problem)
			}
		})
	}
}

func TestARowInItsColumnsIsNotHeld(t *testing.T) {
	at := func(col int, f columns.Field) columns.Column { return columns.Column{Index: col, Field: f} }
	m := func() columns.Mapping {
		return columns.Mapping{at(0, columns.FieldName), at(1, columns.FieldPhone), at(2, columns.FieldEmail), at(3, columns.FieldMetadata)}
	}
	good := []string{"Ann Lee|650-253-0000|ann@example.org|SF", "Bob Ray|650-253-0001|bob@example.org|LA"}
	for _, c := range []struct {
		name, row string
		problem   Problem
	}{
		{"an empty phone is just that", "Cy Fox||cy@example.org|NY", Problem(phone.Empty)},
		{"a phone among the names alone is no shift", "650-253-0009|650-253-0002|cy@example.org|NY", Problem(phone.NoProblem)},
		{"a word for the phone is just that", "Cy Fox|ask her|cy@example.org|NY", Problem(phone.NoDigits)},
		{"a short row is no shift", "Cy Fox|650-253-0002", Problem(phone.NoProblem)},
		{"an address that is none is no shift", "Cy Fox|650-253-0002|cy at example|NY", Problem(phone.NoProblem)},
	} {
		l := shiftList(t, "US", m(), "Name|Phone|Email|City", append(good[:2:2], c.row)...)
		if v := l.Verdict(2); v.Problem != c.problem {
			t.Errorf("%s: %v %v", c.name, v.State, v.Problem)
		}
	}
}

func TestAHeldRowIsTakenAsItStandsOnRequest(t *testing.T) {
	m := columns.Mapping{{Index: 0, Field: columns.FieldName}, {Index: 1, Field: columns.FieldPhone}}
	l := shiftList(t, "US", m, "Name|Phone", "Ann|650-253-0000", "Bob|650-253-0001|call after 5", "Cy|900-234-5678|premium")
	causes := l.Causes().All()
	if len(causes) == 0 || causes[0].Problem != Shifted {
		t.Fatalf("causes are %v", causes)
	}
	change, err := l.Fixes().ChangeAll(t.Context(), causes[0], Fix{Kind: FixAsIs}, nil)
	if err != nil {
		t.Fatal(err)
	}
	l.Apply(change)
	if v := l.Verdict(1); v.State != Ready || v.Warnings&TakenAsIs == 0 {
		t.Errorf("the row is %v with %v", v.State, v.Warnings.Names())
	}
	if v := l.Verdict(2); v.State == Ready {
		t.Error("a premium number is dialled because its row was taken as it stands")
	}
}

func TestANumberMergedOverSeveralRowsIsAsked(t *testing.T) {
	var b table.Builder
	for i, name := range []string{"Ann", "Bob"} {
		b.Append(i+2, []table.Cell{{Text: name}, {Text: "650-253-0000", Kind: table.KindMerged}, {Text: "Acme", Kind: table.KindMerged}})
	}
	m := columns.Mapping{{Index: 0, Field: columns.FieldName}, {Index: 1, Field: columns.FieldPhone}, {Index: 2, Field: columns.FieldCompany}}
	l, err := Diagnose(t.Context(), b.Build([]string{"Name", "Phone", "Company"}), m, "US", Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for row := range 2 {
		if v := l.Verdict(row); v.Problem != Merged || v.Number == 0 || l.Contacts().Text(row, columns.FieldCompany) != "Acme" {
			t.Errorf("row %d is %v %v, of %q", row, v.State, v.Problem, l.Contacts().Text(row, columns.FieldCompany))
		}
	}
	change, ok := l.Fixes().Change(1, Fix{Kind: FixAsIs})
	if !ok {
		t.Fatal("the number cannot be taken for one of them")
	}
	l.Apply(change)
	if a, b := l.Verdict(0).State, l.Verdict(1).State; a != ToFix || b != Ready {
		t.Errorf("taken for the second, the rows are %v and %v", a, b)
	}
}

func TestThePlainFormOfAValueIsItsForm(t *testing.T) {
	piece := rapid.SampledFrom([]string{"7", "2026", "-", "/", ".", " ", "a", "T", "Ann", "@", "a@b.co", "n/a", "#N/A", "####", "é", "٣", "+44", "07400 123456", "12:30", "\u00a0", "'"})
	rapid.Check(t, func(t *rapid.T) {
		c := table.Cell{Text: strings.Join(rapid.SliceOfN(piece, 0, 5).Draw(t, "pieces"), ""), Kind: table.Kind(rapid.IntRange(0, 5).Draw(t, "kind"))}
		form := formOf(c)
		if quick := plainForm(c); quick != formEmpty && form != formEmpty && quick != form {
			t.Fatalf("%q is of form %d, quickly %d", c.Text, form, quick)
		}
	})
}
