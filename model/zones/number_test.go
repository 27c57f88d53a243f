package zones

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"callsheet/model/phone"
)

var (
	winter = time.Date(2027, time.January, 15, 18, 0, 0, 0, time.UTC)
	summer = time.Date(2027, time.July, 15, 18, 0, 0, 0, time.UTC)
)

func TestANumberSaysNoMoreThanItKnows(t *testing.T) {
	rows := []struct {
		name     string
		number   phone.Number
		evidence Evidence
		zones    string // of which the set has to be, or "country XX" for all of one
		words    string // on a winter's day
	}{
		{"Miami is Eastern", 13052345678, AreaCode, "America/New_York", "number is from Florida (mobile numbers move)"},
		{"the panhandle is Central too", 18502345678, AreaCode, "America/Chicago America/New_York", "number is from Florida (mobile numbers move): one of 2 zones"},
		{"so is its overlay", 14482345678, AreaCode, "America/Chicago America/New_York", "number is from Florida (mobile numbers move): one of 2 zones"},
		{"Orlando's overlay is not Chicago", 16892345678, AreaCode, "America/New_York", "number is from Florida (mobile numbers move)"},
		{"Chattanooga is not Central alone", 14232345678, AreaCode, "America/Chicago America/New_York", "number is from Tennessee (mobile numbers move): one of 2 zones"},
		{"an exchange does not narrow an area code", 18504342345, AreaCode, "America/Chicago America/New_York", "number is from Florida (mobile numbers move): one of 2 zones"},
		{"Indiana's overlay is in both", 19302345678, AreaCode, "", "number is from Indiana (mobile numbers move): one of 2 zones"},
		{"Kentucky's overlay is in both", 13642345678, AreaCode, "", "number is from Kentucky (mobile numbers move): one of 2 zones"},
		{"the Navajo Nation keeps daylight saving", 19282345678, AreaCode, "America/Denver America/Phoenix", "number is from Arizona (mobile numbers move)"},
		{"Los Angeles is not every zone", 13102345678, AreaCode, "America/Los_Angeles", "number is from California (mobile numbers move)"},
		{"Newfoundland is not Puerto Rico", 17092345678, AreaCode, "America/Goose_Bay America/St_Johns", "number is from Newfoundland and Labrador (mobile numbers move): one of 2 zones"},
		{"an area code newer than the table is any on the mainland", 12992345678, Country, "", "somewhere in the United States: one of 4 zones"},
		{"a toll-free number too", 18002345678, Country, "", "somewhere in the United States: one of 4 zones"},
		{"Puerto Rico is no state", 17872345678, AreaCode, "America/Puerto_Rico", "number is from Puerto Rico (mobile numbers move)"},
		{"the Bahamas have a code of their own", 12423591234, AreaCode, "America/Nassau", "number is from the Bahamas (mobile numbers move)"},

		{"an Australian mobile is not Sydney", 61412345678, Country, "country AU", "somewhere in Australia: one of 6 zones"},
		{"Brisbane's area code is the border's too", 61733812345, Geographic, "Australia/Brisbane Australia/Lindeman Australia/Sydney", "fixed line in Australia: one of 2 zones"},
		{"Perth is not Adelaide", 61892345678, Geographic, "Australia/Eucla Australia/Perth", "fixed line in Australia: one of 2 zones"},
		{"a Russian mobile is not Moscow", 79161234567, Country, "country RU", "somewhere in Russia: one of 11 zones"},
		{"Kaliningrad is not Bucharest", 74012345678, Geographic, "Europe/Kaliningrad", "fixed line in Russia"},
		{"Saratov is not Moscow", 78452345678, Geographic, "Europe/Saratov", "fixed line in Russia"},
		{"an Indonesian mobile is not Jakarta", 62812345678901, Country, "country ID", "somewhere in Indonesia: one of 3 zones"},
		{"a Spanish mobile is not Madrid", 34612345678, Country, "country ES", "somewhere in Spain: one of 2 zones"},
		{"Las Palmas is not Madrid", 34928123456, Geographic, "Atlantic/Canary", "fixed line in Spain"},
		{"Cáceres is not the Canaries", 34827123456, Geographic, "Europe/Madrid", "fixed line in Spain"},
		{"a Brazilian mobile is not São Paulo", 5511987654321, Country, "country BR", "somewhere in Brazil: one of 4 zones"},
		{"a Mexican number may be a mobile", 525512345678, Country, "country MX", "somewhere in Mexico: one of 4 zones"},
		{"a Portuguese mobile may be on the Azores", 351912345678, Country, "country PT", "somewhere in Portugal: one of 2 zones"},
		{"a mobile of Réunion may be of Mayotte", 262692123456, Country, "Indian/Mayotte Indian/Reunion", "somewhere in Réunion: one of 2 zones"},
		{"Chile does not tell its mobiles apart, and has Easter Island", 56322123456, Country, "country CL", "somewhere in Chile: one of 2 zones"},
		{"all of Kazakhstan has one time", 77012345678, Country, "country KZ", "somewhere in Kazakhstan"},
		{"Nicaragua is not Chicago", 50522345678, Geographic, "America/Managua", "fixed line in Nicaragua"},
		{"Morocco is not the Canaries", 212522345678, Geographic, "Africa/Casablanca", "fixed line in Morocco"},
		{"Algeria is not Paris", 21321123456, Geographic, "Africa/Algiers", "fixed line in Algeria"},
		{"Libya is not Bucharest", 218212345678, Geographic, "Africa/Tripoli", "fixed line in Libya"},
		{"a German mobile is in Germany", 4915112345678, Country, "country DE", "somewhere in Germany"},
		{"a satellite telephone may be anywhere", 870773111632, Nothing, "", "not known: held"},
		{"no number says nothing", 0, Nothing, "", "not known: held"},
	}
	for _, row := range rows {
		got := OfNumber(row.number)
		want := got.Zones
		if country, all := strings.CutPrefix(row.zones, "country "); all {
			want = OfCountry(phone.Region(country))
		} else if row.zones != "" {
			want = zoneDatabase().set(row.zones)
		}
		if got.Evidence != row.evidence || got.Zones != want {
			t.Errorf("%s: %v %s, want %v %s", row.name, got.Evidence, got.Zones, row.evidence, want)
		}
		if words := got.Words(winter, winter.AddDate(0, 0, 1)); words != row.words {
			t.Errorf("%s: %q, want %q", row.name, words, row.words)
		}
	}
}

func TestOnlyNothingHasNoZones(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := Row{
			Number:  phone.Number(rapid.Uint64Range(0, 999_999_999_999_999).Draw(t, "number")),
			Country: rapid.SampledFrom(append(phone.RegionCodes(), "")).Draw(t, "country"),
			Address: AddressParts{
				PostCode: rapid.SampledFrom([]string{"", "32501", "90210", "M5V 3A8", "6443", "35001", "x"}).Draw(t, "code"),
				State:    rapid.SampledFrom([]string{"", "FL", "Texas", "BC", "WA", "Canarias", "x"}).Draw(t, "state"),
				City:     rapid.SampledFrom([]string{"", "El Paso", "Perth", "Tenerife", "Portland", "x"}).Draw(t, "city"),
			},
			Zone: rapid.SampledFrom([]string{"", "n/a", "PT", "IST", "Perth", "UTC", "GMT+5:30", "asdf", "Georgia"}).Draw(t, "zone"),
		}
		got, err := Find(r)
		if got.Zones.IsEmpty() != (got.Evidence == Nothing) {
			t.Fatalf("%+v: %+v", r, got)
		}
		if err != nil && got.Evidence != Nothing {
			t.Fatalf("%+v is called although %v", r, err)
		}
		if _, err := got.Zones.Locations(); got.Evidence != Nothing && err != nil {
			t.Fatal(err)
		}
		if got.Words(winter, summer) == "" {
			t.Fatalf("%+v has no words", got)
		}
	})
}

// What a fixed line or an area code says is never outside its country's clocks.
func TestANumberStaysInItsCountry(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := phone.Number(rapid.Uint64Range(2_000_000_000, 999_999_999_999_999).Draw(t, "number"))
		got := OfNumber(n)
		region := n.Region()
		if got.Evidence == Geographic && region != "RU" && !got.Zones.Within(OfCountry(region)) {
			all := OfCountry(region)
			for _, other := range []phone.Region{"CX", "CC", "NF"} { // their fixed lines are of Australia's plan
				all = all.Union(OfCountry(other))
			}
			if !got.Zones.Within(all) {
				t.Fatalf("%v of %s is in %s", n, region, got.Zones)
			}
		}
	})
}
