package model

import (
	"callsheet/model/phone"

	"callsheet/model/table"

	"callsheet/model/fold"

	"slices"
	"strconv"
	"strings"

	"callsheet/model/header"
)

// indexAreas finds the columns that may hold the code of an area for the phone
// column to their right: columns named Area Code, Prefix or Code that are nothing
// else.
func indexAreas(m Mapping) []codeColumn {
	var all []codeColumn
	for i, c := range m {
		if i+1 == len(m) || c.Field != FieldMetadata {
			continue
		}
		if next := m[i+1].Field; next != FieldPhone && next != FieldPhone2 {
			continue
		}
		if header.Read(c.Header).Noun == header.Prefix {
			all = append(all, codeColumn{column: c.Index, phone: m[i+1].Index})
		}
	}
	return all
}

// areaCode is the code of an area that stands beside the number the row is read
// for; "" where there is none, or the operator has said what the number is.
func (l *List) areaCode(row int, e Edit) string {
	if _, typed := e.Value(FieldPhone); typed || e.number != 0 || e.region() != "" {
		return ""
	}
	phone := l.phoneColumn(row, e)
	i := slices.IndexFunc(l.cols.areas, func(c codeColumn) bool { return c.phone == phone })
	if i < 0 {
		return ""
	}
	const longest = 6
	text := strings.TrimSuffix(strings.TrimSpace(l.cell(row, e, l.cols.areas[i].column).Text), ".0")
	text = strings.TrimSuffix(strings.TrimPrefix(text, "("), ")")
	if len(text) > longest || !fold.OnlyDigits(text) || strings.Trim(text, "0") == "" {
		return ""
	}
	return text
}

// besideArea holds a number without its area code where one stands beside it: the
// number alone is none, or another's. Put together they are offered, and never
// taken unasked, since a column of that name may be of anything.
func (l *List) besideArea(row int, e Edit, cell table.Cell, region phone.Region, r phone.Reading) phone.Reading {
	area := l.areaCode(row, e)
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
