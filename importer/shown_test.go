package importer

import (
	"testing"

	"callsheet/model/table"
)

func TestWhatAFormatAddsIsRead(t *testing.T) {
	for _, c := range []struct{ name, code, stored, want string }{
		{"a calling code that only shows is read with the number", `"+52 "0`, "5512345678", "+52 5512345678"},
		{"a calling code without quotes too", `+49 0`, "15112345678", "+49 15112345678"},
		{"signs behind a backslash are read", `\+39\ 000\ 0000000`, "3331234567", "+39 333 1234567"},
		{"a code before the general form is read", `"+"General`, "447911123456", "+447911123456"},
		{"a trunk zero that only shows is read", `"0"0`, "7911123456", "07911123456"},
		{"a post code keeps its zeros", "00000", "2134", "02134"},
		{"a post code of the nine-figure form too", "00000-0000", "21341234", "02134-1234"},
		{"a Japanese post code", "000-0000", "600001", "060-0001"},
		{"a French phone gets its zero and pairs", `0#" "##" "##" "##" "##`, "612345678", "06 12 34 56 78"},
		{"a customer number keeps its prefix", `"C-"000000`, "123", "C-000123"},
		{"a prefix without quotes", `C-000`, "7", "C-007"},
		{"a share gets its sign", "0%", "0.25", "25%"},
		{"a share that would be rounded keeps its digits", "0%", "0.125", "12.5%"},
		{"a share with places is shown with them", "0.0%", "0.123", "12.3%"},
		{"of a share no more than two decimals are read", "0%", "0.78929202", "78.93%"},
		{"a share of many places keeps them", "0.0000%", "0.78929202", "78.9292%"},
		{"a share below one keeps its places", "0.00%", "0.005", "0.50%"},
		{"a phone in parentheses is read as shown", "(000) 000-0000", "4155552671", "(415) 555-2671"},
		{"Excel's own phone format, long", `[<=9999999]###\-####;\(###\)\ ###\-####`, "4155552671", "(415) 555-2671"},
		{"Excel's own phone format, short", `[<=9999999]###\-####;\(###\)\ ###\-####`, "5552671", "555-2671"},
		{"Excel's own social security format", "000-00-0000", "12345678", "012-34-5678"},
		{"a currency", `"$"#,##0.00`, "1234.5", "$1,234.50"},
		{"a currency of a language", `#,##0.00\ [$€-407]`, "1234.5", "1234.50 €"},
		{"a unit", `0" kg"`, "12", "12 kg"},
		{"words in place of figures", `"Yes";;"No"`, "1", "Yes"},
		{"words in place of nothing", `"Yes";;"No"`, "0", "No"},
		{"a negative number keeps its sign", `"T "0`, "-5", "-T 5"},
		{"a colour adds nothing beside the unit", `[Red]0" pts"`, "3", "3 pts"},
		{"a digit beyond the places is kept in front", `"N"00`, "12345", "N12345"},

		{"places alone add nothing", "0.00", "12.5", ""},
		{"rounding is not shown", `"ca. "0`, "12.5", ""},
		{"thousands alone add nothing", "#,##0", "5512345678", ""},
		{"blanks between thousands add nothing", `#" "##0`, "5512345678", ""},
		{"parentheses of negative numbers add nothing", `0_);(0)`, "-5", ""},
		{"the text format adds nothing", "@", "5512345678", ""},
		{"general adds nothing", "General", "5512345678", ""},
		{"a hidden value is still read", ";;;", "5512345678", ""},
		{"an exponent adds nothing", `0.00E+00`, "5512345678", ""},
		{"a fraction is not read", `# ?/?" in"`, "1.5", ""},
		{"digits of another script are not read", `[DBNum1]"第"0`, "3", ""},
		{"thousands cut off are rounding", `0.0,"k"`, "12345", ""},
		{"an exponent in the file adds nothing", `"+"0`, "1E+20", ""},
		{"an endless quote ends with the code", `"+52 0`, "1", "+52 0"},
		{"a lone backslash ends with the code", `00\`, "1", "01"},
		{"a lone bracket ends with the code", `00[`, "1", "01"},
	} {
		got := ""
		if form := shownOf(c.code); form != nil {
			if shown, ok := form.appendShown(nil, []byte(c.stored)); ok {
				got = string(shown)
			}
		}
		if got != c.want {
			t.Errorf("%s: %q of %s shows %q, want %q", c.name, c.code, c.stored, got, c.want)
		}
	}
}

func TestAFormatIsReadInItsSheet(t *testing.T) {
	styles := `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts>` +
		`<numFmt numFmtId="164" formatCode="&quot;+52 &quot;0"/><numFmt numFmtId="165" formatCode="00000"/><numFmt numFmtId="166" formatCode="&quot;C-&quot;@"/>` +
		`</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="9"/></cellXfs></styleSheet>`
	rows := `<row r="1"><c r="A1" t="inlineStr"><is><t>Phone</t></is></c><c r="B1" t="inlineStr"><is><t>Zip</t></is></c><c r="C1" t="inlineStr"><is><t>Ref</t></is></c><c r="D1" t="inlineStr"><is><t>Share</t></is></c></row>` +
		`<row r="2"><c r="A2" s="1"><v>5512345678</v></c><c r="B2" s="2"><v>501</v></c><c r="C2" s="3" t="inlineStr"><is><t>77</t></is></c><c r="D2" s="4"><v>0.07</v></c></row>` +
		`<row r="3"><c r="A3"><v>5512345678</v></c><c r="B3" s="2"><v>90210</v></c><c r="C3" s="3" t="s"><v>0</v></c><c r="D3" s="4"><v>7.0000000000000007E-2</v></c></row>`
	more := parts{"xl/styles.xml": styles, "xl/sharedStrings.xml": `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>78</t></si></sst>`}
	result, err := readBytes(t, bookOf(t, rows, more), Options{HeaderRow: 1})
	check(t, err)
	want := [][]table.Cell{
		{{Text: "+52 5512345678"}, {Text: "00501"}, {Text: "C-77"}, {Text: "7%"}},
		{{Text: "5512345678", Kind: table.KindNumber}, {Text: "90210", Kind: table.KindNumber}, {Text: "C-78"}, {Text: "7%"}},
	}
	for row, cells := range want {
		for col, cell := range cells {
			if got := result.Table.Cell(row, col); got != cell {
				t.Errorf("row %d, column %d is %+v, want %+v", row, col, got, cell)
			}
		}
	}
}
