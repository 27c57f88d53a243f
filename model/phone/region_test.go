package phone

import (
	"slices"
	"testing"

	"github.com/nyaruka/phonenumbers"

	"callsheet/model/fold"
)

func TestRegionsAreAllThatTheLibraryKnows(t *testing.T) {
	infos := Regions()
	if len(infos) != len(phonenumbers.GetSupportedRegions()) {
		t.Errorf("%d regions, the library knows %d", len(infos), len(phonenumbers.GetSupportedRegions()))
	}
	for _, info := range infos {
		if !phonenumbers.GetSupportedRegions()[string(info.Code)] || info.CallingCode != phonenumbers.GetCountryCodeForRegion(string(info.Code)) || info.Name == "" {
			t.Errorf("%+v is not what the library knows", info)
		}
	}
	if !slices.IsSortedFunc(infos, func(a, b RegionInfo) int {
		if fold.Name(a.Name) < fold.Name(b.Name) {
			return -1
		}
		return 1
	}) {
		t.Error("the regions are not sorted by name")
	}
}

func TestParseRegion(t *testing.T) {
	for text, want := range map[string]Region{
		"GB": "GB", "gb": "GB", "uk": "GB", "U.K.": "GB", "United Kingdom": "GB", "great britain": "GB", "England": "GB", "GBR": "GB", "+44": "GB", "44": "GB", "0044": "GB",
		"US": "US", "USA": "US", "u.s.a.": "US", "United States": "US", "United States of America": "US", "+1": "US",
		"DEU": "DE", "Deutschland": "DE", "Alemania": "DE", "germany ": "DE", "España": "ES", "ESPANA": "ES", "Côte d’Ivoire": "CI", "Ivory Coast": "CI",
		"Österreich": "AT", "Trinidad and Tobago": "TT", "Trinidad & Tobago": "TT", "日本": "JP", "Россия": "RU", "Niger": "NE", "Nigeria": "NG",
		"The Netherlands": "NL", "Holland": "NL", "South Korea": "KR", "Guinea-Bissau": "GW", "Isle of Man": "IM", "+7": "RU", "+353": "IE",
	} {
		if got, ok := ParseRegion(text); got != want || !ok {
			t.Errorf("ParseRegion(%q) = %q, %v, want %q", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "  ", "Europe", "North West", "TX", "+", "+0", "+800", "4444", "-1", "N/A"} {
		if got, ok := ParseRegion(text); ok {
			t.Errorf("ParseRegion(%q) = %q, want none", text, got)
		}
	}
}

func TestEveryRegionNameLeadsBack(t *testing.T) {
	for _, info := range Regions() {
		for _, text := range []string{info.Name, string(info.Code)} {
			if got, ok := ParseRegion(text); !ok || got != info.Code {
				t.Errorf("%q leads to %q, not to %q", text, got, info.Code)
			}
		}
		if info.Code.Name() != info.Name {
			t.Errorf("%q is named %q, not %q", info.Code, info.Code.Name(), info.Name)
		}
	}
	if Region("").Name() != "" || Region("XX").Name() != "XX" {
		t.Error("an unknown region has no other name than its code")
	}
}
