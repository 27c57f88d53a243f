package importer

import (
	"archive/zip"
	"bytes"
	"context"
	"math"
	"strconv"
	"strings"
	"time"

	"callsheet/model"
)

// dateForm is what a number format makes of a number.
type dateForm uint8

const (
	notDate dateForm = iota
	asDate           // a day, with a time when there is one
	asTime           // a time of day
)

const maxStyles = 100_000 // Excel stops at 65,490

// readStyles returns what each cell style makes of a number, by style index.
func readStyles(ctx context.Context, f *zip.File) ([]dateForm, error) {
	if f == nil {
		return nil, nil
	}
	part, err := openPart(ctx, f, &Progress{})
	if err != nil {
		return nil, err
	}
	defer part.Close()
	m := newMarkup(part)
	custom := map[string]dateForm{}
	var forms []dateForm
	inCells := false
	for {
		kind, err := m.next()
		switch {
		case err != nil:
			return nil, err
		case kind == endOfXML:
			return forms, nil
		case kind != startTag:
		case m.depth() == 2:
			inCells = string(m.name) == "cellXfs"
			if !inCells && string(m.name) != "numFmts" {
				err = m.skip()
			}
		case m.depth() == 3 && string(m.name) == "numFmt":
			err = addFormat(custom, m)
		case m.depth() == 3 && inCells && string(m.name) == "xf" && len(forms) < maxStyles:
			var id string
			if id, err = m.attribute("numFmtId"); err == nil {
				forms = append(forms, formOf(id, custom))
			}
		}
		if err != nil {
			return nil, err
		}
	}
}

func addFormat(custom map[string]dateForm, m *markup) error {
	id, err := m.attribute("numFmtId")
	if err != nil {
		return err
	}
	code, err := m.attribute("formatCode")
	if err == nil && len(custom) < maxStyles {
		custom[id] = formOfCode(code)
	}
	return err
}

func formOf(id string, custom map[string]dateForm) dateForm {
	if form, found := custom[id]; found {
		return form
	}
	n, err := strconv.Atoi(id)
	switch {
	case err != nil:
		return notDate
	case n >= 18 && n <= 21 || n == 45 || n == 47:
		return asTime
	case n >= 14 && n <= 22, n >= 27 && n <= 36, n >= 50 && n <= 58, n >= 71 && n <= 81:
		return asDate // those beyond 22 are the dates of East Asian editions
	}
	return notDate
}

// formOfCode reads a format code (ECMA-376 18.8.31). A length of time such as
// [h]:mm is no date, because it can exceed a day.
func formOfCode(code string) dateForm {
	days, times, months := false, false, false
	for i := 0; i < len(code); i++ {
		switch c := code[i] | 0x20; {
		case code[i] == ';':
			i = len(code)
		case code[i] == '"':
			end := strings.IndexByte(code[i+1:], '"')
			if end < 0 {
				return notDate
			}
			i += end + 1
		case code[i] == '\\' || code[i] == '_' || code[i] == '*':
			i++
		case code[i] == '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				return notDate
			}
			if end > 1 && strings.Trim(strings.ToLower(code[i+1:i+end]), "hms") == "" {
				return notDate
			}
			i += end
		case c == 'y' || c == 'd':
			days = true
		case c == 'h' || c == 's':
			times = true
		case c == 'm':
			months = true
		case c == 'g' && strings.HasPrefix(strings.ToLower(code[i:]), "general"):
			return notDate
		}
	}
	switch {
	case days || months && !times:
		return asDate
	case times:
		return asTime
	}
	return notDate
}

// appendNumber appends a stored number as its plain digits, or as ISO 8601 when
// its style makes it a date. A value that is no number is kept as text.
func appendNumber(dst, raw []byte, form dateForm, epoch1904 bool) ([]byte, model.Kind) {
	raw = bytes.TrimSpace(raw)
	if form == notDate && onlyDigits(raw) {
		return append(dst, raw...), model.KindNumber
	}
	f, err := strconv.ParseFloat(string(raw), 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
		return append(dst, raw...), model.KindText
	}
	// Day 0 is a time without a day, except that the 1904 system begins with it.
	if form == asTime || form == asDate && (f >= 1 || epoch1904) {
		if t, ok := serialTime(f, epoch1904); ok {
			return appendDate(dst, t, f, form), model.KindDate
		}
	}
	if onlyDigits(raw) {
		return append(dst, raw...), model.KindNumber
	}
	// Beyond 15 digits a float does not hold the digits it would show.
	const exact = 1e15
	if math.Abs(f) >= exact && bytes.ContainsAny(raw, "eE") {
		return append(dst, raw...), model.KindNumber
	}
	return strconv.AppendFloat(dst, f, 'f', -1, 64), model.KindNumber
}

func onlyDigits(raw []byte) bool {
	for _, b := range raw {
		if b < '0' || b > '9' {
			return false
		}
	}
	return len(raw) > 0
}

// serialTime turns a spreadsheet's day number into a time, to the millisecond.
// Excel's 1900 system counts a 29 February that never was as day 60, which
// therefore is no date.
func serialTime(serial float64, epoch1904 bool) (time.Time, bool) {
	const lastDay = 2_958_466 // 10000-01-01
	if serial < 0 || serial >= lastDay {
		return time.Time{}, false
	}
	epoch := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case epoch1904:
		epoch = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case serial >= 60 && serial < 61:
		return time.Time{}, false
	case serial < 60:
		epoch = epoch.AddDate(0, 0, 1)
	}
	day := math.Floor(serial)
	ms := math.Round((serial - day) * 24 * 60 * 60 * 1000)
	return epoch.AddDate(0, 0, int(day)).Add(time.Duration(ms) * time.Millisecond), true
}

func appendDate(dst []byte, t time.Time, serial float64, form dateForm) []byte {
	switch {
	case serial < 1 && form == asTime:
		return t.AppendFormat(dst, "15:04:05.999")
	case t.Equal(t.Truncate(24 * time.Hour)):
		return t.AppendFormat(dst, time.DateOnly)
	}
	return t.AppendFormat(dst, "2006-01-02T15:04:05.999")
}
