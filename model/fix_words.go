package model

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"callsheet/model/phone"
	"callsheet/model/printable"
	"callsheet/model/table"
)

// maxGivenWords bounds how much of a cell a reason repeats.
const maxGivenWords = 40

// reason says what comes of a remedy and why, such as "7911 123456 → +44 7911
// 123456: a mobile in the United Kingdom once the dropped zero is put back."
func (fs Fixes) reason(cell table.Cell, r phone.Reading, m fixCandidate) string {
	why := numberWords(m) + reasonWords(r, m)
	if m.kind == FixColumn {
		why += " from the column " + fs.eval.rows.columnTitle(m.column)
	}
	switch m.lost {
	case phone.LostZero:
		why += ", with its dropped zero put back"
	case phone.LostPlus:
		why += ", with its dropped plus sign put back"
	}
	if m.extension != "" && m.kind != FixExtension {
		why += fmt.Sprintf("; extension %s goes along as {%s}", m.extension, fs.eval.rows.mapping.ExtensionKey())
	}
	given := cmp.Or(printable.Text(cell.Text, maxGivenWords), "No number")
	return fmt.Sprintf("%s → %s: %s.", given, m.number.Grouped(), why)
}

func reasonWords(r phone.Reading, m fixCandidate) string {
	switch m.kind {
	case FixZero:
		return " once the dropped zero is put back"
	case FixPlus:
		return " once the dropped plus sign is put back"
	case FixCountry:
		return " once the country code is put in after the plus sign"
	case FixRegion:
		return ", read as written in " + phone.InWords(m.set)
	case FixSplit:
		return fmt.Sprintf(", the %s of %d numbers in the cell", ordinal(m.part+1), len(r.Several))
	case FixExtension:
		return fmt.Sprintf(" when the last digits, %s, are an extension", m.extension)
	case FixLetters:
		return " without the letters"
	case FixDropPlus:
		return " without the plus sign"
	case FixAsWritten:
		if r.Problem == phone.CodeConflict {
			return ", without the code beside it"
		}
		if r.Problem == phone.ExitCode {
			return ", the other way to read it"
		}
		return ", just as it is written"
	case FixOneCode:
		return " when the first country code is dropped"
	case FixCode:
		return " with the code beside it"
	case FixExit:
		return " once the exit code is taken off"
	case FixFormat:
		return ", as numbers are written there today"
	case FixAnyway:
		switch r.Problem {
		case phone.SatelliteRate:
			return " of a satellite network, which costs many times an ordinary call"
		case phone.NetworkRate:
			return " of an international network, which costs many times an ordinary call"
		case phone.PagerRate:
			return ", which nobody talks on"
		}
		return ", which costs more than an ordinary call"
	case FixPremium:
		return ", which costs far more than an ordinary call"
	}
	return ""
}

// numberWords says of what kind a number is and where.
func numberWords(m fixCandidate) string {
	if !m.assigned {
		return "possible in " + phone.InWords(m.region) + " but not known to be in service"
	}
	kind := m.number.Type().String()
	article := "a "
	switch kind[0] {
	case 'a', 'e', 'i', 'o', 'u':
		if !strings.HasPrefix(kind, "uni") {
			article = "an "
		}
	}
	switch m.number.Type() {
	case phone.TypeTollFree, phone.TypePremium, phone.TypeSharedCost, phone.TypeVoIP:
		kind += " number"
	case phone.TypeUnknown:
		article, kind = "a ", "number"
	}
	if m.region == "" {
		return article + kind
	}
	return article + kind + " in " + phone.InWords(m.region)
}

func ordinal(n int) string {
	if names := [...]string{"", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"}; n < len(names) {
		return names[n]
	}
	return strconv.Itoa(n) + "th"
}

// columnTitle is what a column is called: its header, or its place.
func (rr *rowReader) columnTitle(col int) string {
	if col >= 0 && col < len(rr.table.Header) {
		if title := printable.Text(rr.table.Header[col], maxGivenWords); title != "" {
			return title
		}
	}
	return strconv.Itoa(col + 1)
}
