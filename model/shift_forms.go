package model

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"callsheet/model/columns"
	"callsheet/model/fold"
	"callsheet/model/phone"
	"callsheet/model/table"
)

// valueForm is what a value looks like, whatever its column means.
type valueForm uint8

const (
	formEmpty valueForm = iota
	formText
	formFigure // a short number, an amount, a share
	formDigits // as many digits as a phone number has
	formDate
	formEmail
	numForms
)

// reachDigits is how many digits the shortest phone numbers have.
const reachDigits = 7

func formOf(c table.Cell) valueForm {
	text := strings.TrimSpace(c.Text)
	if text == "" || c.Kind == table.KindError || phone.IsErrorWord(text) || phone.IsNotAvailable(text) {
		return formEmpty
	}
	if c.Kind == table.KindDate {
		return formDate
	}
	digits, letters := 0, 0
	for _, r := range text {
		switch {
		case r < utf8.RuneSelf:
			switch b := byte(r); {
			case fold.IsDigit(b):
				digits++
			case fold.IsLower(fold.Lower(b)):
				letters++
			case b == '@':
				if columns.ValidEmail(text) {
					return formEmail
				}
				letters++
			}
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		}
	}
	switch {
	case table.IsWrittenDate(text):
		return formDate
	case digits >= reachDigits && digits > letters:
		return formDigits
	case digits > 0 && letters == 0:
		return formFigure
	}
	return formText
}

// plainClass says of each byte of a text what plainForm counts it as.
var plainClass = func() (class [256]byte) {
	for i := range class {
		switch b := byte(i); {
		case b >= utf8.RuneSelf, b == '@':
			class[i] = plainNot
		case fold.IsDigit(b):
			class[i] = plainDigit
		case fold.IsLower(fold.Lower(b)):
			class[i] = plainLetter
		case b == '-', b == '/', b == '.':
			class[i] = plainMark
		}
	}
	return class
}()

const (
	plainOther = iota
	plainDigit
	plainLetter
	plainMark // as a date has
	plainNot  // takes a closer look
	plainKinds
)

// plainForm is quick and nearly always formOf, but for what formOf takes for
// empty, and formEmpty where it takes a closer look to tell.
func plainForm(c table.Cell) valueForm {
	var counts [plainKinds]int
	for i := range len(c.Text) {
		counts[plainClass[c.Text[i]]%plainKinds]++
	}
	digits, letters := counts[plainDigit], counts[plainLetter]
	switch {
	case counts[plainNot] > 0, digits > 0 && counts[plainMark] > 0, c.Kind == table.KindDate, c.Kind == table.KindError:
		return formEmpty
	case digits >= reachDigits && digits > letters:
		return formDigits
	case digits > 0 && letters == 0:
		return formFigure
	}
	return formText
}

// columnForms is the form that most values of each named column have; formEmpty
// is none.
func columnForms(t *table.Table) []valueForm {
	const sample, most = 400, 0.6
	named := namedColumns(t.Header[:min(len(t.Header), ownColumns(t))])
	counts := make([][numForms]int, named)
	var cells []table.Cell
	step := max(1, t.Len()/sample)
	for row := 0; row < t.Len(); row += step {
		if t.Blank(row) || t.Flags(row)&(table.RowLong|table.RowAside) != 0 {
			continue
		}
		cells = t.AppendRow(cells[:0], row)
		for i, c := range cells[:min(len(cells), named)] {
			counts[i][formOf(c)]++
		}
	}
	forms := make([]valueForm, named)
	for i, n := range counts {
		filled := 0
		for form := formText; form < numForms; form++ {
			filled += n[form]
		}
		for form := formText; form < numForms; form++ {
			if filled > 0 && float64(n[form]) >= most*float64(filled) {
				forms[i] = form
			}
		}
	}
	return forms
}

// namedColumns is how many columns there are up to the last with a name.
func namedColumns(header []string) int {
	n := len(header)
	for n > 0 && strings.TrimSpace(header[n-1]) == "" {
		n--
	}
	return n
}

// appendForms appends the forms of cells to dst.
func appendForms(dst []valueForm, cells []table.Cell) []valueForm {
	for _, c := range cells {
		dst = append(dst, formOf(c))
	}
	return dst
}

// fit is how well values suit the columns they stand in, by the forms of both: a
// point for each value of its column's form, one off for each of another.
func fit(values, forms []valueForm) int {
	n := 0
	for i, form := range values[:min(len(values), len(forms))] {
		switch {
		case form == formEmpty || forms[i] == formEmpty:
		case form == forms[i]:
			n++
		default:
			n--
		}
	}
	return n
}
