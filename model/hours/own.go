package hours

import (
	"fmt"
	"strings"
	"time"

	"callsheet/model/phone"
	"callsheet/model/printable"
)

// longestName bounds the name of a holiday, and the reason of a block.
const longestName = 60

// ParsePlace reads US, US-FL, or nothing for everywhere.
func ParsePlace(text string) (Place, bool) {
	if strings.TrimSpace(text) == "" {
		return Place{}, true
	}
	region, state, hasState := strings.Cut(strings.TrimSpace(text), "-")
	p := PlaceOf(phone.Region(region), state)
	ok := p.Region.Known() && hasState == (p.State != "") && len(p.State) <= 3 && strings.Trim(p.State, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ""
	return p, ok
}

// ParseOwnHoliday reads a public holiday as the operator enters it: a place as of
// ParsePlace, and a day such as 2027-08-09, or 08-09 for every year. Errors are of type
// Error.
func ParseOwnHoliday(place, date, name string) (OwnHoliday, error) {
	h := OwnHoliday{Name: printable.Text(name, longestName)}
	var err error
	if h.Place, err = placeIn(place); err != nil {
		return OwnHoliday{}, err
	}
	date = strings.TrimSpace(date)
	var ok bool
	if h.Date, ok = ParseDate(date); ok {
		return h, nil
	}
	// A leap year, so that 29 February is a day.
	if h.Date, ok = ParseDate("2000-" + date); ok {
		h.Date.Year = 0
		return h, nil
	}
	return OwnHoliday{}, Error(fmt.Sprintf("%s is no day of a holiday. Type it such as 2027-08-09, or 08-09 for every year.", quote(date)))
}

// ParseBlock reads a block as the operator enters it: a place as of ParsePlace, its first
// and its last day, the latter empty while the end is not known. Errors are of type Error.
func ParseBlock(place, from, to, reason string) (Block, error) {
	b := Block{Reason: printable.Text(reason, longestName)}
	var err error
	if b.Place, err = placeIn(place); err != nil {
		return Block{}, err
	}
	if b.From, err = dayIn(from); err != nil {
		return Block{}, err
	}
	if strings.TrimSpace(to) == "" {
		return b, nil
	}
	if b.To, err = dayIn(to); err != nil {
		return Block{}, err
	}
	if b.To.Compare(b.From) < 0 {
		return Block{}, Error(fmt.Sprintf("A block from %s to %s ends before it begins. Type its first day first, or leave the last one out.", b.From, b.To))
	}
	return b, nil
}

func placeIn(text string) (Place, error) {
	p, ok := ParsePlace(text)
	if !ok {
		return Place{}, Error(fmt.Sprintf("%s is no place. Type a country such as US, with its state such as US-LA, or nothing for everywhere.", quote(text)))
	}
	return p, nil
}

func dayIn(text string) (Date, error) {
	d, ok := ParseDate(strings.TrimSpace(text))
	if !ok || d.Year < time.Unix(0, 0).UTC().Year() {
		return Date{}, Error(fmt.Sprintf("%s is no day of a block. Type it such as 2027-08-30.", quote(text)))
	}
	return d, nil
}
