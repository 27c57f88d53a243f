package phone

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"callsheet/model/fold"
)

// listLanguages are those, besides the ones of regionNames, in which columns of
// countries are filled: written in Latin letters, and in others.
var listLanguages = [...][]string{
	{"tr", "pl", "cs", "sk", "hu", "ro", "hr", "sv", "da", "no", "fi", "vi", "id", "ms"},
	{"ru", "uk", "bg", "sr", "ar", "fa", "ur", "he", "el", "ja", "ko", "zh", "zh-Hant", "th", "hi", "bn"},
}

// shortCountries are how people call countries for short in letters that are not
// Latin.
var shortCountries = map[Region]string{
	"AE": "الإمارات|الامارات|ОАЭ|阿联酋|阿聯酋", "AT": "奥地利", "CN": "КНР|中國|中华人民共和国|中国大陆", "CZ": "Чехия",
	"DE": "ФРГ|德國", "EG": "مصر", "GB": "Великобритания|Велика Британія|Англия|英国|英國|영국|بريطانيا|المملكة المتحدة|ब्रिटेन",
	"HK": "香港|홍콩|Гонконг|ホンコン", "JP": "日本国|일본", "KR": "한국|남한|Корея|韓国|韩国|韓國", "MO": "澳门|澳門", "NL": "Голландия|荷蘭",
	"RU": "РФ|Российская Федерация|俄罗斯|俄羅斯", "SA": "السعودية|沙特|沙特阿拉伯", "TW": "台灣|台湾|臺灣|타이완|대만",
	"US": "США|アメリカ|米国|美国|美國|미국|Америка|ארה״ב|أمريكا|الولايات المتحدة|अमेरिका",
	"ZA": "ЮАР|南非",
}

// languageNames are the names of countries in Latin letters and in others, as
// fold.Name spells them. A name that two countries share is left out. Each is
// made when a name is none in the languages of regionNames.
var languageNames = [...]func() map[string]Region{
	sync.OnceValue(func() map[string]Region { return namesIn(listLanguages[0]) }),
	sync.OnceValue(func() map[string]Region {
		names := namesIn(listLanguages[1])
		for region, short := range shortCountries {
			for name := range strings.SplitSeq(short, "|") {
				names[fold.Name(name)] = region
			}
		}
		return names
	}),
}

func namesIn(tags []string) map[string]Region {
	names, shared := map[string]Region{}, map[string]bool{}
	for _, tag := range tags {
		namer := display.Regions(language.MustParse(tag))
		if namer == nil {
			continue
		}
		for _, info := range regionIndex().infos {
			region, err := language.ParseRegion(string(info.Code))
			if err != nil {
				continue
			}
			name := fold.Name(namer.Name(region))
			if other, found := names[name]; found && other != info.Code {
				shared[name] = true
			}
			names[name] = info.Code
		}
	}
	for name := range shared {
		delete(names, name)
	}
	return names
}

// inOtherLanguages reads the folded name of a country in listLanguages. As few
// Latin letters as a code has are never one.
func inOtherLanguages(name string) (Region, bool) {
	script := 0
	if name != "" && name[0] >= utf8.RuneSelf {
		script = 1
	} else if len(name) <= longestCode {
		return "", false
	}
	r, ok := languageNames[script]()[name]
	return r, ok
}

// longestCode is how many letters the codes of countries have at most.
const longestCode = 3

func isWideLetter(r rune) bool { return r >= utf8.RuneSelf && unicode.IsLetter(r) }
