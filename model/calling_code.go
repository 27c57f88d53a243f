package model

import (
	"slices"

	"github.com/nyaruka/phonenumbers"

	"callsheet/model/columns"
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

// namedCountry is what the row's country column names.
func (nr *numberReader) namedCountry(row int, e Edit) (phone.Region, bool) {
	if nr.rows.cols.country < 0 {
		return "", false
	}
	return phone.ParseRegion(nr.rows.cell(row, e, nr.rows.cols.country).Text)
}

// underCode holds what was read of a row's number against the calling code that
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

// read reads a row's phone cell as of a country, with the calling code
// beside it.
func (nr *numberReader) read(row int, e Edit, cell table.Cell, region phone.Region) phone.Reading {
	r := phone.Read(cell, region)
	if len(nr.rows.cols.codes) > 0 {
		r = nr.underCode(row, e, cell, r)
	}
	if len(nr.rows.cols.areas) > 0 {
		r = nr.besideArea(row, e, cell, region, r)
	}
	return r
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
