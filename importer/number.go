package importer

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"time"

	"callsheet/model/table"
)

const (
	notDate dateForm = iota
	asDate           // a day, with a time when there is one
	asTime           // a time of day
)

// builtInShares are the built-in formats of shares of a hundred.
var builtInShares = map[int]*shownForm{9: shownOf("0%"), 10: shownOf("0.00%")}

func formOf(id string, custom map[string]cellForm) cellForm {
	if form, found := custom[id]; found {
		return form
	}
	n, err := strconv.Atoi(id)
	switch {
	case err != nil:
		return cellForm{}
	case n >= 18 && n <= 21 || n == 45 || n == 47:
		return cellForm{date: asTime}
	case n >= 14 && n <= 22, n >= 27 && n <= 36, n >= 50 && n <= 58, n >= 71 && n <= 81:
		return cellForm{date: asDate} // those beyond 22 are the dates of East Asian editions
	}
	return cellForm{shown: builtInShares[n]}
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
func appendNumber(dst, raw []byte, form dateForm, epoch1904 bool) ([]byte, table.Kind) {
	raw = bytes.TrimSpace(raw)
	if form == notDate && isShortest(raw) {
		return append(dst, raw...), table.KindNumber
	}
	whole := onlyDigits(raw)
	var f float64
	if whole && len(raw) <= 9 {
		n, _ := parseIndex(raw)
		f = float64(n)
	} else {
		var err error
		f, err = strconv.ParseFloat(string(raw), 64)
		if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
			return append(dst, raw...), table.KindText
		}
	}
	// Day 0 is a time without a day, except that the 1904 system begins with it.
	if form == asTime || form == asDate && (f >= 1 || epoch1904) {
		if day, ms, ok := splitSerial(f, epoch1904); ok {
			return appendDate(dst, day, ms, form == asTime && f < 1), table.KindDate
		}
	}
	if whole {
		return append(dst, raw...), table.KindNumber
	}
	// Beyond 15 digits a float does not hold the digits it would show.
	const exact = 1e15
	if math.Abs(f) >= exact && bytes.ContainsAny(raw, "eE") {
		return append(dst, raw...), table.KindNumber
	}
	return strconv.AppendFloat(dst, f, 'f', -1, 64), table.KindNumber
}

func onlyDigits(raw []byte) bool {
	for _, b := range raw {
		if b < '0' || b > '9' {
			return false
		}
	}
	return len(raw) > 0
}

// isShortest reports whether a number is written as AppendFloat would write it:
// whole, or with so few digits that no shorter form means the same float.
func isShortest(raw []byte) bool {
	const sure = 15 // digits that a float keeps apart
	digits := raw
	if len(digits) > 0 && digits[0] == '-' {
		digits = digits[1:]
	}
	dot := bytes.IndexByte(digits, '.')
	if dot < 0 {
		return onlyDigits(raw)
	}
	fraction := digits[dot+1:]
	return len(digits) <= sure+1 && onlyDigits(digits[:dot]) && onlyDigits(fraction) &&
		(dot == 1 || digits[0] != '0') && fraction[len(fraction)-1] != '0'
}

// splitSerial turns a spreadsheet's day number into days since 1970-01-01 and
// milliseconds of the day. Excel's 1900 system counts a 29 February that never
// was as day 60, which therefore is no date.
func splitSerial(serial float64, epoch1904 bool) (day, ms int, ok bool) {
	const (
		lastDay  = 2_958_466 // 10000-01-01
		unix1900 = 25_569    // 1970-01-01 in the 1900 system
		unix1904 = 24_107
		msOfDay  = 24 * 60 * 60 * 1000
	)
	if serial < 0 || serial >= lastDay {
		return 0, 0, false
	}
	whole := math.Floor(serial)
	day, ms = int(whole), int(math.Round((serial-whole)*msOfDay))
	switch {
	case epoch1904:
		day -= unix1904
	case day == 60:
		return 0, 0, false
	case day < 60:
		day -= unix1900 - 1
	default:
		day -= unix1900
	}
	if ms == msOfDay {
		day, ms = day+1, 0
	}
	return day, ms, true
}

// appendDate appends a day, its time unless that is midnight, or the time alone.
func appendDate(dst []byte, day, ms int, timeOnly bool) []byte {
	if !timeOnly {
		y, m, d := time.Unix(int64(day)*24*60*60, 0).UTC().Date()
		dst = append(appendTwo(appendTwo(dst, y/100), y%100), '-')
		dst = appendTwo(append(appendTwo(dst, int(m)), '-'), d)
		if ms == 0 {
			return dst
		}
		dst = append(dst, 'T')
	}
	dst = append(appendTwo(dst, ms/3_600_000), ':')
	dst = append(appendTwo(dst, ms/60_000%60), ':')
	dst = appendTwo(dst, ms/1000%60)
	if ms %= 1000; ms != 0 {
		dst = append(dst, '.', byte('0'+ms/100), byte('0'+ms/10%10), byte('0'+ms%10))
		dst = bytes.TrimRight(dst, "0")
	}
	return dst
}

// appendISO appends a date that a strict workbook stores as text, in the form of
// the others. What is no date is kept as text.
func appendISO(dst, raw []byte) ([]byte, table.Kind) {
	text := string(bytes.TrimSpace(raw))
	for _, layout := range []string{time.DateOnly, "2006-01-02T15:04:05", time.RFC3339, "2006-01-02 15:04:05", time.TimeOnly, "15:04"} {
		if t, err := time.Parse(layout, text); err == nil {
			t = t.Round(time.Millisecond)
			midnight := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
			days := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60)
			return appendDate(dst, int(days), int(t.Sub(midnight).Milliseconds()), !strings.HasPrefix(layout, "2006")), table.KindDate
		}
	}
	return append(dst, raw...), table.KindText
}

func appendTwo(dst []byte, n int) []byte {
	return append(dst, byte('0'+n/10), byte('0'+n%10))
}

// parseIndex reads a whole number of up to nine figures.
func parseIndex(s []byte) (int, error) {
	if len(s) == 0 || len(s) > 9 {
		return 0, errXML
	}
	n := 0
	for _, b := range s {
		if b < '0' || b > '9' {
			return 0, errXML
		}
		n = n*10 + int(b-'0')
	}
	return n, nil
}
