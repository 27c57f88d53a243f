package hours

import (
	"slices"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/ar"
	"github.com/rickar/cal/v2/at"
	"github.com/rickar/cal/v2/au"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/bg"
	"github.com/rickar/cal/v2/br"
	"github.com/rickar/cal/v2/ca"
	"github.com/rickar/cal/v2/ch"
	"github.com/rickar/cal/v2/cz"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/dk"
	"github.com/rickar/cal/v2/es"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/gr"
	"github.com/rickar/cal/v2/hr"
	"github.com/rickar/cal/v2/ie"
	"github.com/rickar/cal/v2/it"
	"github.com/rickar/cal/v2/jp"
	"github.com/rickar/cal/v2/lt"
	"github.com/rickar/cal/v2/lv"
	"github.com/rickar/cal/v2/nl"
	"github.com/rickar/cal/v2/no"
	"github.com/rickar/cal/v2/nz"
	"github.com/rickar/cal/v2/pl"
	"github.com/rickar/cal/v2/ro"
	"github.com/rickar/cal/v2/se"
	"github.com/rickar/cal/v2/si"
	"github.com/rickar/cal/v2/sk"
	"github.com/rickar/cal/v2/us"
	"github.com/rickar/cal/v2/za"

	"callsheet/model/phone"
)

// The library reckons in the machine's own zone, in which a midnight may not exist and the
// day before comes out. In UTC every day has one. Nothing else uses the library.
func init() { cal.DefaultLoc = time.UTC }

// yearly is holidays that come year by year.
type yearly []*cal.Holiday

// in adds the holidays of a year, and those of the next year's first days, under their
// names. The day on which one falls and the day on which it is observed both count; the
// latter may lie in the year before.
func (y yearly) in(year int, found map[Date]string) {
	for _, h := range y {
		for of := year - 1; of <= year+2; of++ {
			actual, observed := h.Calc(of)
			for _, t := range [...]time.Time{actual, observed} {
				if d := DateOf(t); !t.IsZero() && (d.Year == year || d.Year == year+1) {
					found[d] = h.Name
				}
			}
		}
	}
}

// ofCountries are the countries' lists: what is a holiday in all of the country, or, where
// the library knows no such list, in most of it.
var ofCountries = map[phone.Region]yearly{
	"AR": ar.Holidays, "AT": at.Holidays, "AU": ofAustralia, "BE": be.Holidays, "BG": bg.Holidays, "BR": br.Holidays, "CA": ca.Holidays,
	"CH": ch.Holidays, "CZ": cz.Holidays, "DE": de.Holidays, "DK": dk.Holidays, "ES": es.Holidays, "FR": fr.Holidays, "GB": gb.Holidays,
	"GR": gr.Holidays, "HR": hr.Holidays, "IE": ie.Holidays, "IT": ofItaly, "JP": jp.Holidays, "LT": lt.Holidays, "LV": lv.Holidays,
	"NL": nl.Holidays, "NO": no.Holidays, "NZ": nz.Holidays, "PL": pl.Holidays, "RO": ro.Holidays, "SE": se.Holidays, "SI": si.Holidays,
	"SK": sk.Holidays, "US": us.Holidays, "ZA": za.Holidays,
}

// ofAustralia is what all states and territories keep; the library has lists of states
// alone. Anzac Day is taken with its longest observance (Monday after a weekend).
var ofAustralia = yearly{
	au.NewYear, au.AustraliaDay, au.GoodFriday, au.EasterMonday, au.AnzacDay, au.AnzacDayActWa, au.ChristmasDay, au.BoxingDay,
}

// ofItaly has the feast of Saint Francis besides, a public holiday again since 2026 (Legge
// 8 ottobre 2025, n. 151), which the library does not know.
var ofItaly = append(slices.Clone(yearly(it.Holidays)), &cal.Holiday{
	Name: "San Francesco d'Assisi", Type: cal.ObservancePublic, StartYear: 2026,
	Month: time.October, Day: 4, Func: cal.CalcDayOfMonth,
})

// ofStates are the lists of states that the library has. They count besides the country's.
var ofStates = map[Place]yearly{
	{"AU", "ACT"}: au.HolidaysACT, {"AU", "NSW"}: au.HolidaysNSW, {"AU", "NT"}: au.HolidaysNT, {"AU", "QLD"}: au.HolidaysQLD,
	{"AU", "SA"}: au.HolidaysSA, {"AU", "TAS"}: au.HolidaysTAS, {"AU", "VIC"}: au.HolidaysVIC, {"AU", "WA"}: au.HolidaysWA,

	{"CH", "ZH"}: ch.HolidaysZH, {"CH", "BE"}: ch.HolidaysBE, {"CH", "LU"}: ch.HolidaysLU, {"CH", "UR"}: ch.HolidaysUR,
	{"CH", "SZ"}: ch.HolidaysSZ, {"CH", "OW"}: ch.HolidaysOW, {"CH", "NW"}: ch.HolidaysNW, {"CH", "GL"}: ch.HolidaysGL,
	{"CH", "ZG"}: ch.HolidaysZG, {"CH", "FR"}: ch.HolidaysFR, {"CH", "SO"}: ch.HolidaysSO, {"CH", "BS"}: ch.HolidaysBS,
	{"CH", "BL"}: ch.HolidaysBL, {"CH", "SH"}: ch.HolidaysSH, {"CH", "AR"}: ch.HolidaysAR, {"CH", "AI"}: ch.HolidaysAI,
	{"CH", "SG"}: ch.HolidaysSG, {"CH", "GR"}: ch.HolidaysGR, {"CH", "AG"}: ch.HolidaysAG, {"CH", "TG"}: ch.HolidaysTG,
	{"CH", "VD"}: ch.HolidaysVD, {"CH", "TI"}: ch.HolidaysTI, {"CH", "VS"}: ch.HolidaysVS, {"CH", "NE"}: ch.HolidaysNE,
	{"CH", "GE"}: ch.HolidaysGE, {"CH", "JU"}: ch.HolidaysJU,

	{"DE", "BW"}: de.HolidaysBW, {"DE", "BY"}: de.HolidaysBY, {"DE", "BE"}: de.HolidaysBE, {"DE", "BB"}: de.HolidaysBB,
	{"DE", "HB"}: de.HolidaysHB, {"DE", "HH"}: de.HolidaysHH, {"DE", "HE"}: de.HolidaysHE, {"DE", "MV"}: de.HolidaysMV,
	{"DE", "NI"}: de.HolidaysNI, {"DE", "NW"}: de.HolidaysNW, {"DE", "RP"}: de.HolidaysRP, {"DE", "SL"}: de.HolidaysSL,
	{"DE", "SN"}: de.HolidaysSN, {"DE", "ST"}: de.HolidaysST, {"DE", "SH"}: de.HolidaysSH, {"DE", "TH"}: de.HolidaysTH,

	{"GB", "SCT"}: {gb.SummerHolidayScotland},
}

// complete are the countries of whose states the library has a list for each.
var complete = []phone.Region{"AU", "CH", "DE"}

// listsOf are the lists of a place: its country's, and its state's if there is one.
func listsOf(p Place) []yearly {
	p = p.ruled()
	var lists []yearly
	if list := ofCountries[p.Region]; list != nil {
		lists = append(lists, list)
	}
	if list := ofStates[p]; p.State != "" && list != nil {
		lists = append(lists, list)
	}
	return lists
}

// Coverage is how far the public holidays of a place are known.
type Coverage uint8

const (
	// NotKnown is no holidays: nothing narrows a day that may be one.
	NotKnown Coverage = iota
	// OwnOnly is those that the operator gave, and no calendar.
	OwnOnly
	// National is those of the country: there are, or may be, others of its parts.
	National
	// Complete is those of the country and of the state.
	Complete
)

// Coverage says how far the public holidays of a place are known.
func (c Calendar) Coverage(p Place) Coverage {
	ruled := p.ruled()
	switch {
	case ofCountries[ruled.Region] != nil && slices.Contains(complete, ruled.Region) && ofStates[ruled] != nil:
		return Complete
	case ofCountries[ruled.Region] != nil:
		return National
	case slices.ContainsFunc(c.own, func(h OwnHoliday) bool { return h.Place != Place{} && h.Place.covers(p) }):
		return OwnOnly
	}
	return NotKnown
}

// String names the coverage for machines: not_known, own, national, complete.
func (c Coverage) String() string {
	return [...]string{"not_known", "own", "national", "complete"}[c]
}

// Words are for a screen.
func (c Coverage) Words() string {
	return [...]string{
		"holidays not known", "only the holidays you gave are known", "national holidays known, those of states and regions not", "holidays known",
	}[c]
}
