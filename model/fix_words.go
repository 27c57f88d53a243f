package model

import (
	"fmt"
	"strconv"
	"strings"

	"callsheet/model/phone"
)

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

func firstUpper(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
