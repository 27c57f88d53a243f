package zones

import (
	"fmt"

	"github.com/nyaruka/phonenumbers"

	"callsheet/model/fold"
	"callsheet/model/phone"
)

// Row is what a contact's row says of where its person is.
type Row struct {
	Zone    string // the cell of its time zone column; "" for none
	Address AddressParts
	Country phone.Region // that somebody stated; "" for none
	Number  phone.Number // 0 for none
}

// fillers are what people write who have no zone, as fold.Name spells them.
var fillers = fold.Words("na none no nil null nan unknown unk tbc tbd x xx notknown notset unset undefined unspecified default other ninguno desconocido keine unbekannt inconnu aucun")

// Find is Finder.Find for a single row.
func Find(r Row) (Finding, error) { return new(Finder).Find(r) }

// Finder finds the zones of many rows. It remembers what the texts of a column mean,
// which are few. The zero Finder is ready; it is not for several goroutines at once.
type Finder struct {
	columns   map[columnText]columnFinding
	addresses map[addressText]Finding
}

// addressText is an address as a row of a country has it.
type addressText struct {
	region phone.Region
	parts  AddressParts
}

// columnText is the cell of a time zone column in a row of a country.
type columnText struct {
	text   string
	region phone.Region
}

type columnFinding struct {
	found Finding
	err   error
}

// mostTexts bounds what a Finder remembers of a column in which each row says something
// else.
const mostTexts = 2000

// Find is where a row's person may be: by its column, else its address, else its
// number, else its country. With an error the finding is nothing, and the row is
// held until somebody looks at what its column says.
func (f *Finder) Find(r Row) (Finding, error) {
	found := ofNumberIn(r.Number, r.Country)
	address := r.Address != AddressParts{}
	if !address && r.Zone == "" {
		return found, nil
	}
	region := r.Country
	if region == "" {
		region, _ = r.Number.Line()
	}
	var at Finding
	if address {
		at = f.ofAddress(region, r.Address)
	}
	if at.Evidence != Nothing {
		at.Contradicts = against(at.Zones, found, region)
		if at.State == "" {
			at.State = found.State
		}
		found = at
	}
	if r.Zone == "" {
		return found, nil
	}
	column, err := f.ofColumn(r.Zone, region)
	if err != nil {
		return Finding{}, err
	}
	switch column.Evidence {
	case Nothing:
		return found, nil
	case Country: // which says no more here than it does in a column of countries
		if named := phone.Region(column.Place); r.Country == "" || r.Country == named {
			r.Zone, r.Country = "", named
			return f.Find(r)
		}
		column.Evidence, column.Place = Column, ""
	}
	column.Contradicts, column.State = against(column.Zones, found, region), found.State
	return column, nil
}

// ofAddress is OfAddress. Neighbours have one post code, and most lists few of them.
func (f *Finder) ofAddress(region phone.Region, parts AddressParts) Finding {
	key := addressText{region, parts}
	found, known := f.addresses[key]
	if known {
		return found
	}
	found = OfAddress(region, parts)
	if f.addresses == nil {
		f.addresses = map[addressText]Finding{}
	}
	if len(f.addresses) < mostTexts {
		f.addresses[key] = found
	}
	return found
}

// ofNumberIn is what a number says beside a stated country.
func ofNumberIn(n phone.Number, stated phone.Region) Finding {
	if n == 0 {
		return ofCountry(stated)
	}
	found := OfNumber(n)
	if stated == "" {
		return found
	}
	region, _ := n.Line()
	switch {
	case found.Evidence == Nothing:
		return ofCountry(stated)
	case found.Evidence == Country && region == "US" && stated != region && inNorthAmerica(stated):
		return ofCountry(stated) // a number of +1 that could be of any of its countries
	case region != stated && contradicts(found.Zones, stated):
		found.Contradicts = Country
	}
	return found
}

// inNorthAmerica reports whether a country has numbers of +1.
func inNorthAmerica(region phone.Region) bool {
	return phonenumbers.GetCountryCodeForRegion(string(region)) == 1
}

// against is the weaker evidence that zones do not agree with. An area code never is
// one: mobiles move.
func against(zones Set, weaker Finding, region phone.Region) Evidence {
	switch {
	case contradicts(zones, region):
		return Country
	case weaker.Evidence == Address || weaker.Evidence == Geographic:
		if !agree(zones, weaker.Zones) {
			return weaker.Evidence
		}
	}
	return Nothing
}

// ofColumn is what a time zone column says of a row of a country: nothing where it has
// a filler, and the country, by its code, where it names one of several clocks.
func (f *Finder) ofColumn(text string, region phone.Region) (Finding, error) {
	if len(text) > longestZone {
		return Finding{}, noZone(text)
	}
	key := columnText{text, region}
	if known, is := f.columns[key]; is {
		return known.found, known.err
	}
	found, err := readColumn(text, region)
	if f.columns == nil {
		f.columns = map[columnText]columnFinding{}
	}
	if len(f.columns) < mostTexts {
		f.columns[key] = columnFinding{found, err}
	}
	return found, err
}

func readColumn(text string, region phone.Region) (Finding, error) {
	written := fold.Name(text)
	if written == "" || fillers[written] {
		return Finding{}, nil
	}
	if named, is := countryNamed(written); is && homelands()[named] != nil && !homelands()[named].oneClock {
		return finding(Country, OfCountry(named), string(named)), nil
	}
	matches, err := ParseIn(text, region)
	if err != nil {
		return Finding{}, err
	}
	var all Set
	for _, m := range matches {
		all = all.Union(m.Zones)
	}
	if all == ofUTC() {
		return Finding{}, fmt.Errorf("%q is what systems write when they know no time zone: type the zone or the city of the person", shown(text))
	}
	return Finding{Zones: all, Evidence: Column, Ask: len(matches) > 1}, nil
}
