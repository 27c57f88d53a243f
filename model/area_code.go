package model

import (
	"slices"
	"strconv"
	"strings"

	"callsheet/model/columns"
	"callsheet/model/fold"
	"callsheet/model/phone"
	"callsheet/model/table"
)

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

// besideArea holds a number without its area code where one stands beside it: the
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
