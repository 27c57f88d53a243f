package model

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/nyaruka/phonenumbers"

	"callsheet/model/columns"
	"callsheet/model/phone"
	"callsheet/model/table"
)

func TestCallingCodesAreReadAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]phone.Region{
		"52": "MX", "+52": "MX", "(+52)": "MX", "+ 52": "MX", "0052": "MX", "52.0": "MX", "52,0": "MX", "'+44": "GB", "00 44": "GB", "+1": "US", "1": "US", "+1-242": "BS",
		"1 242": "BS", "1242": "BS", "+1 (876)": "JM", "+1-809 and 1-829": "DO", "+1416": "CA", "+7": "RU", "+44-1481": "GB", "+52 (Mexico)": "MX", "Mexico (+52)": "MX", "MX +52": "MX", "+353": "IE", "＋81": "JP",
	} {
		if code := phone.ParseDialCode(text); code.Region("") != want {
			t.Errorf("%q is of %q, want %q: %+v", text, code.Region(""), want, code)
		}
	}
	for text := range strings.SplitSeq("840|276|0|999|+999|abc|US|-1|+1 +44|1,44|2024-05-17|+5255123|12345|1e5", "|") {
		if code := phone.ParseDialCode(text); code.Known() || !code.Unclear {
			t.Errorf("%q is read as a calling code: %+v", text, code)
		}
	}
	for text := range strings.SplitSeq("|  |-|N/A|#N/A", "|") {
		if code := phone.ParseDialCode(text); code.Known() || code.Unclear {
			t.Errorf("%q says something of a calling code: %+v", text, code)
		}
	}
}

// guessedList is a list whose columns mean what is guessed of them.
func guessedList(t *testing.T, region phone.Region, header string, rows ...string) *List {
	t.Helper()
	table := guessTable(header, rows...)
	l, err := Diagnose(context.Background(), table, columns.Guess(table, region), region, Edits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestACallingCodeBesideANumberBeginsIt(t *testing.T) {
	for _, tc := range []struct {
		claim, header string
		region        phone.Region
		rows          []string
		want          []string // numbers, or problems
	}{
		{"a code in a column of its own", "Name|Dial Code|Mobile", "", []string{"Ana Ruiz|+52|5512345678", "Ann Lee|+1|4155552671"}, []string{"+525512345678", "+14155552671"}},
		{"a spreadsheet's figure, and none", "Name|Country Code|Mobile", "US", []string{"Ana Ruiz|52.0|5512345678", "Ann Lee||4155552671"}, []string{"+525512345678", "+14155552671"}},
		{"no zero is lost behind a code", "ISD|Phone", "US", []string{"44|7400123456", "+49|15123456789", "(+61)|412345678"}, []string{"+447400123456", "+4915123456789", "+61412345678"}},
		{"a zero before the number is none of it", "Ländervorwahl|Handy", "DE", []string{"0049|01512 3456789", "0043|0664 1234567"}, []string{"+4915123456789", "+436641234567"}},
		{"a number that has the code as well", "Código de país|Móvil", "ES", []string{"52|525512345678", "+34|+34 612 345 678"}, []string{"+525512345678", "+34612345678"}},
		{"a number that has the code as well, or begins like it", "DDI|Celular", "BR", []string{"55|5540041234", "55|55912345678"}, []string{"own_code", "+5555912345678"}},
		{"the column behind the number", "Mobile|国家代码", "CN", []string{"412345678|61", "13800138000|86"}, []string{"+61412345678", "+8613800138000"}},
		{"an area of a shared code", "Country Code|Phone", "US", []string{"+1-242|2423221234", "+1-242|3221234", "+1|4165550134"}, []string{"+12423221234", "+12423221234", "+14165550134"}},
		{"a zero lost behind a code leaves the rate what it is", "Dial Code|Phone", "", []string{"44|9812345671", "44|7012345678", "61|1900123456", "81|990123456"}, []string{"premium", "personal", "premium", "premium"}},
		{"a number with another code is held", "Indicatif pays|Portable", "FR", []string{"+33|+44 7400 123456", "+33|0612345678"}, []string{"code_conflict", "+33612345678"}},
		{"a number of another area is held", "Country Code|Phone", "US", []string{"+1-242|4155552671", "+1|4155552671"}, []string{"code_conflict", "+14155552671"}},
		{"a code that is not the row's country's is held", "Country|Dial Code|Mobile", "", []string{"Mexico|+1|5512345678", "Mexico|+52|5512345678", "Canada|+1|4165550134"}, []string{"code_conflict", "+525512345678", "+14165550134"}},
		{"a code nobody knows is held, unless the number has its own", "Dial Code|Mobile", "US", []string{"999|4155552671", "x|+14155552671", "+1|4155552672"}, []string{"code_conflict", "+14155552671", "+14155552672"}},
		{"a mere code that fits all numbers", "Code|Phone", "MX", []string{"+44|7400123456", "+44|7400123457"}, []string{"+447400123456", "+447400123457"}},
		{"the code of an area is no country's", "Area Code|Phone", "US", []string{"212|5550123", "216|5550124"}, []string{"code_conflict", "code_conflict"}},
		{"a code that may as well be something else is asked", "Code|Phone", "US", []string{"52|5512345678", "52|5513456789"}, []string{"code_conflict", "code_conflict"}},
		{"a mere code that is written as one is one", "Code|Number", "US", []string{"+52|5512345678", "+44|7400123456"}, []string{"+525512345678", "+447400123456"}},
		{"a mere code that is the country's beside it is one, and held where it is not", "Country|Code|Mobile", "", []string{"Mexico|52|5512345678", "United States|1|4155552671", "Spain|52|612345678"}, []string{"+525512345678", "+14155552671", "code_conflict"}},
		{"each phone has its own", "Dial Code|Mobile|Dial Code 2|Phone 2", "", []string{"+52|5512345678|+1|4155552671", "+44|7400123456||"}, []string{"+525512345678", "+447400123456"}},
		{"a country column that holds codes", "País|Celular", "", []string{"+52|5512345678", "+57|3001234567"}, []string{"+525512345678", "+573001234567"}},
		{"letters in a column of codes are countries", "Country Code|Mobile", "", []string{"MX|5512345678", "GB|07400123456"}, []string{"+525512345678", "+447400123456"}},
	} {
		t.Run(tc.claim, func(t *testing.T) {
			l := guessedList(t, tc.region, tc.header, tc.rows...)
			for row, want := range tc.want {
				got := l.Verdict(row).Problem.String()
				if v := l.Verdict(row); v.State == Ready || v.State == Duplicate {
					got = v.Number.String()
				}
				if got != want {
					t.Errorf("row %d is %s, want %s; columns are %s", row, got, want, fieldsOf(l.Mapping))
				}
			}
		})
	}
}

func TestTheOperatorsWordGoesBeforeACallingCode(t *testing.T) {
	l := guessedList(t, "US", "Dial Code|Mobile", "+52|+44 7400 123456", "+1|4155552671")
	if v := l.Verdict(0); v.Problem != Problem(phone.CodeConflict) {
		t.Fatalf("the row is %v", v)
	}
	if fixes := l.Fixes().Of(0); len(fixes) < 2 || fixes[0].Kind != FixAsWritten || fixes[0].Number != 447400123456 {
		t.Errorf("the fixes are %+v", fixes)
	}
	l.Apply(Change{What: "typed", Rows: []RowEdit{{0, Edit{}, Edit{}.With(columns.FieldPhone, "+44 7400 123456")}}})
	if v := l.Verdict(0); v.State != Ready || v.Number != 447400123456 {
		t.Errorf("typed by the operator it is %v", v)
	}
	if got := l.Contacts().Of(1).Metadata; got["dial_code"] == nil {
		t.Errorf("the code does not go along: %v", got)
	}
	if !slices.Contains(columns.Fields(), columns.FieldCallingCode) {
		t.Error("the operator cannot choose it")
	}
}

// Behind its calling code a number of any country is itself or held, whatever the
// list's country.
func TestACallingCodeGivesNoOtherNumber(t *testing.T) {
	ready := 0
	for i, info := range phone.Regions() {
		if testing.Short() && i%8 != 0 {
			continue
		}
		for _, kind := range []phonenumbers.PhoneNumberType{phonenumbers.FIXED_LINE, phonenumbers.MOBILE} {
			example := phonenumbers.GetExampleNumberForType(string(info.Code), kind)
			if example == nil {
				continue
			}
			want := phonenumbers.Format(example, phonenumbers.E164)
			bare := strings.TrimPrefix(want, "+"+strconv.Itoa(info.CallingCode))
			national := phone.Read(table.Cell{Text: want}, "").Number.National()
			for _, code := range []string{strconv.Itoa(info.CallingCode), "+" + strconv.Itoa(info.CallingCode), strconv.Itoa(info.CallingCode) + ".0"} {
				for _, list := range []phone.Region{"", "US", "GB", "IN", info.Code} {
					l := guessedList(t, list, "Dial Code|Mobile", code+"|"+bare, code+"|"+national, code+"|"+want)
					for row := range l.Len() {
						v := l.Verdict(row)
						if v.State != Ready && v.State != Duplicate {
							continue
						}
						if ready++; v.Number.String() != want {
							t.Errorf("%s of %s behind %s in a list of %q is dialled as %s, want %s", l.Contacts().Given(row), info.Name, code, list, v.Number, want)
						}
					}
				}
			}
		}
	}
	if ready < 10_000 && !testing.Short() {
		t.Errorf("only %d are dialled at all", ready)
	}
}

func TestTheCodeOfAnAreaBesideANumberIsAsked(t *testing.T) {
	for _, tc := range []struct {
		claim, header string
		region        phone.Region
		row, want     string // what is offered, or dialled
		held          bool
	}{
		{"a German number without its area", "Vorwahl|Telefon", "DE", "0351|7954321", "+493517954321", true},
		{"and where the zero is lost", "Vorwahl|Telefon", "DE", "351|7954321", "+493517954321", true},
		{"a Chinese one that might be another", "区号|电话", "CN", "021|62345678", "+862162345678", true},
		{"a Brazilian mobile", "DDD|Celular", "BR", "11|961234567", "+5511961234567", true},
		{"an Indian landline", "STD Code|Phone", "IN", "022|26543210", "+912226543210", true},
		{"an American one", "Area Code|Phone", "US", "303|555-0123", "+13035550123", true},
		{"a number that has its area", "Area Code|Phone", "US", "303|303-555-0123", "+13035550123", false},
		{"a number with its country", "Prefijo|Teléfono", "ES", "91|+34 612 345 678", "+34612345678", false},
		{"what is no code of an area", "Code|Phone", "US", "A7|303-555-0123", "+13035550123", false},
	} {
		t.Run(tc.claim, func(t *testing.T) {
			l := guessedList(t, tc.region, tc.header, tc.row)
			v := l.Verdict(0)
			if tc.held != (v.State == ToFix) || v.Number.String() != tc.want || tc.held && v.Problem != Problem(phone.CodeConflict) {
				t.Fatalf("it is %+v; columns are %s", v, fieldsOf(l.Mapping))
			}
			if !tc.held {
				return
			}
			change, ok := l.Fixes().Change(0, l.Fixes().Of(0)[0])
			if !ok {
				t.Fatal("nothing can be done")
			}
			l.Apply(change)
			if v := l.Verdict(0); v.State != Ready || v.Number.String() != tc.want {
				t.Errorf("once accepted it is %+v", v)
			}
		})
	}
}

func TestNumbersBehindACallingCodeNeedNoCountry(t *testing.T) {
	table := guessTable("Dial Code|Mobile", "+52|5512345678", "44|7400123456")
	if c := columns.ChooseRegion(table, columns.Guess(table, ""), "", columns.FromNone); c.Numbers != 0 {
		t.Errorf("%d of them want one: %+v", c.Numbers, c)
	}
	table = guessTable("Dial Code|Mobile", "+52|5512345678", "|7400123456")
	if c := columns.ChooseRegion(table, columns.Guess(table, ""), "", columns.FromNone); c.Numbers != 1 {
		t.Errorf("%d want one, where one has no code: %+v", c.Numbers, c)
	}
}
