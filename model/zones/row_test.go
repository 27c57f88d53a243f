package zones

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callsheet/model/phone"
)

const (
	miami   phone.Number = 13052345678
	london  phone.Number = 442079460000
	tollUS  phone.Number = 18002345678
	canada  phone.Number = 16002345678
	madrid  phone.Number = 34912345678
	spanish phone.Number = 34612345678
)

func TestTheStrongestEvidenceCounts(t *testing.T) {
	rows := []struct {
		name  string
		row   Row
		want  string // zones, or "country XX"
		words string // on a winter's day
	}{
		{"a number alone", Row{Number: miami}, "America/New_York", "number is from Florida (mobile numbers move)"},
		{"a column beats the number", Row{Number: miami, Zone: "PT"}, "America/Los_Angeles", "the row's time zone"},
		{"a column beats the address", Row{Number: miami, Zone: "Pacific", Address: AddressParts{State: "CA", City: "Fresno"}}, "America/Los_Angeles", "the row's time zone"},
		{"an address beats the number", Row{Number: miami, Address: AddressParts{State: "California"}}, "America/Los_Angeles", "address in California"},
		{"an address narrows where a mobile cannot", Row{Number: spanish, Address: AddressParts{City: "Barcelona"}}, "Europe/Madrid", "address in Barcelona"},
		{"the country of a toll-free number counts", Row{Number: tollUS, Country: "CA"}, "country CA", "somewhere in Canada: one of 5 zones"},
		{"a Canadian number of no place is in Canada", Row{Number: canada}, "country CA", "number is from Canada (mobile numbers move): one of 5 zones"},
		{"but not one that has no such numbers", Row{Number: tollUS, Country: "DE"}, "", "somewhere in the United States: one of 4 zones, but the country says otherwise"},
		{"a filler is no zone", Row{Number: miami, Zone: "n/a"}, "America/New_York", "number is from Florida (mobile numbers move)"},
		{"neither is a dash", Row{Number: miami, Zone: "-"}, "America/New_York", "number is from Florida (mobile numbers move)"},
		{"nor an error of a sheet", Row{Number: miami, Zone: "#N/A"}, "America/New_York", "number is from Florida (mobile numbers move)"},
		{"a country decides what a name means", Row{Number: 919812345678, Zone: "IST"}, "Asia/Kolkata", "the row's time zone"},
		{"Ireland's time is Dublin's", Row{Country: "IE", Number: london, Zone: "IST"}, "Europe/Dublin", "the row's time zone"},
		{"a stranger's IST is all three, and asked", Row{Number: miami, Zone: "IST"}, "Asia/Jerusalem Asia/Kolkata Europe/Dublin",
			"the row's time zone: one of 3 zones, which has several meanings, but the country says otherwise"},
		{"Eastern in Canada is Toronto", Row{Number: 14162345678, Zone: "EST"}, "America/Toronto", "the row's time zone"},
		{"Eastern in Australia is not New York", Row{Number: 61412345678, Zone: "Eastern"}, "Australia/Brisbane Australia/Sydney", "the row's time zone: one of 2 zones"},
		{"CET in France is Paris", Row{Number: 33612345678, Zone: "CET"}, "Europe/Paris", "the row's time zone"},
		{"a contradicted country is said", Row{Number: miami, Country: "US", Zone: "Europe/Berlin"}, "Europe/Berlin", "the row's time zone, but the country says otherwise"},
		{"a contradicted address is said", Row{Number: miami, Zone: "PT", Address: AddressParts{PostCode: "33101"}}, "America/Los_Angeles", "the row's time zone, but the address says otherwise"},
		{"a contradicted fixed line is said", Row{Number: 34928123456, Zone: "Madrid"}, "Europe/Madrid", "the row's time zone, but the fixed line says otherwise"},
		{"a contradicted area code is not: mobiles move", Row{Number: miami, Zone: "PT"}, "America/Los_Angeles", "the row's time zone"},
		{"the same clock elsewhere contradicts nothing", Row{Number: 14162345678, Zone: "New York"}, "America/New_York", "the row's time zone"},
		{"Puerto Rico is of the United States", Row{Number: 17872345678, Country: "US"}, "America/Puerto_Rico", "number is from Puerto Rico (mobile numbers move)"},
		{"a country in the column is a country", Row{Number: miami, Zone: "USA"}, "America/New_York", "number is from Florida (mobile numbers move)"},
		{"and narrows no more than one", Row{Number: spanish, Zone: "Spain"}, "country ES", "somewhere in Spain: one of 2 zones"},
		{"a country of one zone is a zone", Row{Number: miami, Zone: "Germany", Country: "DE"}, "country DE", "the row's time zone"},
		{"another country's is a contradiction", Row{Number: miami, Country: "US", Zone: "Indonesia"}, "country ID", "the row's time zone: one of 3 zones, but the country says otherwise"},
		{"an offset is what of the country keeps it", Row{Number: miami, Zone: "UTC-7"}, "America/Boise America/Denver America/Los_Angeles America/Phoenix", "the row's time zone: one of 2 zones"},
	}
	for _, row := range rows {
		got, err := Find(row.row)
		if err != nil {
			t.Errorf("%s: %v", row.name, err)
			continue
		}
		want := got.Zones
		if country, all := strings.CutPrefix(row.want, "country "); all {
			want = OfCountry(phone.Region(country))
		} else if row.want != "" {
			want = zoneDatabase().set(row.want)
		}
		if words := got.Words(winter, winter.AddDate(0, 0, 1)); got.Zones != want || words != row.words {
			t.Errorf("%s:\n %q, %s, want\n %q, %s", row.name, words, got.Zones, row.words, want)
		}
	}
}

func TestNonsenseHoldsTheRow(t *testing.T) {
	for _, zone := range []string{"asdf", "44", "UTC", "Etc/UTC", "Z", "UTC+3:17", "5", "Standard", "tomorrow", strings.Repeat("x", 500), "\x1b[31m"} {
		got, err := Find(Row{Number: miami, Zone: zone})
		if err == nil || got.Evidence != Nothing {
			t.Errorf("%q: %+v, %v", zone, got, err)
			continue
		}
		if text := err.Error(); !strings.Contains(strings.ToLower(text), "type") || strings.ContainsRune(text, '\x1b') || len(text) > 300 {
			t.Errorf("%q is answered with %q", zone, text)
		}
	}
}

func TestAnAddressDecidesWhereItCan(t *testing.T) {
	rows := []struct {
		name   string
		region phone.Region
		parts  AddressParts
		want   string // "" = nothing
	}{
		{"a state of one zone", "US", AddressParts{State: "California"}, "America/Los_Angeles"},
		{"a code in any case", "US", AddressParts{State: "ny"}, "America/New_York"},
		{"with the country behind it", "US", AddressParts{State: "Florida, USA"}, "America/Chicago America/New_York"},
		{"with the country before it", "US", AddressParts{State: "US-TX"}, "America/Chicago America/Denver"},
		{"a post code narrows a split state", "US", AddressParts{State: "TX", PostCode: "79901"}, "America/Denver"},
		{"nine digits of one", "US", AddressParts{PostCode: "32501-1234"}, "America/Chicago"},
		{"a post code on the border is both", "US", AddressParts{PostCode: "32401"}, "America/Chicago America/New_York"},
		{"a city narrows a split state", "US", AddressParts{State: "TN", City: "Knoxville"}, "America/New_York"},
		{"and an unknown one does not", "US", AddressParts{State: "TN", City: "Springfield"}, "America/Chicago America/New_York"},
		{"a city alone has namesakes", "US", AddressParts{City: "Portland"}, ""},
		{"Portland in Maine is Eastern", "US", AddressParts{City: "Portland", State: "ME"}, "America/New_York"},
		{"parts that disagree all count", "US", AddressParts{State: "FL", PostCode: "90210"}, "America/Chicago America/Los_Angeles America/New_York"},
		{"a code that lost its zero says nothing", "US", AddressParts{PostCode: "2134"}, ""},
		{"neither does one of another country", "US", AddressParts{PostCode: "SW1A 1AA"}, ""},
		{"nor the post of the army", "US", AddressParts{PostCode: "09012"}, ""},
		{"Idaho's north is Pacific", "US", AddressParts{PostCode: "83814"}, "America/Los_Angeles"},
		{"Ontario in Oregon is beside Idaho", "US", AddressParts{PostCode: "97914"}, "America/Boise America/Los_Angeles"},
		{"Window Rock may have daylight saving", "US", AddressParts{PostCode: "86515"}, "America/Denver America/Phoenix"},
		{"Canada by the first letter", "CA", AddressParts{PostCode: "m5v 3a8"}, "America/Toronto"},
		{"its short form", "CA", AddressParts{PostCode: "T2P"}, "America/Edmonton"},
		{"Kenora is not Toronto alone", "CA", AddressParts{PostCode: "P9N 1A1"}, "America/Atikokan America/Toronto America/Winnipeg"},
		{"Kenora by name", "CA", AddressParts{PostCode: "P9N 1A1", City: "Kenora"}, "America/Winnipeg"},
		{"Quebec in French", "CA", AddressParts{State: "Québec", PostCode: "H2X 1Y4"}, "America/Toronto"},
		{"Broken Hill keeps Adelaide's time", "AU", AddressParts{PostCode: "2880", State: "NSW"}, "Australia/Broken_Hill"},
		{"Western Australia is not Washington", "AU", AddressParts{State: "WA", City: "Perth"}, "Australia/Perth"},
		{"Queensland has no daylight saving", "AU", AddressParts{PostCode: "4000"}, "Australia/Brisbane Australia/Lindeman"},
		{"Acre by its post code", "BR", AddressParts{PostCode: "69900-000"}, "America/Rio_Branco"},
		{"Amazonas by its post code", "BR", AddressParts{PostCode: "69005-000"}, "America/Eirunepe America/Manaus"},
		{"the Canaries by theirs", "ES", AddressParts{PostCode: "35001"}, "Atlantic/Canary"},
		{"Tenerife by name", "ES", AddressParts{City: "Tenerife"}, "Atlantic/Canary"},
		{"the Azores", "PT", AddressParts{PostCode: "9500-001"}, "Atlantic/Azores"},
		{"Cancún", "MX", AddressParts{State: "Q. Roo"}, "America/Cancun"},
		{"Tijuana", "MX", AddressParts{City: "Tijuana"}, "America/Tijuana"},
		{"no country, no address", "", AddressParts{State: "CA"}, ""},
		{"a country of one zone needs none", "FR", AddressParts{State: "Corse"}, ""},
	}
	for _, row := range rows {
		got := OfAddress(row.region, row.parts)
		if want := zoneDatabase().set(row.want); got.Zones != want {
			t.Errorf("%s: %s, want %s", row.name, got.Zones, want)
		}
	}
}

// Each more part of an address that agrees leaves zones out, and never brings some in.
func TestPartsOfAnAddressNarrow(t *testing.T) {
	for line := range lines("postcodes.txt") {
		c := columnsOf(line, 5)
		region := phone.Region(c[0])
		if outlying[c[1]] || c[2] == "" || region == "US" && stateOf(region, c[2]) == nil {
			continue
		}
		for prefixes := range strings.FieldsSeq(c[1]) {
			for _, prefix := range span(prefixes) {
				code := prefix
				for filler := "1A1A1A"; region == "CA" && len(code) < 3; {
					code += filler[len(code)-1 : len(code)]
				}
				for region != "CA" && len(code) < postCodeLengths[region][0] {
					code += "1"
				}
				alone := OfAddress(region, AddressParts{PostCode: code})
				both := OfAddress(region, AddressParts{PostCode: code, State: c[2]})
				if both.Zones.IsEmpty() || !both.Zones.Within(alone.Zones) && !both.Ask {
					t.Errorf("%s %s: %s with the state, %s without", region, code, both.Zones, alone.Zones)
				}
			}
		}
	}
}

// A zone of the database beats whatever else the row says; and where nobody of the row's
// country has its offset, in winter and in summer, that is said.
func TestAColumnThatContradictsTheCountrySaysSo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom(zoneDatabase().names).Filter(func(name string) bool { return name != utc }).Draw(t, "zone")
		country := rapid.SampledFrom(phone.RegionCodes()).Draw(t, "country")
		got, err := Find(Row{Zone: name, Country: country, Number: rapid.SampledFrom([]phone.Number{0, miami, spanish, madrid}).Draw(t, "number")})
		if err != nil || got.Evidence != Column || got.Zones.String() != name {
			t.Fatalf("%s in %s: %+v, %v", name, country, got, err)
		}
		home := OfCountry(country)
		for territory := range strings.FieldsSeq(territories[country]) {
			home = home.Union(OfCountry(phone.Region(territory)))
		}
		differ := true
		for _, at := range []time.Time{winter, summer} {
			theirs, err := home.Offsets(at)
			if err != nil {
				t.Fatal(err)
			}
			ours, err := got.Zones.Offsets(at)
			if err != nil {
				t.Fatal(err)
			}
			differ = differ && !slices.Contains(theirs, ours[0])
		}
		if differ && got.Contradicts != Country {
			t.Fatalf("%s in %s is not contradicted", name, country)
		}
		if got.Zones.Within(OfCountry(country)) && got.Contradicts == Country {
			t.Fatalf("%s in %s is contradicted", name, country)
		}
	})
}

// What a Finder remembers is what it would find out again, and is bounded.
func TestAFinderFindsWhatFindDoes(t *testing.T) {
	var f Finder
	for i := range 3 * mostTexts {
		r := Row{Number: miami, Zone: fmt.Sprint("UTC-", i%4000)}
		switch i % 3 {
		case 1:
			r.Zone, r.Country = "IST", phone.RegionCodes()[i%200]
		case 2:
			r.Zone = []string{"USA", "n/a", "Pacific", "asdf", "Spain"}[i%5]
		}
		got, err := f.Find(r)
		want, wantErr := Find(r)
		if got != want || (err == nil) != (wantErr == nil) {
			t.Fatalf("%+v: %+v, %v, want %+v, %v", r, got, err, want, wantErr)
		}
	}
	if len(f.columns) > mostTexts {
		t.Errorf("%d texts are remembered", len(f.columns))
	}
}

func FuzzFind(f *testing.F) {
	f.Add("EST", "32501", "FL", "Pensacola", "US", uint64(13052345678))
	f.Add("", "m5v3a8", "Québec", "x", "CA", uint64(0))
	f.Add("USA", "35001", "", "Tenerife", "ES", uint64(34612345678))
	f.Fuzz(func(t *testing.T, zone, code, state, city, country string, number uint64) {
		r := Row{zone, AddressParts{code, state, city}, phone.Region(country), phone.Number(number)}
		got, err := Find(r)
		if got.Zones.IsEmpty() != (got.Evidence == Nothing) || err != nil && got.Evidence != Nothing {
			t.Fatalf("%+v: %+v, %v", r, got, err)
		}
		if got.Words(winter, summer) == "" {
			t.Fatalf("%+v has no words", got)
		}
	})
}
