package phone

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/nyaruka/phonenumbers"

	"callsheet/model/fold"
)

// RegionInfo is one country or territory that has telephone numbers.
type RegionInfo struct {
	Code        Region
	Name        string // in English
	CallingCode int    // 44 for the United Kingdom
}

// Regions lists every region phonenumbers supports, sorted by English name.
func Regions() []RegionInfo { return slices.Clone(regionIndex().infos) }

// RegionCodes are the codes of all regions with a name, in a fixed order.
func RegionCodes() []Region {
	codes := make([]Region, len(regionNames))
	for i, n := range regionNames {
		codes[i] = n.code
	}
	return codes
}

// Known reports whether the region is one that has telephone numbers.
func (r Region) Known() bool {
	_, ok := regionIndex().byCode[r]
	return ok
}

// Name is the region's English name, or its code when it has none.
func (r Region) Name() string {
	if i, ok := regionIndex().byCode[r]; ok {
		return regionIndex().infos[i].Name
	}
	return string(r)
}

// ParseRegion reads what a country column holds: a code of two or three
// letters, a name in English, in the country's own language or in another that
// lists are kept in, or a calling code such as "+44" or "44", which means
// the largest country that has it.
func ParseRegion(text string) (Region, bool) {
	if len(text) > maxRegionText {
		return "", false
	}
	if IsNotAvailable(text) {
		return "", false
	}
	if r, ok := RegionByUsualName(text); ok {
		return r, true
	}
	if r, ok := inOtherLanguages(fold.Name(text)); ok {
		return r, true
	}
	r := ParseDialCode(text).Region("")
	return r, r != ""
}

// RegionByUsualName reads a code or name of regionNames. An accent is none of a code:
// Áo is Austria and not AO.
func RegionByUsualName(text string) (Region, bool) {
	name := fold.Name(text)
	r, ok := regionIndex().byName[name]
	if ok && len(name) <= longestCode && name[0] < utf8.RuneSelf && strings.ContainsFunc(text, isWideLetter) {
		return "", false
	}
	return r, ok
}

// IsNotAvailable tells N/A from NA, which is Namibia.
func IsNotAvailable(text string) bool {
	const longest = len("n.a.")
	if text = strings.TrimSpace(text); len(text) > longest {
		return false
	}
	switch strings.ToLower(text) {
	case "n/a", "n.a.", "n.a", "n/d", "#n/a", "s/n":
		return true
	}
	return false
}

// maxRegionText is longer than any country's name in bytes.
const maxRegionText = 100

type regionTable struct {
	infos  []RegionInfo
	byCode map[Region]int
	byName map[string]Region
}

var regionIndex = sync.OnceValue(func() regionTable {
	t := regionTable{
		byCode: make(map[Region]int, len(regionNames)),
		byName: make(map[string]Region, 8*len(regionNames)),
	}
	for _, n := range regionNames {
		code := phonenumbers.GetCountryCodeForRegion(string(n.code))
		if code == 0 {
			continue
		}
		t.infos = append(t.infos, RegionInfo{Code: n.code, Name: n.english, CallingCode: code})
		for name := range strings.SplitSeq(n.others, "|") {
			t.byName[fold.Name(name)] = n.code
		}
	}
	// The codes and English names are entered last so that nothing shadows them.
	for _, n := range regionNames {
		t.byName[fold.Name(n.english)] = n.code
		t.byName[strings.ToLower(n.alpha3)] = n.code
		t.byName[strings.ToLower(string(n.code))] = n.code
	}
	delete(t.byName, "")
	slices.SortFunc(t.infos, func(a, b RegionInfo) int { return cmp.Compare(fold.Name(a.Name), fold.Name(b.Name)) })
	for i, info := range t.infos {
		t.byCode[info.Code] = i
	}
	return t
})
