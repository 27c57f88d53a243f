package hours

import (
	"slices"
	"sync"
	"time"
)

// checked is when the presets were last compared with their sources.
var checked = Date{2026, time.November, 28}

// decentID names the default rule.
const decentID = "decent"

// decent is the default everywhere: the floor of the US federal rule, taken for all.
var decent = Rule{
	ID: decentID, Name: "Decent hours", Week: daily(8, 21), Sure: Primary, Checked: checked,
	Source: "47 CFR 64.1200(c)(1), as a floor", Note: "the default wherever no other rule is shipped",
}

var decentPeriod = sync.OnceValue(func() *period {
	p := newPeriod(Date{}, []Rule{decent})
	return &p
})

// Presets are the rules that are shipped, in the order in which they are listed: the
// default, then by country, each country before its states. All were last compared with
// their sources on the day that Checked names.
func Presets() []Rule { return slices.Clone(presets()) }

var presets = sync.OnceValue(func() []Rule {
	all := slices.Concat([]Rule{decent}, unitedStates(), otherCountries())
	for i := range all {
		all[i].Checked = checked
		if all[i].SureOfCaps == Said && (len(all[i].Caps) > 0 || all[i].Pause != Pause{}) {
			all[i].SureOfCaps = all[i].Sure
		}
	}
	return all
})

var presetsByID = sync.OnceValue(func() map[string]int {
	byID := map[string]int{}
	for i, r := range presets() {
		byID[r.ID] = i
	}
	return byID
})

// presetOrder is a preset's place in the list; the operator's own rules come behind.
func presetOrder(id string) int {
	if i, ok := presetsByID()[id]; ok {
		return i
	}
	return len(presets())
}

// Preset is the shipped rule of that ID.
func Preset(id string) (Rule, bool) {
	i, ok := presetsByID()[id]
	if !ok {
		return Rule{}, false
	}
	return presets()[i], true
}

// daily is the same hours every day, holidays too.
func daily(from, to int) Week { return week(hoursOf(from, to), hoursOf(from, to), hoursOf(from, to)) }

// week is the windows from Monday to Friday, on Saturdays and on Sundays.
func week(weekdays, saturday, sunday []Window) Week {
	w := Week{}
	for day := time.Monday; day <= time.Friday; day++ {
		w.Days[day] = weekdays
	}
	w.Days[time.Saturday], w.Days[time.Sunday] = saturday, sunday
	return w
}

// noHolidays has nobody rung on public holidays.
func noHolidays(w Week) Week {
	w.Holidays = Special{Limited: true}
	return w
}

// hoursOf is one window of full hours.
func hoursOf(from, to int) []Window { return []Window{{At(from, 0), At(to, 0)}} }

// unitedStates are the federal rules, and those of states whose rule is known well.
func unitedStates() []Rule {
	threeADay := []Cap{{Attempts: 3, Hours: 24}}
	return []Rule{
		{ID: "us", Name: "US federal", Place: Place{Region: "US"}, Week: daily(8, 21), Source: "47 CFR 64.1200(c)(1)", Sure: Primary},
		{
			ID: "us-debt", Name: "US debt collection", Place: Place{Region: "US"}, Week: daily(8, 21), AskedFor: true,
			Caps: []Cap{{Attempts: 7, Days: 7}}, Pause: Pause{AfterConversation: 7},
			Source: "12 CFR 1006.14(b)(2)", Sure: Secondary, SureOfCaps: Primary, ValidFrom: Date{2021, time.November, 30},
			Note: "for collecting debts: on one debt",
		},
		{
			ID: "us-al", Name: "Alabama", Place: Place{"US", "AL"}, Week: noHolidays(week(hoursOf(8, 20), hoursOf(8, 20), nil)),
			Source: "the state's commission, by secondary sources", Sure: Secondary,
		},
		{
			ID: "us-fl", Name: "Florida", Place: Place{"US", "FL"}, Week: daily(8, 20), Caps: threeADay,
			Source: "§501.616(6) Fla. Stat.", Sure: Primary, ValidFrom: Date{2021, time.July, 1}, Note: "attempts on one subject",
		},
		{
			ID: "us-ky", Name: "Kentucky", Place: Place{"US", "KY"}, Week: daily(10, 21), Source: "secondary sources", Sure: Secondary,
		},
		{
			ID: "us-la", Name: "Louisiana", Place: Place{"US", "LA"}, Week: noHolidays(week(hoursOf(8, 20), hoursOf(8, 20), nil)),
			Source: "the state's commission, by secondary sources", Sure: Secondary, Note: "a declared emergency bans all calls: enter it as a block",
		},
		{
			ID: "us-ma", Name: "Massachusetts", Place: Place{"US", "MA"}, Week: daily(8, 20), Source: "secondary sources", Sure: Secondary,
		},
		{
			ID: "us-md", Name: "Maryland", Place: Place{"US", "MD"}, Week: daily(8, 20), Caps: threeADay,
			Source: "Md. CL 14-4502", Sure: Secondary, ValidFrom: Date{2024, time.January, 1},
		},
		{
			ID: "us-nv", Name: "Nevada", Place: Place{"US", "NV"}, Week: daily(9, 20), Source: "secondary sources", Sure: Secondary,
		},
		{
			ID: "us-ok", Name: "Oklahoma", Place: Place{"US", "OK"}, Week: daily(8, 20), Caps: threeADay,
			Source: "15 O.S. §775C.4", Sure: Secondary, ValidFrom: Date{2022, time.November, 1},
		},
		{
			ID: "us-ri", Name: "Rhode Island", Place: Place{"US", "RI"}, Week: noHolidays(week(hoursOf(9, 18), hoursOf(10, 17), nil)),
			Source: "RIGL 5-61-2, 5-61-3.6", Sure: Primary,
		},
		{
			ID: "us-tx", Name: "Texas", Place: Place{"US", "TX"}, Week: week(hoursOf(9, 21), hoursOf(9, 21), hoursOf(12, 21)),
			Source: "Bus. & Com. Code 301.051", Sure: Secondary,
		},
		{
			ID: "us-wa", Name: "Washington", Place: Place{"US", "WA"}, Week: daily(8, 20),
			Source: "HB 1497 (2022)", Sure: Secondary, ValidFrom: Date{2022, time.June, 9},
		},
	}
}

// otherCountries are the rules of all but the United States.
func otherCountries() []Rule {
	weekends := hoursOf(10, 18)
	italy := noHolidays(week(hoursOf(9, 20), hoursOf(10, 19), nil))
	italy.Eves = Special{Limited: true, Windows: hoursOf(10, 19)}
	return []Rule{
		{
			ID: "ca", Name: "Canada", Place: Place{Region: "CA"}, Week: week([]Window{{At(9, 0), At(21, 30)}}, weekends, weekends),
			Source: "CRTC Unsolicited Telecommunications Rules", Sure: Primary, Note: "provinces differ on holidays",
		},
		{
			ID: "gb", Name: "United Kingdom", Place: Place{Region: "GB"}, Week: daily(8, 21), Source: "Ofcom, by secondary sources", Sure: Secondary,
			Note: "no hours in the law were found, so the default; mind the policy on silent calls",
		},
		{
			ID: "fr", Name: "France", Place: Place{Region: "FR"},
			Week: noHolidays(week([]Window{{At(10, 0), At(13, 0)}, {At(14, 0), At(20, 0)}}, nil, nil)),
			Caps: []Cap{{Attempts: 4, Days: 30}}, Pause: Pause{AfterRefusal: 60},
			Source: "Décret 2022-1313, D.223-9", Sure: Primary, ValidFrom: Date{2023, time.March, 1},
			Note: "consent first since 2026-08-11 (loi 2025-594)",
		},
		{
			ID: "es", Name: "Spain", Place: Place{Region: "ES"}, Week: noHolidays(week(hoursOf(9, 21), nil, nil)), Source: "LGDCU 96.2", Sure: Primary,
		},
		{
			ID: "de", Name: "Germany", Place: Place{Region: "DE"}, Week: daily(8, 21), Source: "UWG §7, §7a", Sure: Primary,
			Note: "prior express consent; no hours in the law, so the default",
		},
		{
			ID: "it", Name: "Italy", Place: Place{Region: "IT"}, Week: italy, Source: "Garante code of conduct 2024", Sure: Secondary,
			Note: "binds those who adhere to the code",
		},
		{
			ID: "in", Name: "India", Place: Place{Region: "IN"}, Week: daily(9, 21), Source: "TRAI 2010 regulations", Sure: Secondary,
			Note: "10-21 is said for promotion by newer sources: check",
		},
		{
			ID: "au", Name: "Australia", Place: Place{Region: "AU"}, Week: noHolidays(week(hoursOf(9, 20), hoursOf(9, 17), nil)),
			Source: "Telemarketing Industry Standard 2017", Sure: Primary, Note: "national holidays; those of a known state are kept as well",
		},
		{
			ID: "za", Name: "South Africa", Place: Place{Region: "ZA"}, Week: noHolidays(week(hoursOf(8, 20), hoursOf(9, 13), nil)),
			Source: "CPA regulations", Sure: Primary,
		},
	}
}
