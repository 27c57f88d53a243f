package hours

import (
	"cmp"
	"slices"
	"strings"

	"callsheet/model/figures"
	"callsheet/model/phone"
)

// partOf are the countries under whose rules territories with numbers of their own are.
//
// Those of the United States are under the federal rule by 47 U.S.C. 153(58). For those of
// France and Australia the sources of the presets say nothing: their country's rule is the
// narrower, so it is taken. Saint Martin and Saint Barthélemy share Guadeloupe's numbers.
var partOf = map[phone.Region]phone.Region{
	"PR": "US", "VI": "US", "GU": "US", "AS": "US", "MP": "US",
	"GP": "FR", "GF": "FR", "MQ": "FR", "RE": "FR", "YT": "FR", "BL": "FR", "MF": "FR",
	"CX": "AU", "CC": "AU",
}

// ruled is the place whose rules and holidays count for p.
func (p Place) ruled() Place {
	if country, ok := partOf[p.Region]; ok {
		return Place{Region: country}
	}
	return p
}

// For is the rules that protect somebody in a place: its country's or the default, and its
// state's besides, each on the days on which it is in force. Presets that are of one kind
// of call are not among them.
func For(p Place) Set { return ForAll(p) }

// ForAll is the rules that protect somebody who may be in any of some places.
func ForAll(places ...Place) Set {
	var rules []Rule
	for _, p := range places {
		p = p.ruled()
		found := false
		for _, r := range presets() {
			if r.Place != (Place{}) && r.Place.covers(p) && !r.AskedFor {
				rules = append(rules, r)
				found = found || r.Place == p.country()
			}
		}
		if !found {
			rules = append(rules, decent)
		}
	}
	return Strictest(rules...)
}

// Disputed is a place whose rule is known to differ from what is shipped, without it being
// clear how.
type Disputed struct {
	Place Place
	Name  string
	Says  string // what is said of it, if anything
}

// Words are for a screen.
func (d Disputed) Words() string {
	words := d.Name + ": known to differ, check"
	if d.Says != "" {
		words += " (" + d.Says + ")"
	}
	return words
}

// disputed are the places of which sources are weak or contradict each other.
var disputed = []Disputed{
	{Place{"US", "CT"}, "Connecticut", "stricter or disputed"},
	{Place{"US", "IN"}, "Indiana", "stricter or disputed"},
	{Place{"US", "ME"}, "Maine", "stricter or disputed"},
	{Place{"US", "MI"}, "Michigan", "stricter or disputed"},
	{Place{"US", "MN"}, "Minnesota", "stricter or disputed"},
	{Place{"US", "MS"}, "Mississippi", "stricter or disputed"},
	{Place{"US", "NM"}, "New Mexico", "stricter or disputed"},
	{Place{"US", "PA"}, "Pennsylvania", "stricter or disputed"},
	{Place{"US", "SD"}, "South Dakota", "stricter or disputed"},
	{Place{"US", "UT"}, "Utah", "stricter or disputed"},
	{Place{"US", "WY"}, "Wyoming", "stricter or disputed"},
	{Place{"BR", ""}, "Brazil", "Mon-Fri 8-20 or 9-21, Sat 9-18 or 10-16"},
	{Place{"IN", ""}, "India", "10-21 for promotion"},
}

// AllDisputed lists the places whose rules are known to differ, in a fixed order.
func AllDisputed() []Disputed { return slices.Clone(disputed) }

// DisputedIn is what there is to check of a place's rules.
func DisputedIn(p Place) (Disputed, bool) {
	p = p.ruled()
	i := slices.IndexFunc(disputed, func(d Disputed) bool { return d.Place.covers(p) })
	if i < 0 {
		return Disputed{}, false
	}
	return disputed[i], true
}

// Share is how many contacts are under the same rules.
type Share struct {
	Rules    Set
	Name     string // of the rules: "US federal + Florida"
	Contacts int
	Places   []Place // in order
}

// String writes "US federal + Florida for 212".
func (s Share) String() string { return s.Name + " for " + figures.Count(s.Contacts) }

// Shares says which rules protect how many contacts on a day, those of most contacts
// first.
func Shares(contacts map[Place]int, day Date) []Share {
	byRules := map[string]*Share{}
	for p, n := range contacts {
		set := For(p)
		key := set.ids()
		if byRules[key] == nil {
			byRules[key] = &Share{Rules: set, Name: set.Name(day)}
		}
		s := byRules[key]
		s.Contacts += n
		s.Places = append(s.Places, p)
	}
	var shares []Share
	for _, s := range byRules {
		slices.SortFunc(s.Places, func(a, b Place) int { return strings.Compare(a.String(), b.String()) })
		shares = append(shares, *s)
	}
	slices.SortFunc(shares, func(a, b Share) int {
		return cmp.Or(cmp.Compare(b.Contacts, a.Contacts), strings.Compare(a.Rules.ids(), b.Rules.ids()))
	})
	return shares
}

// ShareWords sums shares up in a line: "US federal for 1,578, US federal + Florida for 212
// of them".
func ShareWords(shares []Share) string {
	if len(shares) == 0 {
		return "nobody"
	}
	if len(shares) == 1 {
		return shares[0].Name + " for all " + figures.Count(shares[0].Contacts)
	}
	words := make([]string, len(shares))
	for i, s := range shares {
		words[i] = s.String()
	}
	return strings.Join(words, ", ")
}
