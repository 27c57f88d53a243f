package importer

import "strings"

const demoRows = 300

// cellError is a spreadsheet error such as #N/A.
type cellError string

// demoTrouble is what the list's phone column holds instead of a clean number.
// Each group is one thing that goes wrong with real lists.
var demoTrouble = []struct {
	claim   string
	country string
	cells   []any
}{
	{"the leading zero was lost to a number", "GB", []any{7400123123, 7400123131, 7400123132, 7400123133, 7400123134}},
	{"the plus was lost to a number", "GB", []any{447400123141, 447400123142, 447400123143}},
	{"international prefixes stand for the plus", "GB", []any{"0044 7400 123144", "011 44 7400 123145"}},
	{"a float became text", "GB", []any{"442079460018.0"}},
	{"a rounded float became text", "GB", []any{"4.479E+11", "4.47701E+11"}},
	{"an apostrophe", "GB", []any{"'+447400123146"}},
	{"no-break spaces", "GB", []any{"07400\u00a0123\u00a0147"}},
	{"zero-width characters", "GB", []any{"07400\u200b 123148\ufeff"}},
	{"a right-to-left mark", "GB", []any{"\u200f+44 7400 123149\u202c"}},
	{"odd dashes", "GB", []any{"07400–123‑150"}},
	{"full-width digits", "GB", []any{"０７７００　９００１５１"}},
	{"Arabic-Indic digits", "GB", []any{"٠٧٧٠٠ ٩٠٠١٥٢"}},
	{"two numbers in one cell", "GB", []any{
		"020 7946 0019 / 07400 123153", "07400 123154; 07400 123155", "07400 123156 ::: 020 7946 0020", "07400 123157\n07400 123158",
	}},
	{"an extension", "GB", []any{"020 7946 0021 ext. 5"}},
	{"a tel: link", "GB", []any{"tel:+44-20-7946-0022"}},
	{"vanity letters", "US", []any{"+1 212-555-CALL"}},
	{"the trunk zero in brackets", "GB", []any{"+44 (0)20 7946 0023"}},
	{"a name in brackets", "GB", []any{"07400 123159 (Margaret)"}},
	{"fillers", "GB", []any{"N/A", "none", "-", "0", "0000000000", "1234567890"}},
	{"emergency numbers", "GB", []any{"911", "112", 999}},
	{"premium rate", "GB", []any{"0909 879 0123"}},
	{"premium rate abroad", "US", []any{"+1 900 555 0123"}},
	{"spreadsheet errors", "GB", []any{cellError("#N/A"), cellError("#REF!")}},
	{"too short, too long, empty, letters", "GB", []any{"07400 1231", "+44 7400 123160 2244", nil, "ring the office", "07400 I23161"}},
	// Each repeats the clean number that many clean rows from the beginning.
	{"a number that is already in the list", "GB", []any{repeated(0), repeated(3), repeated(5), repeated(8), repeated(10), repeated(14)}},
}

type repeated int

// repeats writes clean numbers otherwise than the list does.
var repeats = map[repeated]any{
	0: "+447400123200", 3: "0044 7400 123203", 5: "(07400) 123-205", 8: "+44 (0)7400 123208", 10: 7400123210, 14: "tel:07400123214",
}

// blankRows stand where somebody left gaps, numbered from 0.
var blankRows = map[int]bool{96: true, 171: true, 172: true, 243: true}

// badEmails are addresses that cannot be right: what is replaced by what.
var badEmails = map[int]*strings.Replacer{
	20:  strings.NewReplacer("@", ""),
	58:  strings.NewReplacer("example", "", "net", "", "org", "", "com", "", ".", ""),
	117: strings.NewReplacer(".", " "),
	204: strings.NewReplacer("e.", "e,"),
	266: strings.NewReplacer("@", "@@"),
}

// demoAnswers are what stands under "Do not call", by the clean number it
// stands beside, counted from 0. All but "no" and 0 keep somebody from being
// called.
var demoAnswers = map[int]any{
	6: "no", 19: "STOP", 31: "no", 42: 0, 57: "yes (by e-mail)", 70: "1", 83: "no", 93: "12/03/2026",
	110: "x", 127: "no", 141: "asked Gillian in March", 163: "Y", 188: "no", 214: 1,
}

// lapsedRows are the clean numbers of policies that lapsed, counted from 0.
var lapsedRows = map[int]bool{22: true, 48: true, 49: true, 91: true, 130: true, 131: true, 177: true, 203: true, 230: true}

// demoList lays out the list: trouble is spread from the fourth row on, the
// repeats come last.
func demoList() []demoRow {
	var trouble []demoRow
	for _, group := range demoTrouble {
		for _, cell := range group.cells {
			if again, is := cell.(repeated); is {
				cell = repeats[again]
			}
			trouble = append(trouble, demoRow{mobile: cell, country: group.country})
		}
	}
	// A step that shares no factor with their number mixes the groups.
	const step = 23
	order := make([]demoRow, 0, len(trouble))
	mixed := len(trouble) - len(repeats)
	for i := range mixed {
		order = append(order, trouble[i*step%mixed])
	}
	order = append(order, trouble[mixed:]...)

	rows := make([]demoRow, 0, demoRows)
	clean, bad := 0, 0
	for i := range demoRows {
		switch {
		case blankRows[i]:
			rows = append(rows, demoRow{blank: true})
			continue
		case bad < len(order) && i >= 4 && i%11 != 0 && i*len(order) >= bad*(demoRows-14)+4*len(order):
			rows = append(rows, demoRowAt(i, order[bad].mobile, order[bad].country))
			bad++
		default:
			number, country := cleanNumber(clean)
			r := demoRowAt(i, number, country)
			r.answer = demoAnswers[clean]
			if lapsedRows[clean] {
				r.plan = lapsedPlan
			}
			rows = append(rows, r)
			clean++
		}
		if spoil := badEmails[i]; spoil != nil {
			rows[i].email = spoil.Replace(rows[i].email)
		}
	}
	return rows
}

// demoOldList is the second sheet, which nobody should dial.
func demoOldList() []demoRow {
	rows := make([]demoRow, 0, 40)
	for i := range cap(rows) {
		number, country := cleanNumber(400 + i)
		r := demoRowAt(700+i, number, country)
		r.renewal = r.renewal.AddDate(-2, 0, 0)
		rows = append(rows, r)
	}
	return rows
}
