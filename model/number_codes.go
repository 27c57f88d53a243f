package model

import (
	"slices"
	"strconv"
	"strings"

	"github.com/nyaruka/phonenumbers"

	"callsheet/model/columns"
	"callsheet/model/fold"
	"callsheet/model/phone"
	"callsheet/model/table"
)

// dialCode is what the column of calling codes says of the number that the row is
// read for. The operator's word on the number or its country goes before it.
func (nr *numberReader) dialCode(row int, e Edit) phone.DialCode {
	if _, typed := e.Value(columns.FieldPhone); len(nr.rows.cols.codes) == 0 || typed || e.region() != "" {
		return phone.DialCode{}
	}
	return nr.dialCodeOf(row, e, nr.phoneColumn(row, e))
}

func (nr *numberReader) dialCodeOf(row int, e Edit, column int) phone.DialCode {
	i := columns.CodeOf(nr.rows.cols.codes, column)
	if i < 0 {
		return phone.DialCode{}
	}
	text := nr.rows.cell(row, e, nr.rows.cols.codes[i].Column).Text
	code := phone.ParseDialCode(text)
	code.Doubted = nr.rows.cols.codes[i].Doubted && !phone.IsMarkedCode(text)
	return code
}

// codeRegion is the country of a row's calling code, "" when it has none. Of
// several countries with one code it is the row's, or else the list's.
func (nr *numberReader) codeRegion(row int, e Edit) phone.Region {
	code := nr.dialCode(row, e)
	if !code.Known() {
		return ""
	}
	if r, ok := nr.namedCountry(row, e); ok {
		return code.Region(r)
	}
	return code.Region(nr.rows.region)
}

// underCode compares what was read of a row's number with the calling code that
// stands beside it: r was read as of the code's country. Where the two, or the
// code and the row's country, do not agree, or the code is none, a person has to
// say.
func (nr *numberReader) underCode(row int, e Edit, cell table.Cell, r phone.Reading) phone.Reading {
	code := nr.dialCode(row, e)
	if code.Known() {
		r = phone.WithDialCode(cell, code, nr.codeRegion(row, e), r)
	}
	if named, ok := nr.namedCountry(row, e); ok && code.Known() && r.Problem.OfDigits() && phonenumbers.GetCountryCodeForRegion(string(named)) != code.Code {
		// It is one of the country's then, or none.
		home := phone.Read(cell, named)
		r = phone.Reading{Problem: phone.CodeConflict}
		if home.Problem == phone.NoProblem {
			r.Other = home.Number
		}
		return r
	}
	if !r.Problem.Costly() && !slices.Contains([]phone.Problem{phone.NoProblem, phone.LostZero, phone.LostPlus, phone.OwnCode}, r.Problem) || !nr.codeDoubted(row, e, cell, code, r) {
		return r
	}
	conflict := phone.Reading{Problem: phone.CodeConflict, Extension: r.Extension, Warnings: r.Warnings & phone.ExtensionDropped}
	if code.Has(r.Number) {
		conflict.Number, conflict.Region = r.Number, r.Region
		if r.Problem != phone.NoProblem {
			conflict.Number = 0
		}
		home := nr.rows.region
		if named, ok := nr.namedCountry(row, e); ok {
			home = named
		}
		r = phone.Read(cell, home)
	}
	if r.Problem == phone.NoProblem && r.Number != conflict.Number {
		conflict.Other = r.Number
	}
	return conflict
}

func (nr *numberReader) codeDoubted(row int, e Edit, cell table.Cell, code phone.DialCode, r phone.Reading) bool {
	if code.Unclear {
		return phone.Read(cell, "").Problem == phone.NoCountry
	}
	if !code.Known() {
		return false
	}
	named, ok := nr.namedCountry(row, e)
	switch {
	case ok && phonenumbers.GetCountryCodeForRegion(string(named)) != code.Code,
		ok && len(code.Areas) > 0 && named != code.Region(""):
		return true
	case !code.Has(r.Number):
		return true
	}
	// What may as well be the code of an area is asked where the number is one
	// without it.
	if !code.Doubted || nr.rows.region == "" || phonenumbers.GetCountryCodeForRegion(string(nr.rows.region)) == code.Code {
		return false
	}
	alone := phone.Read(cell, nr.rows.region)
	return alone.Problem == phone.NoProblem && alone.Warnings&phone.NotAssigned == 0
}

// areaCode is the code of an area that stands beside the number the row is read
// for; "" where there is none, or the operator has said what the number is.
func (nr *numberReader) areaCode(row int, e Edit) string {
	if _, typed := e.Value(columns.FieldPhone); typed || e.number != 0 || e.region() != "" {
		return ""
	}
	phone := nr.phoneColumn(row, e)
	i := slices.IndexFunc(nr.rows.cols.areas, func(c columns.CodeColumn) bool { return c.Phone == phone })
	if i < 0 {
		return ""
	}
	const longest = 6
	text := strings.TrimSuffix(strings.TrimSpace(nr.rows.cell(row, e, nr.rows.cols.areas[i].Column).Text), ".0")
	text = strings.TrimSuffix(strings.TrimPrefix(text, "("), ")")
	if len(text) > longest || !fold.OnlyDigits(text) || strings.Trim(text, "0") == "" {
		return ""
	}
	return text
}

// besideArea blocks a number without its area code where one stands beside it: the
// number alone is none, or another's. Put together they are offered, and never
// taken unasked, since a column of that name may be of anything.
func (nr *numberReader) besideArea(row int, e Edit, cell table.Cell, region phone.Region, r phone.Reading) phone.Reading {
	area := nr.areaCode(row, e)
	if area == "" || !r.Problem.OfDigits() || phone.Read(cell, "").Problem != phone.NoCountry {
		return r
	}
	if r.Problem == phone.NoProblem {
		_, national, _ := phone.SplitCallingCode(strconv.FormatUint(uint64(r.Number), 10))
		if strings.HasPrefix(strings.TrimLeft(national, "0"), strings.TrimLeft(area, "0")) {
			return r
		}
	}
	whole := phone.Read(table.Cell{Text: area + strings.TrimSpace(cell.Text)}, region)
	if whole.Warnings&phone.NotAssigned != 0 || whole.Problem != phone.NoProblem && whole.Problem != phone.LostZero {
		return r
	}
	conflict := phone.Reading{Problem: phone.CodeConflict, Number: whole.Number, Region: whole.Region, Extension: whole.Extension, Warnings: whole.Warnings & phone.ExtensionDropped}
	if r.Problem == phone.NoProblem && r.Warnings&phone.NotAssigned == 0 {
		conflict.Other = r.Number
	}
	return conflict
}
